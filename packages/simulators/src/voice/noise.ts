/** Noise: audible, without words; alone or under speech whose words it leaves whole. */
import type { Random } from '../random.ts';
import { linearOf, muLawOf } from './mu-law.ts';

const FULL_SCALE = 32_767;

/** Lays noise of `level` (0 to 1 of full scale) under the audio, in place. The lowest bits, and with them the words, stay. */
export function mixNoise(audio: Uint8Array, level: number, random: Random): void {
  if (level <= 0) return;
  for (let at = 0; at < audio.length; at += 1) {
    const byte = audio[at] ?? 0;
    const mixed = muLawOf((linearOf[byte] ?? 0) + (random() * 2 - 1) * level * FULL_SCALE);
    audio[at] = (mixed & 0xfe) | (byte & 1);
  }
}
