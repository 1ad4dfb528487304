import { readAudioBatch } from '@bayline/contracts';
import { createLog, createMetrics, guardMaker, type Metrics, ProviderError } from '@bayline/runtime';
import { Line } from './line.ts';
import { FIRST_PACE } from './pace.ts';
import { Reply, type VoicingTools } from './reply.ts';
import { SpokenAudio } from './spoken-audio.ts';
import type { SynthesiserHearer, SynthesiserSocket } from './synthesiser.ts';
import type { VoicedRange } from './voicing-state.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const route = { gatewayId: 'gateway-0001', slot: 5 };
const lost = new ProviderError('deepgram', 'closed-1006', { retryable: true });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Socket implements SynthesiserSocket {
  open = true;
  readonly asked: string[] = [];
  hearer: SynthesiserHearer | undefined;
  attach(hearer: SynthesiserHearer): void {
    this.hearer = hearer;
  }
  speak(text: string): void {
    this.asked.push(text);
  }
  flush(): void {
    this.asked.push('FLUSH');
  }
  clear(): void {
    this.asked.push('CLEAR');
  }
  close(): void {
    this.open = false;
  }
  audio(ms: number, fill = 1): void {
    this.hearer?.audio(new Uint8Array(ms * 8).fill(fill));
  }
}

let metrics: Metrics;

beforeEach(() => {
  metrics = createMetrics('speech', 'speech-0001');
});

afterEach(() => metrics.shutdown());

/** A reply on sockets that say what the test says. */
function voiced(options: Partial<VoicingTools> = {}) {
  const sockets: Socket[] = [];
  const released: [Line, boolean][] = [];
  const sent: { generation: number; sequence: number; bytes: number }[] = [];
  const ranges: VoicedRange[] = [];
  const clock = { monotonic: () => performance.now() };
  const spoken = new SpokenAudio((_gatewayId, batch) => {
    readAudioBatch(batch, ({ generation, sequence, audio }) =>
      sent.push({ generation, sequence, bytes: audio.length }),
    );
  });
  const tools: VoicingTools = {
    clock,
    lines: {
      lease: async () => {
        const socket = new Socket();
        sockets.push(socket);
        return new Line(socket, clock);
      },
      release: (line, inGoodOrder) => released.push([line, inGoodOrder]),
    },
    firstByte: guardMaker(metrics, log)({ provider: 'deepgram', operation: 'first-byte', deadlineMs: 100 }),
    phrase: () => undefined,
    spoken,
    pace: { current: FIRST_PACE },
    patienceMs: 20,
    stallMs: 100,
    ...options,
  };
  const hearer = { voiced: (range: VoicedRange) => void ranges.push(range), over: () => {} };
  const reply = new Reply(tools, route, 7, hearer);
  let index = 0;
  const piece = (text: string, last = false, fixed = false): void => {
    reply.piece({ index, text, last, fixed });
    index += 1;
  };
  const socket = (at = -1): Socket => {
    const found = sockets.at(at);
    if (found === undefined) throw new Error('no line was leased');
    return found;
  };
  return { reply, piece, socket, sockets, released, sent, ranges, spoken, tools };
}

