import { ProviderError } from '@bayline/runtime';
import { Line } from './line.ts';
import type { SynthesiserHearer, SynthesiserSocket } from './synthesiser.ts';

function line() {
  const state = { now: 0, open: true, asked: [] as string[], hearer: undefined as SynthesiserHearer | undefined };
  const socket: SynthesiserSocket = {
    get open() {
      return state.open;
    },
    attach: (hearer) => {
      state.hearer = hearer;
    },
    speak: (text) => void state.asked.push(text),
    flush: () => void state.asked.push('FLUSH'),
    clear: () => void state.asked.push('CLEAR'),
    close: () => {
      state.open = false;
    },
  };
  return { subject: new Line(socket, { monotonic: () => state.now }), state };
}

describe('a line', () => {
  it('counts what it is asked for', () => {
    const { subject, state } = line();
    subject.speak('Hello.');
    subject.flush();
    expect(state.asked).toEqual(['Hello.', 'FLUSH']);
    expect(subject.allowance).toEqual({ characters: 2_294, flushes: 18 });
    expect(subject.condition).toBe('ready');
  });

  it('rests when little is left of its minute, and is worn before its hour ends', () => {
    const { subject, state } = line();
    subject.speak('a'.repeat(1_900));
    expect(subject.condition).toBe('resting');
    state.now = 60_000;
    expect(subject.condition).toBe('ready');
    state.now = 55 * 60_000;
    expect(subject.condition).toBe('worn');
  });

  it('is clear when the synthesiser says so', async () => {
    const { subject, state } = line();
    const cleared = subject.clear();
    state.hearer?.audio(new Uint8Array(8));
    state.hearer?.flushed();
    state.hearer?.cleared();
    await expect(cleared).resolves.toBe(true);
  });

  it('is not clear when the synthesiser is lost, or says nothing', async () => {
    const { subject, state } = line();
    const cleared = subject.clear();
    state.hearer?.lost(new ProviderError('deepgram', 'closed-1006', { retryable: true }));
    await expect(cleared).resolves.toBe(false);
    import.meta.jest.useFakeTimers();
    const waiting = subject.clear();
    import.meta.jest.advanceTimersByTime(1_000);
    import.meta.jest.useRealTimers();
    await expect(waiting).resolves.toBe(false);
  });

  it('is closed with its socket', () => {
    const { subject } = line();
    subject.close();
    expect(subject.open).toBe(false);
  });
});
