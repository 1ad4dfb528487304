import fc from 'fast-check';
import { FRAME_BYTES, ReplyAudio } from './reply-audio.ts';

function take(audio: ReplyAudio): Buffer[] {
  const frames: Buffer[] = [];
  for (let frame = audio.next(); frame !== undefined; frame = audio.next()) {
    frames.push(Buffer.from(frame.bytes.subarray(frame.start, frame.end)));
  }
  return frames;
}

describe("a reply's audio", () => {
  it('leaves in whole frames, in order, whatever chunks it came in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 500 }), { maxLength: 12 }), (chunks) => {
        const audio = new ReplyAudio();
        const early = chunks.flatMap((chunk) => {
          audio.add(Buffer.from(chunk));
          return take(audio);
        });
        audio.end();
        const frames = [...early, ...take(audio)];
        const all = Buffer.concat(chunks);
        const padding = (FRAME_BYTES - (all.length % FRAME_BYTES)) % FRAME_BYTES;
        expect(frames.every((frame) => frame.length === FRAME_BYTES)).toBe(true);
        expect(Buffer.concat(frames)).toEqual(Buffer.concat([all, Buffer.alloc(padding, 0xff)]));
        expect(audio.takenMs).toBe(all.length / 8);
        expect(audio.done).toBe(true);
      }),
    );
  });

  it('waits for a whole frame until it has ended', () => {
    const audio = new ReplyAudio();
    audio.add(Buffer.alloc(100, 1));
    expect(audio.next()).toBeUndefined();
    expect(audio.waitingMs).toBe(12.5);
    audio.end();
    expect(take(audio)).toEqual([Buffer.concat([Buffer.alloc(100, 1), Buffer.alloc(60, 0xff)])]);
  });

  it('takes nothing after its end', () => {
    const audio = new ReplyAudio();
    audio.end();
    audio.add(Buffer.alloc(160));
    expect(audio.done).toBe(true);
  });
});
