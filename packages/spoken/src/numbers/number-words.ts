/** The words of English numbers and what they are worth. */
import { listed } from '../words.ts';

export const UNITS: ReadonlyMap<string, number> = new Map(
  listed(`
    one, two, three, four, five, six, seven, eight, nine
  `).map((word, i) => [word, i + 1]),
);

export const TEENS: ReadonlyMap<string, number> = new Map(
  listed(`
    ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen
  `).map((word, i) => [word, i + 10]),
);

export const TENS: ReadonlyMap<string, number> = new Map(
  listed(`
    twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety
  `).map((word, i) => [word, (i + 2) * 10]),
);

/** Ordinals that are not the cardinal with "th" behind. */
const IRREGULAR: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** "three" -> "third", "twenty" -> "twentieth". */
export function ordinalOf(cardinal: string): string {
  const irregular = IRREGULAR[cardinal];
  if (irregular !== undefined) return irregular;
  return cardinal.endsWith('y') ? `${cardinal.slice(0, -1)}ieth` : `${cardinal}th`;
}

/** Ordinal words up to "nineteenth" and the tens: "third" -> 3, "twentieth" -> 20. */
export const ORDINALS: ReadonlyMap<string, number> = new Map(
  [...UNITS, ...TEENS, ...TENS].map(([word, value]) => [ordinalOf(word), value]),
);
