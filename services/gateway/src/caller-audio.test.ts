import fc from 'fast-check';
import { CallerAudio } from './caller-audio.ts';

/** Bytes that tell their own position. */
function bytes(from: number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (from + index) % 251));
}

describe("a caller's audio", () => {
  it('can be read again from any position that is kept', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { maxLength: 30 }), fc.nat(400), fc.nat(3), (lengths, fromMs, seconds) => {
        const startMs = seconds * 1_000;
        const audio = new CallerAudio(startMs, 200);
        let position = 0;
        for (const [index, length] of lengths.entries()) {
          audio.add(bytes(position, length), index);
          position += length;
        }
        expect(audio.positionMs).toBe(startMs + position / 8);
        const wanted = Math.max(audio.oldestMs, startMs + fromMs);
        const from = Math.round((wanted - startMs) * 8);
        expect(audio.from(wanted)).toEqual(bytes(from, Math.max(0, position - from)));
      }),
    );
  });

  it('is silence where it is not kept any more, so that every byte keeps its position', () => {
    const audio = new CallerAudio(0, 10);
    audio.add(bytes(0, 160), 0);
    expect(audio.oldestMs).toBe(10);
    expect(audio.from(0)).toEqual(Buffer.concat([Buffer.alloc(80, 0xff), bytes(80, 80)]));
  });

  it('knows when each part of it arrived', () => {
    const audio = new CallerAudio(1_000, 200);
    audio.add(bytes(0, 160), 50);
    audio.add(bytes(160, 160), 71);
    audio.add(bytes(320, 80), 90);
    expect([1_000.5, 1_020, 1_021, 1_040, 1_050].map((ms) => audio.arrivedAt(ms))).toEqual([50, 50, 71, 71, 90]);
    expect(audio.arrivedAt(1_051)).toBeUndefined();
  });

  it('forgets arrivals of long ago', () => {
    const audio = new CallerAudio(0, 200);
    for (let frame = 0; frame < 3_000; frame += 1) audio.add(bytes(0, 160), frame * 20);
    expect(audio.arrivedAt(1_000)).toBeUndefined();
    expect(audio.arrivedAt(59_990)).toBe(2_999 * 20);
  });
});
