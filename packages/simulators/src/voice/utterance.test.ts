import { createRandom } from '../random.ts';
import { isAudible, STEP_SAMPLES } from './activity.ts';
import { linearOf, muLawOf, SILENCE, silence } from './mu-law.ts';
import { mixNoise } from './noise.ts';
import { PERSON, READER, soundOf } from './sound.ts';
import { utter } from './utterance.ts';

function audibleSteps(audio: Uint8Array): boolean[] {
  return Array.from({ length: Math.floor(audio.length / STEP_SAMPLES) }, (_unused, step) =>
    isAudible(audio.subarray(step * STEP_SAMPLES, (step + 1) * STEP_SAMPLES)),
  );
}

describe('spoken audio', () => {
  it('is audible through every word and silent between sentences', () => {
    const { audio, words } = utter('Six fish swim, she hissed. Appointment at 8:15? Mmm, ok.');
    for (const { start, end } of words) expect(audibleSteps(audio.subarray(start, end))).not.toContain(false);
    const between = audio.subarray(words[3]?.end ?? 0, words[4]?.start ?? 0);
    expect(audibleSteps(between)).not.toContain(true);
  });

  it('sounds the same each time, and differs by voice', () => {
    expect(utter('hello there').audio).toEqual(utter('hello there').audio);
    expect(soundOf('hello', 3_200, PERSON)).not.toEqual(soundOf('hello', 3_200, READER));
  });

  it('keeps the sound of a bounded number of words', () => {
    const first = soundOf('bounded', 800, PERSON);
    for (let length = 0; length < 2_100; length += 1) soundOf('x', 80 + length, PERSON);
    expect(soundOf('bounded', 800, PERSON)).not.toBe(first);
    expect(soundOf('bounded', 800, PERSON)).toEqual(first);
  });

  it('says nothing for an empty text', () => {
    expect(utter('  ')).toEqual({ text: '  ', audio: new Uint8Array(0), words: [] });
  });
});

describe('noise', () => {
  it('is audible above the threshold only, and leaves the lowest bits', () => {
    const quiet = silence(100);
    mixNoise(quiet, 0.005, createRandom(1));
    expect(audibleSteps(quiet)).not.toContain(true);
    const loud = silence(100);
    mixNoise(loud, 0.1, createRandom(1));
    expect(audibleSteps(loud)).not.toContain(false);
    expect(loud.every((byte) => (byte & 1) === 1)).toBe(true);
  });
});

describe('mu-law', () => {
  it('encodes and decodes as G.711 does', () => {
    expect([0, 8, -8, 32_767, -32_768].map(muLawOf)).toEqual([0xff, 0xfe, 0x7e, 0x80, 0x00]);
    expect([0xff, 0x80, 0x00].map((byte) => linearOf[byte])).toEqual([0, 32_124, -32_124]);
    expect(muLawOf(99_999)).toBe(0x80);
  });

  it('survives a way through linear audio, lowest bit included', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const back = muLawOf(linearOf[byte] ?? 0);
      expect(back & 1).toBe(byte & 1);
      if (byte !== 0x7f) expect(back).toBe(byte);
    }
    expect(muLawOf(linearOf[0x7f] ?? 1)).toBe(SILENCE);
  });
});
