/** Speech that carries its own words: a text as audible mu-law whose lowest bits tell each word. */
import { SILENCE } from './mu-law.ts';
import { type Pace, type TimedWord, timeWords, UNIT_SAMPLES } from './rhythm.ts';
import { ringOf } from './ring.ts';
import { PERSON, soundOf, type Voice } from './sound.ts';

export interface Utterance {
  readonly text: string;
  /** Mu-law at 8 kHz, pauses included. */
  readonly audio: Uint8Array;
  readonly words: readonly TimedWord[];
}

/** Speaks a text. */
export function utter(text: string, pace: Pace = {}, voice: Voice = PERSON): Utterance {
  const { words, samples } = timeWords(text, pace);
  const audio = new Uint8Array(samples).fill(SILENCE);
  words.forEach(({ word, start, end }, index) => {
    audio.set(soundOf(word, end - start, voice), start);
    carry(audio.subarray(start, end), ringOf({ word, turn: index & 3, units: (end - start) / UNIT_SAMPLES }));
  });
  return { text, audio, words };
}

/** Writes the ring into the lowest bits, round and round. */
function carry(audio: Uint8Array, ring: Uint8Array): void {
  let phase = 0;
  for (let at = 0; at < audio.length; at += 1) {
    audio[at] = ((audio[at] ?? SILENCE) & 0xfe) | (ring[phase] ?? 0);
    phase = phase + 1 === ring.length ? 0 : phase + 1;
  }
}
