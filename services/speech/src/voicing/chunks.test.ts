import fc from 'fast-check';
import { Chunks } from './chunks.ts';

const audio = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 256);

describe('chunks of spoken audio', () => {
  it('are 100 to 200 ms long', () => {
    const chunks = new Chunks();
    expect(chunks.push(audio(300))).toEqual([]);
    expect(chunks.push(audio(600)).map((chunk) => chunk.length)).toEqual([900]);
    expect(chunks.push(audio(4_100)).map((chunk) => chunk.length)).toEqual([1_600, 1_600, 900]);
  });

  it('give out a rest on request, once', () => {
    const chunks = new Chunks();
    chunks.push(audio(500));
    expect(chunks.rest()).toEqual([audio(500)]);
    expect(chunks.rest()).toEqual([]);
  });

  it('are together what was pushed', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 20 }), (pieces) => {
        const chunks = new Chunks();
        const out = [...pieces.flatMap((piece) => chunks.push(piece)), ...chunks.rest()];
        expect(Buffer.concat(out).equals(Buffer.concat(pieces))).toBe(true);
        for (const chunk of out) expect(chunk.length).toBeLessThanOrEqual(1_600);
      }),
    );
  });
});