describe('a reply on its way to the gateway', () => {
  it('sends its first audio at once, the rest in chunks, and an empty entry at the end', async () => {
    const { piece, socket, sent, spoken, released } = voiced();
    piece('Hello there.', true);
    await turn();
    socket().audio(10);
    expect(sent).toEqual([{ generation: 7, sequence: 0, bytes: 80 }]);
    socket().audio(60);
    socket().audio(250);
    socket().hearer?.flushed();
    spoken.close();
    expect(sent.slice(1).map(({ sequence, bytes }) => [sequence, bytes])).toEqual([
      [1, 1_600],
      [2, 880],
      [3, 0],
    ]);
    expect(released).toMatchObject([[expect.anything(), true]]);
  });

  it('sends nothing after it was cancelled, not even what was waiting', async () => {
    const { reply, piece, socket, sent, spoken, released } = voiced();
    piece('Hello there.', true);
    await turn();
    const { hearer } = socket();
    socket().audio(100);
    socket().audio(100);
    reply.cancel();
    socket().audio(100);
    hearer?.audio(new Uint8Array(800));
    hearer?.flushed();
    spoken.close();
    expect(sent).toEqual([{ generation: 7, sequence: 0, bytes: 800 }]);
    expect(socket().asked).toEqual(['Hello there.', 'FLUSH', 'CLEAR']);
    expect(released).toEqual([]);
    socket().hearer?.cleared();
    await turn();
    expect(released).toMatchObject([[expect.anything(), true]]);
    expect(reply.over).toBe(true);
  });

  it('gives up a line that is lost while it is cleared', async () => {
    const { reply, piece, socket, released } = voiced();
    piece('Hello there.');
    await turn();
    reply.cancel();
    socket().hearer?.lost(lost);
    await turn();
    expect(released).toMatchObject([[expect.anything(), false]]);
  });

  it('gives back a line that comes after it was cancelled', async () => {
    const { reply, piece, socket, released } = voiced();
    piece('Hello there.');
    reply.cancel();
    await turn();
    expect(socket().asked).toEqual([]);
    expect(released).toMatchObject([[expect.anything(), true]]);
  });
});

describe('a reply whose end is slow in coming', () => {
  it('flushes what there is when the caller would hear nothing', async () => {
    const { piece, socket, sockets } = voiced();
    piece('Let me see.');
    await turn();
    socket().audio(10);
    socket().hearer?.flushed();
    piece(' There is one on Tuesday.');
    // The patience of this reply is 20 ms: it is over when the second line has been leased.
    while (sockets.length < 2) await turn();
    await turn();
    expect(socket().asked).toEqual([' There is one on Tuesday.', 'FLUSH']);
  });
});

describe('a reply whose line fails', () => {
  it('goes on with another one when the first is lost before its first byte', async () => {
    const { piece, socket, sockets, released, reply } = voiced();
    piece('Hello there.', true);
    await turn();
    socket().hearer?.lost(lost);
    while (sockets.length < 2) await turn();
    await turn();
    socket().audio(100);
    socket().hearer?.flushed();
    expect(reply.over).toBe(true);
    expect(released.map(([, inGoodOrder]) => inGoodOrder)).toEqual([false, true]);
  });

  it('goes on when the line falls silent in the middle', async () => {
    const { piece, socket, sockets } = voiced({ stallMs: 10 });
    piece('Hello there, how are you?', true);
    await turn();
    socket().audio(100);
    while (sockets.length < 2) await turn();
    await turn();
    expect(socket().asked.at(-1)).toBe('FLUSH');
  });

  it('fails when the second line gives nothing either', async () => {
    const { piece, ranges } = voiced();
    piece('Hello there.', true);
    while (!ranges.some(({ failed }) => failed)) await turn();
    expect(ranges).toMatchObject([{ failed: true, done: false }]);
  });

  it('fails at once when no line can be had at all', async () => {
    const refused = new ProviderError('deepgram', 'refused', { retryable: false });
    let asked = 0;
    const lease = (): Promise<Line> => {
      asked += 1;
      return Promise.reject(refused);
    };
    const { piece, ranges } = voiced({ lines: { lease, release: () => {} } });
    piece('Hello there.', true);
    await turn();
    expect(ranges).toMatchObject([{ failed: true }]);
    expect(asked).toBe(1);
  });
});

describe('what a voice teaches', () => {
  it('corrects the pace for the replies to come', async () => {
    const { piece, socket, tools } = voiced();
    piece('abcdefghijklmnopqrst', true);
    await turn();
    socket().audio(2_000);
    socket().hearer?.flushed();
    expect(tools.pace.current).toBeGreaterThan(FIRST_PACE);
  });
});
