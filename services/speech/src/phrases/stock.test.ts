import { AskFailed, createLog } from '@bayline/runtime';
import { keepStock } from './stock.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A bus on which dialogue answers with the next of these lists; an empty place is nobody there. */
function stock(lists: (string[] | undefined)[]) {
  const wanted: (readonly string[])[] = [];
  let asked = 0;
  const bus = {
    // biome-ignore lint/suspicious/noExplicitAny: stands for the generic ask of the bus
    ask: async (): Promise<any> => {
      const phrases = lists[asked];
      asked += 1;
      if (phrases === undefined) throw new AskFailed('phrase.list', 'nobody-there');
      return { phrases };
    },
  };
  const subject = keepStock(bus, log, (phrases) => wanted.push(phrases));
  return { subject, wanted, asked: () => asked };
}

beforeEach(() => {
  import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate'] });
});

afterEach(() => {
  import.meta.jest.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  await turn();
  import.meta.jest.advanceTimersByTime(ms);
  await turn();
}

describe('the stock of phrases', () => {
  it('is asked for until dialogue is there, then once a minute', async () => {
    const { subject, wanted, asked } = stock([undefined, undefined, ['One moment.'], ['One moment.', 'Goodbye!']]);
    await pass(2_000);
    await pass(2_000);
    expect(wanted).toEqual([['One moment.']]);
    await pass(59_000);
    expect(asked()).toBe(3);
    await pass(1_000);
    expect(wanted.at(-1)).toEqual(['One moment.', 'Goodbye!']);
    subject.close();
    await pass(120_000);
    expect(asked()).toBe(4);
  });

  it('is asked for at once when another dialogue appears', async () => {
    const { subject, asked } = stock([['a'], ['b'], ['c'], ['d']]);
    await turn();
    subject.seen('dialogue-0002');
    subject.seen('dialogue-0002');
    expect(asked()).toBe(2);
    subject.seen('dialogue-0003');
    expect(asked()).toBe(3);
    subject.close();
  });
});
