import type { Asking, Listener } from '../model/asking.ts';
import type { ModelRequest } from '../model/model.ts';
import { type AheadMeasures, AnsweringAhead } from './answering-ahead.ts';
import type { Guess } from './guessing.ts';

const guessOf = (words: string, turn = 1): Guess => ({ turn, words, messages: [{ role: 'user', content: words }] });
const requestOf = ({ messages }: Guess): ModelRequest => ({
  system: ['Be kind.'],
  messages,
  note: null,
  cacheKey: 'k',
});

interface Asked {
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  readonly listener: Listener;
}

function opened(eagerness = { tries: 2, quietMs: 100, whileWaiting: true }) {
  const asked: Asked[] = [];
  const ended: Parameters<AheadMeasures['ended']>[] = [];
  const asking: Pick<Asking, 'ask'> = {
    ask: async (request, signal, listener) => void asked.push({ request, signal, listener }),
  };
  const clock = { now: 0 };
  const measures: AheadMeasures = { ended: (...what) => void ended.push(what) };
  const ahead = new AnsweringAhead({ asking, eagerness, measures, now: () => clock.now });
  return {
    ahead,
    asked,
    ended,
    clock,
    consider: (words: string, quietMs = 200) => ahead.consider(guessOf(words), quietMs, requestOf),
  };
}

function heardBy() {
  const heard: string[] = [];
  const listener: Listener = {
    onText: (text) => void heard.push(text),
    onDone: () => void heard.push('done'),
    onBroke: () => void heard.push('broke'),
    onFailed: () => void heard.push('failed'),
  };
  return { heard, listener };
}

describe('answering ahead', () => {
  it('keeps the answer of the same request, and tells all of it in order', () => {
    const { ahead, asked, clock, consider, ended } = opened();
    clock.now = 1_000;
    consider('what are your hours');
    asked[0]?.listener.onText('We ');
    clock.now = 1_200;
    const { kept, ledger } = ahead.take(1, requestOf(guessOf('What are your hours?')));
    const { heard, listener } = heardBy();
    void kept?.listen(listener);
    asked[0]?.listener.onText('open at eight.');
    asked[0]?.listener.onDone([]);
    expect(heard).toEqual(['We ', 'open at eight.', 'done']);
    expect(ledger).toEqual({ speculated: true, aheadMs: 200, leadMs: 200, dropped: 0 });
    expect(ended).toEqual([['kept', 0]]);
  });

  it('throws away the answer to other words, and counts what it cost', () => {
    const { ahead, asked, consider, ended } = opened();
    consider('I need an oil change');
    asked[0]?.listener.onText('Sure, for when?');
    const { kept, ledger } = ahead.take(1, requestOf(guessOf('I need an oil change on Tuesday')));
    expect(kept).toBeUndefined();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(ledger).toEqual({ speculated: false, aheadMs: 0, dropped: 1 });
    expect(ended[0]?.[0]).toBe('dropped');
    expect(ended[0]?.[1]).toBeGreaterThan(5);
  });

  it('stops at once when the caller goes on', () => {
    const { ahead, asked, consider } = opened();
    consider('I need an oil change');
    ahead.consider(null, 0, requestOf);
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it('does not ask twice for the same words', () => {
    const { asked, consider } = opened();
    consider('what are your hours');
    consider('What are your hours?');
    expect(asked).toHaveLength(1);
  });

  it('does not ask while the caller is still making sound', () => {
    const { asked, consider } = opened();
    consider('I need an oil change', 40);
    expect(asked).toHaveLength(0);
  });

  it('asks so often in a turn and no more, and again in the next', () => {
    const { ahead, asked, consider } = opened();
    for (const words of ['I need', 'I need an oil', 'I need an oil change']) consider(words);
    expect(asked).toHaveLength(2);
    ahead.consider(guessOf('and a tire', 2), 200, requestOf);
    expect(asked).toHaveLength(3);
  });

  it('does not keep an answer that failed before it was due', () => {
    const { ahead, asked, consider } = opened();
    consider('what are your hours');
    asked[0]?.listener.onBroke();
    expect(ahead.take(1, requestOf(guessOf('what are your hours'))).kept).toBeUndefined();
  });

  it('knows how long the whole words were there before the turn, though nothing was asked', () => {
    const { ahead, clock, consider } = opened();
    consider('what are your hours', 0);
    clock.now = 180;
    const { ledger } = ahead.take(1, requestOf(guessOf('What are your hours?')));
    expect(ledger).toEqual({ speculated: false, aheadMs: 0, leadMs: 180, dropped: 0 });
  });
});
