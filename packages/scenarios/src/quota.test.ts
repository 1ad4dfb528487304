import { type House, silent, startHouse, until } from '@bayline/local';
import { type Question, type Talk, talk } from './benches/talk.ts';
import { HOUSE_NOW } from './houses.ts';
import { openPhone, type Phone } from './phone.ts';

const QUOTA = 5;
const QUESTIONS: readonly Question[] = [
  { kind: 'plain', says: 'What are your opening hours?' },
  { kind: 'plain', says: 'How much is an oil change?' },
];

let house: House;
let phone: Phone;

beforeAll(async () => {
  house = await startHouse({
    profile: `test-quota-${process.pid}`,
    progress: silent,
    now: HOUSE_NOW,
    environment: { MAX_EVENT_LOOP_DELAY_MS: '10000' },
    perService: { speech: { DEEPGRAM_STT_STREAMS: String(QUOTA), DEEPGRAM_TTS_SOCKETS: String(QUOTA) } },
  });
  phone = await openPhone(house.simulators.environment.TWILIO_API_BASE_URL ?? '');
}, 120_000);

afterAll(async () => {
  phone.close();
  await house.stop();
});

const calling = (index: number, onAnswered?: () => void): Promise<Talk> =>
  talk(phone, {
    from: `+121555544${String(index).padStart(2, '0')}`,
    questions: QUESTIONS,
    wordsPerMinute: 180,
    afterMs: 0,
    ...(onAnswered === undefined ? {} : { onAnswered }),
  });

describe('with provider quotas of five', () => {
  it('the sixth call hears a refusal and none in progress suffers', async () => {
    let answered = 0;
    const five = Array.from({ length: QUOTA }, (_, index) =>
      calling(index, () => {
        answered += 1;
      }),
    );
    await until('five callers to be answered', () => answered === QUOTA, { withinMs: 60_000 });
    const sixth = await calling(QUOTA);
    // What is heard after the refusal is the desk.
    expect(sixth.problems.join(' ')).toMatch(/<Say>.*(?:busy|moment).*<Dial>/i);
    // They asked and were answered, and nobody spoke in the house's place or ended their call.
    for (const { turns, problems } of await Promise.all(five)) {
      expect(problems).toEqual([]);
      expect(turns.length).toBeGreaterThan(0);
    }
  }, 120_000);
});
