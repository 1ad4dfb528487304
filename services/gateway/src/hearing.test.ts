import { Hearing } from './hearing.ts';

interface Sent {
  readonly speechId: string;
  readonly slot: number;
  readonly sequence: number;
  readonly audio: Buffer;
}

/** Bytes that tell their own position in the call. */
function frame(number: number): Buffer {
  return Buffer.from(Array.from({ length: 160 }, (_, index) => (number * 160 + index) % 251));
}

function bench(startMs = 0): { hearing: Hearing; sent: Sent[]; bus: { connected: boolean; reconnectedAt: number } } {
  const sent: Sent[] = [];
  const bus = { connected: true, reconnectedAt: Number.NEGATIVE_INFINITY };
  const exchange = {
    hear: (speechId: string, slot: number, sequence: number, audio: Uint8Array) =>
      void sent.push({ speechId, slot, sequence, audio: Buffer.from(audio) }),
  };
  return { hearing: new Hearing(exchange, bus, startMs), sent, bus };
}

const joined = (sent: readonly Sent[]): Buffer => Buffer.concat(sent.map(({ audio }) => audio));
const frames = (from: number, to: number): Buffer =>
  Buffer.concat(Array.from({ length: to - from }, (_, index) => frame(from + index)));

describe('a caller', () => {
  it('who speaks before anyone listens is heard from the beginning', () => {
    const { hearing, sent } = bench();
    for (let n = 0; n < 10; n += 1) hearing.heard(frame(n), n * 20);
    expect(sent).toEqual([]);
    expect(hearing.offsetMs).toBe(0);
    hearing.listenedToBy('speech-0001', 7, 0);
    hearing.heard(frame(10), 200);
    expect(joined(sent)).toEqual(frames(0, 11));
    expect(sent.map(({ sequence }) => sequence)).toEqual(sent.map((_, index) => index));
    expect(sent.every(({ speechId, slot }) => speechId === 'speech-0001' && slot === 7)).toBe(true);
  });

  it('is said again to another listener from what was told on, at most five seconds', () => {
    const { hearing, sent } = bench();
    hearing.listenedToBy('speech-0001', 7, 0);
    for (let n = 0; n < 400; n += 1) hearing.heard(frame(n), n * 20);
    expect(hearing.offsetMs).toBe(3_000);
    hearing.transcribed(7_000);
    hearing.transcribed(6_000);
    expect([hearing.offsetMs, hearing.toldUpToMs]).toEqual([7_000, 7_000]);
    hearing.unheard();
    sent.length = 0;
    for (let n = 400; n < 450; n += 1) hearing.heard(frame(n), n * 20);
    expect(sent).toEqual([]);
    hearing.listenedToBy('speech-0002', 9, 7_000);
    hearing.heard(frame(450), 9_000);
    expect(joined(sent)).toEqual(frames(350, 451));
    expect(sent[0]).toMatchObject({ speechId: 'speech-0002', slot: 9, sequence: 0 });
  });

  it('keeps every position right when the bus was away', () => {
    const { hearing, sent, bus } = bench();
    hearing.listenedToBy('speech-0001', 7, 0);
    hearing.heard(frame(0), 0);
    bus.connected = false;
    for (let n = 1; n < 50; n += 1) hearing.heard(frame(n), n * 20);
    expect(joined(sent)).toEqual(frames(0, 1));
    Object.assign(bus, { connected: true, reconnectedAt: 990 });
    // The listener may be a moment later to come back.
    hearing.heard(frame(50), 1_000);
    hearing.heard(frame(51), 1_400);
    expect(joined(sent)).toEqual(frames(0, 1));
    hearing.heard(frame(52), 1_500);
    hearing.heard(frame(53), 1_520);
    expect(joined(sent)).toEqual(frames(0, 54));
  });

  it('of a later stream goes on counting where the call is', () => {
    const { hearing } = bench(30_000);
    hearing.heard(frame(0), 5);
    expect(hearing.offsetMs).toBe(30_000);
    expect(hearing.arrivedAt(30_010)).toBe(5);
  });
});
