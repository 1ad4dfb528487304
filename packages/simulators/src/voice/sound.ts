/** How a word sounds: a synthetic voice made of pulses that ring at the formants of vowels, with noise for consonants. */

import { createRandom } from '../random.ts';
import { muLawOf, SAMPLES_PER_SECOND } from './mu-law.ts';

export interface Voice {
  /** The pitch of the voice in hertz. */
  readonly pitch: number;
}

/** The voice of a simulated person on the phone. */
export const PERSON: Voice = { pitch: 118 };
/** The voice a text is read in by a provider. */
export const READER: Voice = { pitch: 205 };

/** First two formants of the vowels, in hertz. */
const FORMANTS: Readonly<Record<string, readonly [number, number]>> = {
  a: [730, 1_090],
  e: [530, 1_840],
  i: [270, 2_290],
  o: [570, 840],
  u: [300, 870],
  y: [300, 2_100],
};
const NEUTRAL: readonly [number, number] = [500, 1_500];
const LOUDNESS = 9_000;
const HISS = 1_600;
/** Sound is kept for so many words; each takes about 3 kB. */
const KEPT_WORDS = 2_000;

const kept = new Map<string, Uint8Array>();

/**
 * The sound of a word, `samples` long, in mu-law. The same word at the same length is made once: the bytes are shared, copy
 * them before writing.
 */
export function soundOf(word: string, samples: number, voice: Voice): Uint8Array {
  const letters = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const key = `${letters}/${samples}/${voice.pitch}`;
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const sound = makeSound(letters, samples, voice);
  kept.set(key, sound);
  const oldest = kept.keys().next();
  if (kept.size > KEPT_WORDS && !oldest.done) kept.delete(oldest.value);
  return sound;
}

/** Each letter takes an equal part of the word: a vowel or voiced consonant rings, a sharp consonant hisses. */
function makeSound(letters: string, samples: number, voice: Voice): Uint8Array {
  const sound = new Uint8Array(samples);
  const random = createRandom(letters.length + samples);
  const parts = letters === '' ? ['e'] : [...letters];
  const period = Math.round(SAMPLES_PER_SECOND / voice.pitch);
  const pulses = parts.map((letter) => pulseOf(letter, period));
  for (let at = 0; at < samples; at += 1) {
    const part = Math.floor((at * parts.length) / samples);
    const ringing = pulses[part]?.[at % period] ?? 0;
    const hiss = /[bcfhkpqstxz]/.test(parts[part] ?? '') ? (random() * 2 - 1) * HISS : 0;
    sound[at] = muLawOf(ringing * loudnessAt(at, samples) + hiss);
  }
  return sound;
}

/** One pitch period: two sinusoids that are struck and die away. Consonants ring softly. */
function pulseOf(letter: string, period: number): Float64Array {
  const [first, second] = FORMANTS[letter] ?? NEUTRAL;
  const strength = letter in FORMANTS ? LOUDNESS : LOUDNESS / 2;
  return Float64Array.from({ length: period }, (_unused, at) => {
    const seconds = at / SAMPLES_PER_SECOND;
    const low = Math.sin(2 * Math.PI * first * seconds) * Math.exp(-280 * seconds);
    const high = Math.sin(2 * Math.PI * second * seconds) * Math.exp(-400 * seconds);
    return strength * (0.7 * low + 0.4 * high);
  });
}

/** Swells and fades over 15 ms at both ends, but is heard from the first sample to the last. */
function loudnessAt(at: number, samples: number): number {
  const edge = Math.min(at, samples - 1 - at) / 120;
  return Math.max(0.5, Math.min(1, edge));
}
