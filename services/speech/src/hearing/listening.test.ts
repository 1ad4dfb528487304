import { ProviderError } from '@bayline/runtime';
import type { Recognised, Told } from './hearing.ts';
import { Listening, type ListeningStart } from './listening.ts';
import { silence } from './mulaw.ts';
import type { RecogniserHearer, RecogniserSocket } from './recogniser.ts';

const gone = new ProviderError('deepgram', 'closed-1006', { retryable: true });
const refused = new ProviderError('deepgram', 'bad-request', { retryable: false });
const FRAME_MS = 20;
const voice = (frame: number): Uint8Array => new Uint8Array(160).fill(0x80 + (frame % 16));

class Socket implements RecogniserSocket {
  open = true;
  bufferedBytes = 0;
  sent: Uint8Array[] = [];
  hearer: RecogniserHearer = { recognised: () => {}, answered: () => {}, lost: () => {} };
  attach(hearer: RecogniserHearer): void {
    this.hearer = hearer;
  }
  send(audio: Uint8Array): void {
    this.sent.push(audio.slice());
  }
  close(): void {
    this.open = false;
  }
  get audio(): Buffer {
    return Buffer.concat(this.sent);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One call's ears whose recognisers, clock and timers are the test's. */
function listening(start: Partial<ListeningStart> = {}, refusal?: ProviderError) {
  const sockets: Socket[] = [];
  const asked: (readonly string[])[] = [];
  const told: Told[] = [];
  const since: number[] = [];
  const troubles: [number, boolean][] = [];
  const losses: string[] = [];
  const state = { now: 0, refusal };
  const subject = new Listening(
    {
      clock: { monotonic: () => state.now },
      random: () => 0.5,
      recognisers: {
        lease: async (keyterms) => {
          asked.push(keyterms);
          if (state.refusal !== undefined) throw state.refusal;
          const socket = new Socket();
          sockets.push(socket);
          return socket;
        },
        release: (socket) => socket.close(),
      },
    },
    { offsetMs: 0, toldUpToMs: 0, keyterms: [], ...start },
    {
      told: (fact, sinceLastWordMs) => {
        told.push(fact);
        since.push(sinceLastWordMs);
      },
      troubled: (forMs, over) => troubles.push([forMs, over]),
      lost: (reason) => losses.push(reason.code),
    },
  );
  let frames = 0;
  const hear = (count: number, frame = voice): void => {
    for (let i = 0; i < count; i += 1) {
      subject.heard(frames, frame(frames));
      frames += 1;
      state.now += FRAME_MS;
    }
  };
  const skip = (count: number): void => {
    frames += count;
  };
  /** Time passes for timers and clock alike, with a look every half second. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      state.now += 100;
      import.meta.jest.advanceTimersByTime(100);
      await turn();
      if (state.now % 500 === 0) subject.tick();
    }
  };
  const last = (): Socket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  return { subject, sockets, asked, told, since, troubles, losses, state, hear, skip, pass, last };
}

const final = (startMs: number, endMs: number, text: string): Recognised => ({
  type: 'segment',
  startMs,
  endMs,
  text,
  words: text === '' ? [] : [{ word: text, written: text, startMs: startMs + 10, endMs: endMs - 100, confidence: 1 }],
  confidence: 1,
  final: true,
  speechFinal: true,
});

beforeEach(() => {
  import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
});

afterEach(() => {
  import.meta.jest.useRealTimers();
});

describe('a call’s ears', () => {
  it('send the audio that came before the recogniser was there', async () => {
    const { hear, last, subject } = listening();
    hear(3);
    await turn();
    hear(2);
    expect(last().audio).toEqual(Buffer.concat([0, 1, 2, 3, 4].map(voice)));
    subject.stop();
    expect(last().open).toBe(false);
  });

  it('tell how long ago the audio of the last word arrived', async () => {
    const { hear, last, told, since, state } = listening();
    await turn();
    hear(50);
    state.now = 1_450;
    last().hearer.recognised(final(0, 1_000, 'hello'));
    expect(told).toMatchObject([{ type: 'final', lastWordEndMs: 900 }]);
    // The last word ends at 900 ms: with the 45th frame, which arrived at 880 ms.
    expect(since).toEqual([570]);
  });

  it('give a new recogniser the audio that no result covers, and count its time from there', async () => {
    const { hear, last, sockets, told, losses } = listening({ offsetMs: 10_000, toldUpToMs: 10_000 });
    await turn();
    hear(100);
    last().hearer.recognised(final(0, 600, 'hello'));
    last().hearer.lost(gone);
    hear(10);
    import.meta.jest.advanceTimersByTime(0);
    await turn();
    expect(sockets).toHaveLength(2);
    expect(last().audio).toEqual(Buffer.concat(Array.from({ length: 80 }, (_, i) => voice(i + 30))));
    last().hearer.recognised(final(0, 500, 'again'));
    expect(told).toMatchObject([
      { text: 'hello', startMs: 10_000, endMs: 10_600 },
      { text: 'again', startMs: 10_600, endMs: 11_100 },
    ]);
    expect(losses).toEqual(['closed-1006']);
  });

  it('give it the last five seconds when more is not covered', async () => {
    const { hear, last } = listening();
    await turn();
    hear(400);
    last().hearer.lost(gone);
    import.meta.jest.advanceTimersByTime(0);
    await turn();
    expect(last().audio).toEqual(Buffer.concat(Array.from({ length: 250 }, (_, i) => voice(i + 150))));
    expect(Math.max(...last().sent.map((sent) => sent.length))).toBe(1_600);
  });

  it('put silence where audio was lost on the bus, and drop what comes twice', async () => {
    const { hear, skip, last, subject } = listening();
    await turn();
    hear(1);
    skip(2);
    hear(1);
    expect(subject.heard(0, voice(0))).toBe(false);
    expect(last().audio).toEqual(Buffer.concat([voice(0), silence(40), voice(3)]));
    skip(100_000);
    hear(1);
    expect(last().audio.length).toBe(4 * 160 + 80_000 + 160);
  });

  it('replace a recogniser that does not answer to a voice', async () => {
    const { hear, pass, sockets, losses } = listening();
    await turn();
    hear(100);
    await pass(5_000);
    expect(losses).toEqual(['stalled']);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.open).toBe(false);
  });

  it('leave alone one that answers, and one that hears silence', async () => {
    const { hear, pass, last, sockets } = listening();
    await turn();
    hear(100);
    last().hearer.answered();
    hear(1_000, () => silence(FRAME_MS));
    await pass(10_000);
    expect(sockets).toHaveLength(1);
  });

  it('do without key terms when the recogniser refuses them', async () => {
    const { asked, state, sockets, pass } = listening({ keyterms: ['Civic'] }, refused);
    await turn();
    state.refusal = undefined;
    await pass(100);
    expect(asked).toEqual([['Civic'], []]);
    expect(sockets).toHaveLength(1);
  });
});

describe('a recogniser that cannot be had', () => {
  it('is trouble after three seconds, told once, and over when it is there again', async () => {
    const { state, pass, troubles, asked, last, hear } = listening();
    await turn();
    state.now = 500;
    state.refusal = gone;
    last().hearer.lost(gone);
    await pass(2_500);
    expect(troubles).toEqual([]);
    await pass(3_000);
    expect(troubles).toEqual([[3_000, false]]);
    expect(asked.length).toBeGreaterThan(5);
    hear(5);
    state.refusal = undefined;
    await pass(2_500);
    expect(troubles).toHaveLength(2);
    expect(troubles[1]?.[1]).toBe(true);
    expect(last().audio).toEqual(Buffer.concat([0, 1, 2, 3, 4].map(voice)));
  });

  it('is not asked for any more once the call is over', async () => {
    const { subject, state, pass, asked, sockets } = listening();
    await turn();
    state.refusal = gone;
    sockets[0]?.hearer.lost(gone);
    subject.stop();
    await pass(5_000);
    expect(asked).toHaveLength(1);
  });

  it('is given back when it comes after the call is over', async () => {
    const { subject, last } = listening();
    subject.stop();
    await turn();
    expect(last().open).toBe(false);
    last().hearer.lost(gone);
    expect(subject.connected).toBe(false);
  });
});
