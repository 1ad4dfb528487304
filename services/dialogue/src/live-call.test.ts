import { aBrief } from '../test/playing.ts';
import { quietHouse } from '../test/quiet-house.ts';
import { newConversation } from './conversation/state.ts';
import { LiveCall } from './live-call.ts';
import type { Listener } from './model/asking.ts';
import type { ModelRequest } from './model/model.ts';

const callId = `CA${'0'.repeat(32)}`;

const slots = { services: ['oil change'], when: 'tomorrow', visit: null, for_appointment: null };
const slotsCall = { id: 'c1', name: 'get_available_slots', arguments: JSON.stringify(slots) };

/** A call on a bus that only remembers. */
function placed() {
  const asked: { request: ModelRequest; signal: AbortSignal; listener: Listener }[] = [];
  const stoodIn: string[] = [];
  let gone = 0;
  const quiet = quietHouse({
    asking: {
      ask: async (request, signal, listener) => void asked.push({ request, signal, listener }),
      askStandIn: async (request) => void stoodIn.push(request.messages.at(-1)?.role ?? ''),
    },
    onGone: () => {
      gone += 1;
    },
  });
  const { house, told } = quiet;
  const call = new LiveCall(house, newConversation({ callId, epoch: 1, speechEpoch: 1, brief: aBrief }));
  const hears = (name: string, payload: Record<string, unknown>): void => quiet.hears(name, callId, payload);
  const segment = { epoch: 1, speechId: 'speech-test', words: [], startMs: 0 };
  return {
    call,
    asked,
    stoodIn,
    told,
    tools: quiet.asked,
    gone: () => gone,
    pass: (ms: number) => {
      quiet.pass(ms);
      call.tellAlive();
    },
    pieces: () => told.filter(({ name }) => name === 'reply.piece').map(({ payload }) => payload),
    /** Resolves when the model would have been asked. */
    partial: async (text: string, endMs: number) => {
      hears('transcript.partial', { ...segment, text, endMs, quietMs: 200 });
      await new Promise(setImmediate);
    },
    final: (text: string, endMs: number, speechFinal = true) =>
      hears('transcript.final', { ...segment, text, endMs, speechFinal, confidence: 1, sinceLastWordMs: 450 }),
    greetingHeard: () => {
      const { generation } = told.find(({ name }) => name === 'reply.piece')?.payload ?? {};
      hears('audio.played', { epoch: 1, generation, state: 'finished', playedMs: 2_000 });
    },
  };
}

const calls: LiveCall[] = [];
afterEach(() => {
  for (const call of calls.splice(0)) call.abandon();
});

async function greetedCall() {
  const play = placed();
  calls.push(play.call);
  await play.call.listen();
  play.call.begin();
  play.greetingHeard();
  return play;
}

describe('a live call that answers ahead', () => {
  it('speaks the answer that was under way, once the words are final', async () => {
    const { asked, pieces, partial, final } = await greetedCall();
    await partial('How much is an oil change', 2_000);
    asked[0]?.listener.onText('Let me see what that costs. ');
    expect(pieces()).toHaveLength(1);
    final('How much is an oil change?', 2_000);
    expect(asked).toHaveLength(1);
    expect(pieces().at(-1)).toMatchObject({ text: 'Let me see what that costs. ', timing: { speculated: true } });
  });

  it('lets nobody hear the answer to words that were not all, and asks no tool for it', async () => {
    const { asked, pieces, tools, partial, final } = await greetedCall();
    await partial('I need an oil change', 2_000);
    asked[0]?.listener.onText('Let me look. ');
    asked[0]?.listener.onDone([slotsCall]);
    final('I need an oil change and a tire rotation.', 4_000);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(pieces()).toHaveLength(1);
    expect(tools).toEqual([]);
  });

  it('asks the tool of a kept answer only when the words are final', async () => {
    const { asked, tools, partial, final } = await greetedCall();
    await partial('Can I come in tomorrow for an oil change', 2_000);
    asked[0]?.listener.onDone([slotsCall]);
    expect(tools).toEqual([]);
    final('Can I come in tomorrow for an oil change?', 2_000);
    expect(tools).toHaveLength(1);
  });

  it('asks the stand-in when a turn in which the model broke off needs another answer', async () => {
    const { asked, stoodIn, final } = await greetedCall();
    final('Can I come in tomorrow for an oil change?', 2_000);
    asked[0]?.listener.onBroke();
    asked[0]?.listener.onDone([]);
    expect(asked).toHaveLength(1);
    expect(stoodIn).toEqual(['user']);
  });

  it('asks while a pause is waited out, but not in the middle of a sentence', async () => {
    const { asked, final } = await greetedCall();
    final('I have a question about', 1_000, false);
    expect(asked).toHaveLength(0);
    final('my car and', 2_000);
    expect(asked).toHaveLength(1);
  });

  it('asks nothing for words that were overtaken by the final', async () => {
    const { asked, partial, final } = await greetedCall();
    const considered = partial('How much is an oil change', 2_000);
    final('How much is an oil change?', 2_000);
    await considered;
    expect(asked).toHaveLength(1);
  });

  it('stops our voice first, and asks the model of the words that stopped it afterwards', async () => {
    const { asked, told, partial, final } = await greetedCall();
    final('What are your opening hours?', 2_000);
    asked[0]?.listener.onText('Our hours are Monday to Friday, seven thirty to six. ');
    const considered = partial('Sorry, where are you located', 6_000);
    expect(told.some(({ name }) => name === 'reply.cancelled')).toBe(true);
    expect(asked).toHaveLength(1);
    await considered;
    expect(asked).toHaveLength(2);
  });

  it('aborts what is under way when the call is given away', async () => {
    const { asked, call, partial } = await greetedCall();
    await partial('How much is an oil change', 2_000);
    call.abandon();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});

describe('a live call of which nothing is heard any more', () => {
  it('is let go after three minutes, but not while the caller looks for something', async () => {
    const { gone, pass, partial } = await greetedCall();
    pass(170_000);
    await partial('I have it here', 172_000);
    pass(170_000);
    expect(gone()).toBe(0);
    pass(11_000);
    expect(gone()).toBe(1);
  });
});
