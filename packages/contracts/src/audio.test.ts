import { AUDIO_BATCH_BYTES, AudioBatch, type AudioEntry, readAudioBatch } from './audio.ts';

function read(bytes: Uint8Array): { whole: boolean; entries: AudioEntry[] } {
  const entries: AudioEntry[] = [];
  const whole = readAudioBatch(bytes, (entry) => entries.push({ ...entry, audio: entry.audio.slice() }));
  return { whole, entries };
}

const frame = (fill: number, length = 160): Uint8Array => new Uint8Array(length).fill(fill);

describe('an audio batch', () => {
  it('carries the frames of several calls byte for byte', () => {
    const batch = new AudioBatch();
    batch.add(7, 0, 41, frame(1));
    batch.add(4_294_967_295, 65_537, 4_294_967_295, frame(2, 1_600));
    const { whole, entries } = read(batch.take());
    expect(whole).toBe(true);
    expect(entries).toEqual([
      { slot: 7, generation: 0, sequence: 41, audio: frame(1) },
      { slot: 4_294_967_295, generation: 65_537, sequence: 4_294_967_295, audio: frame(2, 1_600) },
    ]);
  });

  it('says the end of a generation with an empty entry', () => {
    const batch = new AudioBatch();
    batch.add(1, 2, 3, new Uint8Array(0));
    expect(read(batch.take()).entries).toEqual([{ slot: 1, generation: 2, sequence: 3, audio: new Uint8Array(0) }]);
  });

  it('is empty again after it was taken', () => {
    const batch = new AudioBatch();
    batch.add(1, 0, 0, frame(9));
    batch.take();
    expect(batch.empty).toBe(true);
    expect(read(batch.take())).toEqual({ whole: true, entries: [] });
  });

  it('grows beyond its first capacity and says when it is full', () => {
    const batch = new AudioBatch(64);
    for (let i = 0; !batch.full; i += 1) batch.add(i, 0, i, frame(i % 256));
    expect(batch.byteLength).toBeGreaterThanOrEqual(AUDIO_BATCH_BYTES);
    expect(read(batch.take()).whole).toBe(true);
  });

  it('hands out bytes of its own, untouched by the next batch', () => {
    const batch = new AudioBatch();
    batch.add(1, 0, 0, frame(5));
    const first = batch.take();
    batch.add(1, 0, 1, frame(6));
    expect(read(first).entries[0]?.audio).toEqual(frame(5));
  });

  it('refuses an entry that is too long for its length field', () => {
    expect(() => new AudioBatch().add(1, 0, 0, frame(0, 65_536))).toThrow(/65535/);
  });

  it('gives the whole entries of a batch that is cut off, and says that it is', () => {
    const batch = new AudioBatch();
    batch.add(1, 0, 0, frame(1));
    batch.add(2, 0, 0, frame(2));
    const cut = read(batch.take().subarray(0, -5));
    expect(cut.whole).toBe(false);
    expect(cut.entries.map((entry) => entry.slot)).toEqual([1]);
  });

  it('gives nothing of a version it does not know', () => {
    expect(read(Uint8Array.of(2, 0, 0))).toEqual({ whole: false, entries: [] });
    expect(read(new Uint8Array(0))).toEqual({ whole: false, entries: [] });
  });
});
