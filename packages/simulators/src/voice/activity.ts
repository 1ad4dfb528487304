/** Whether somebody is audible, judged by energy in steps of 10 ms. */
import { linearOf } from './mu-law.ts';

/** Audio is judged in steps of so many samples. */
export const STEP_SAMPLES = 80;

/** A step is audible when its mean magnitude is at least this share of full scale (about -42 dB). */
export const AUDIBLE_LEVEL = 0.008;

const magnitudeOf = Uint16Array.from(linearOf, (value) => Math.abs(value));

/** True when these bytes are audible. */
export function isAudible(step: Uint8Array): boolean {
  let sum = 0;
  for (let index = 0; index < step.length; index += 1) sum += magnitudeOf[step[index] ?? 0] ?? 0;
  return sum >= AUDIBLE_LEVEL * 32_767 * step.length;
}
