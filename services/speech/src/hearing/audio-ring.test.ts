import fc from 'fast-check';
import { AudioRing } from './audio-ring.ts';

const bytes = (length: number, from = 0): Uint8Array => Uint8Array.from({ length }, (_, i) => (from + i) % 251);

describe('the ring of a caller’s audio', () => {
  it('gives back what was pushed, from any position', () => {
    const ring = new AudioRing(1_000, 100);
    ring.push(bytes(160), 0);
    ring.push(bytes(160, 160), 20);
    expect(ring.endMs).toBe(1_040);
    expect(ring.since(1_000)).toEqual({ fromMs: 1_000, audio: bytes(320) });
    expect(ring.since(1_030)).toEqual({ fromMs: 1_030, audio: bytes(80, 240) });
  });

  it('says where it really begins when older audio is gone', () => {
    const ring = new AudioRing(0, 20);
    ring.push(bytes(160), 0);
    ring.push(bytes(80, 160), 0);
    expect(ring.startMs).toBe(10);
    expect(ring.since(0)).toEqual({ fromMs: 10, audio: bytes(160, 80) });
  });

  it('has nothing for a position that is still to come', () => {
    const ring = new AudioRing(0, 20);
    ring.push(bytes(80), 0);
    expect(ring.since(500)).toEqual({ fromMs: 10, audio: new Uint8Array(0) });
  });

  it('keeps the end of audio that is longer than itself', () => {
    const ring = new AudioRing(0, 10);
    ring.push(bytes(200), 0);
    expect(ring.since(0)).toEqual({ fromMs: 15, audio: bytes(80, 120) });
  });

  it('keeps the last bytes whatever the sizes they come in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }), (sizes) => {
        const ring = new AudioRing(0, 25);
        let pushed = 0;
        for (const size of sizes) {
          ring.push(bytes(size, pushed), 0);
          pushed += size;
        }
        const kept = Math.min(pushed, 200);
        expect(ring.since(0).audio).toEqual(bytes(kept, pushed - kept));
        expect(ring.endMs).toBe(pushed / 8);
      }),
    );
  });

  it('knows when the audio at a position arrived', () => {
    const ring = new AudioRing(0, 1_000);
    expect(ring.arrivedAt(10)).toBeUndefined();
    for (let i = 0; i < 10; i += 1) ring.push(bytes(160), 100 + i * 20);
    expect(ring.arrivedAt(0)).toBe(100);
    expect(ring.arrivedAt(20)).toBe(100);
    expect(ring.arrivedAt(20.5)).toBe(120);
    expect(ring.arrivedAt(155)).toBe(240);
    expect(ring.arrivedAt(9_999)).toBe(280);
  });

  it('answers with the oldest arrival it knows for what is older', () => {
    const ring = new AudioRing(0, 1_000);
    for (let i = 0; i < 1_000; i += 1) ring.push(bytes(8), i);
    expect(ring.arrivedAt(3)).toBe(1_000 - 512);
  });
});
