import fc from 'fast-check';
import { createRandom } from '../random.ts';
import { silence } from './mu-law.ts';
import { mixNoise } from './noise.ts';
import { Understanding } from './understanding.ts';
import { utter } from './utterance.ts';

const VOCABULARY =
  'I a no yes, the oil change Thursday appointment. brakes “Civic” 2019 H G 5 transmission Fernández ok? twenty-one'.split(
    ' ',
  );
const word = fc.constantFrom(...VOCABULARY);

function heardFrom(chunks: Iterable<Uint8Array>): string[] {
  const ear = new Understanding();
  const heard: string[] = [];
  for (const chunk of chunks) heard.push(...ear.hear(chunk).map((each) => each.word));
  return [...heard, ...ear.flush().map((each) => each.word)];
}

/** The audio with the 20 ms frames at `lost` taken out of it, or silenced; frames are cut from `offset` on. */
function lose(audio: Uint8Array, lost: ReadonlySet<number>, offset: number, how: 'gone' | 'silent'): Uint8Array {
  const kept: Uint8Array[] = [audio.subarray(0, offset)];
  for (let at = offset, frame = 0; at < audio.length; at += 160, frame += 1) {
    const bytes = audio.subarray(at, at + 160);
    if (!lost.has(frame)) kept.push(bytes);
    else if (how === 'silent') kept.push(silence(bytes.length / 8));
  }
  return Buffer.concat(kept);
}

describe('hearing words', () => {
  it('tells every word with its exact place', () => {
    const spoken = utter('No no no, two two one five. See you on Thursday, the fifth, at ten thirty!');
    const ear = new Understanding();
    expect(ear.hear(spoken.audio)).toEqual(spoken.words);
  });

  it('hears the same words however the audio is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 }),
        (words, sizes) => {
          const { audio } = utter(words.join(' '));
          const chunks: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < audio.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 160;
            chunks.push(audio.subarray(at, at + size));
            at += size;
          }
          expect(heardFrom(chunks)).toEqual(words);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps a word of which less than 30 % of the frames are lost, gone or silenced', () => {
    fc.assert(
      fc.property(
        word,
        fc.integer({ min: 0, max: 159 }),
        fc.constantFrom('gone' as const, 'silent' as const),
        fc.infiniteStream(fc.nat()),
        (said, offset, how, picks) => {
          const { audio, words } = utter(said);
          const frames = Math.floor(((words[0]?.end ?? 0) - offset) / 160);
          const lost = new Set<number>();
          const most = Math.floor(((words[0]?.end ?? 0) * 0.3 - 1) / 160);
          while (lost.size < most) lost.add((picks.next().value ?? 0) % frames);
          expect(heardFrom([lose(audio, lost, offset, how)])).toEqual([said]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('understands a word cut to 70 % and does not guess at one cut to 60 %, at either end', () => {
    fc.assert(
      fc.property(word, fc.boolean(), (said, atStart) => {
        const { audio, words } = utter(said);
        const length = words[0]?.end ?? 0;
        const cutTo = (share: number): Uint8Array => {
          const kept = Math.ceil(length * share);
          return atStart ? audio.subarray(length - kept, length) : audio.subarray(0, kept);
        };
        expect(heardFrom([cutTo(0.7), silence(500)])).toEqual([said]);
        expect(heardFrom([cutTo(0.6), silence(500)])).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('hears a cut word before the next one, also when nothing lies between them', () => {
    const first = utter('appointment').audio.subarray(0, 5_600);
    const second = utter('Thursday').audio;
    expect(heardFrom([first, second])).toEqual(['appointment', 'Thursday']);
  });

  it('puts a word together across a hole in its middle', () => {
    const { audio } = utter('transmission');
    expect(heardFrom([audio.subarray(0, 3_000), silence(60), audio.subarray(3_000)])).toEqual(['transmission']);
  });

  it('hears through noise that was mixed in before', () => {
    const { audio } = utter('The brakes are squeaking on my 2019 Civic.');
    mixNoise(audio, 0.3, createRandom(1));
    expect(heardFrom([audio]).join(' ')).toBe('The brakes are squeaking on my 2019 Civic.');
  });

  it('hears through one flipped bit in a hundred', () => {
    const { audio } = utter('I would like to book an appointment please');
    const random = createRandom(7);
    const damaged = audio.map((byte) => (random() < 0.01 ? byte ^ 1 : byte));
    expect(heardFrom([damaged]).join(' ')).toBe('I would like to book an appointment please');
  });

  it('hears nothing in noise', () => {
    const random = createRandom(3);
    const noise = Uint8Array.from({ length: 400_000 }, () => random() * 256);
    expect(heardFrom([noise])).toEqual([]);
  });

  it('says while a word is open', () => {
    const ear = new Understanding();
    const { audio } = utter('appointment');
    ear.hear(audio.subarray(0, 2_000));
    expect(ear.midWord).toBe(true);
    ear.hear(audio.subarray(2_000));
    expect(ear.midWord).toBe(false);
    expect(ear.position).toBe(audio.length);
  });
});
