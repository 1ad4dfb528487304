/** "Half an hour later", "an hour earlier": a time told by its distance from one that is known. Pure. */
import type { Wish } from './wishes.ts';

/** Minutes of each amount; the longer words stand before those they begin with. */
const AMOUNTS: readonly (readonly [string, number])[] = [
  ['(?:an|one) hour and a half|one and a half hours', 90],
  ['(?:a )?half (?:an? |of an )?hour', 30],
  ['(?:a )?quarter (?:of an )?hour|(?:fifteen|15) minutes', 15],
  ['(?:twenty|20) minutes', 20],
  ['(?:thirty|30) minutes', 30],
  ['(?:forty[ -]five|45) minutes', 45],
  ['(?:ninety|90) minutes', 90],
  ['(?:an|one|1) hour', 60],
  ['(?:a couple of|two|2) hours', 120],
  ['(?:three|3) hours', 180],
  ['(?:four|4) hours', 240],
];
const SHIFTS = AMOUNTS.map(
  ([amount, minutes]) => [new RegExp(`\\b(?:${amount}) (later|earlier|sooner)\\b`), minutes] as const,
);

export interface Shift {
  /** "half an hour later". */
  readonly words: string;
  /** Negative for earlier. */
  readonly minutes: number;
}

/** How much later the words wish for; null when they tell no such distance. */
export function shiftIn(text: string): Shift | null {
  const lower = text.toLowerCase();
  for (const [pattern, minutes] of SHIFTS) {
    const [words, side] = pattern.exec(lower) ?? [];
    if (words !== undefined) return { words, minutes: side === 'later' ? minutes : -minutes };
  }
  return null;
}

const SLOT = /(\w+day, \w+ \d+(?:st|nd|rd|th)),? at (\d{1,2})(?::(\d\d))? (AM|PM)\b/;
const NOON = 12 * 60;

/** The wish that lies so many minutes beside a time as we say it; null when that is another day, or no time is said. */
export function wishBeside(say: string, minutes: number): Wish | null {
  const [, day = '', hour, minute = '0', half] = SLOT.exec(say) ?? [];
  if (hour === undefined) return null;
  const at = (Number(hour) % 12) * 60 + Number(minute) + (half === 'PM' ? NOON : 0) + minutes;
  if (at < 0 || at >= 2 * NOON) return null;
  const clock = `${Math.floor(at / 60) % 12 || 12}${at % 60 === 0 ? '' : `:${String(at % 60).padStart(2, '0')}`}`;
  return { day, time: `at ${clock} ${at < NOON ? 'AM' : 'PM'}`, soon: null };
}
