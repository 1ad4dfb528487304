/** Which character of a VIN was probably misheard, when its check digit does not agree. */

import { NATO } from '../letters.ts';
import { sayOrdinal } from '../numbers/saying.ts';
import { wordSet } from '../words.ts';
import { checkDigitOf, checkVin } from './check-digit.ts';

export interface DoubtfulCharacter {
  /** 1 to 17. */
  readonly position: number;
  readonly heard: string;
  readonly likely: string;
  /** The question that settles it. */
  readonly ask: string;
}

/** Characters that are taken for each other on the phone, and how easily (0 to 1); the order within a pair does not matter. */
const CONFUSIONS: ReadonlyMap<string, number> = new Map([
  ...weighed(1, 'MN 59 I1 O0'),
  ...weighed(0.9, 'BD BV FS PT Q0 VZ BP'),
  ...weighed(0.8, 'DT CZ 8A EP DE BE GJ DP TV'),
  ...weighed(0.7, 'AJ JK AK 8H AH SX DG CE CT EG EV GV PV DV TE BG TG CD CG GP'),
  ...weighed(0.6, 'FX B3 C3 D3 E3 G3 P3 T3 V3 Z3 8J 8K HK HJ BC BT BZ CP CV DZ EZ GZ PZ TZ'),
]);

function weighed(weight: number, pairs: string): [string, number][] {
  return pairs.split(' ').flatMap((pair): [string, number][] => [
    [pair, weight],
    [pair.charAt(1) + pair.charAt(0), weight],
  ]);
}

const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
/** The first two characters of the makers on American roads; a candidate with one of them is likelier. */
const MAKERS = wordSet(`
  19, 1A, 1B, 1C, 1D, 1F, 1G, 1H, 1J, 1L, 1M, 1N, 1V, 1Y, 1Z, 2A, 2B, 2C, 2D, 2F, 2G, 2H, 2L, 2M, 2T, 3A, 3C, 3D,
  3F, 3G, 3H, 3K, 3L, 3M, 3N, 3P, 3T, 3V, 4A, 4F, 4J, 4M, 4S, 4T, 4U, 55, 58, 5F, 5G, 5J, 5L, 5N, 5T, 5U, 5X, 5Y,
  7F, 7M, 7S, JA, JF, JH, JM, JN, JS, JT, KL, KM, KN, LR, LV, MA, ML, SA, SC, SH, VF, W0, W1, WA, WB, WD, WM, WP,
  WU, WV, YS, YV, ZA, ZF, ZH
`);
/** A candidate whose maker is unknown counts this much. */
const UNKNOWN_MAKER = 0.5;
/** The last five characters are digits on every car and light truck. */
const SERIAL_FROM = 12;
const CHECK_AT = 8;
const YEAR_AT = 9;

/** The one character that a single confusion explains best; null when the VIN is right, or no confusion makes it so. */
export function doubtfulCharacter(vin: string): DoubtfulCharacter | null {
  return doubtfulCharacters(vin)[0] ?? null;
}

/** Every character that a single confusion explains, the likeliest first: to be asked one after the other. */
export function doubtfulCharacters(vin: string): DoubtfulCharacter[] {
  const heard = vin.toUpperCase();
  if (!/^[A-Z0-9]{17}$/.test(heard) || checkVin(heard).checkDigitOk) return [];
  return candidatesOf(heard)
    .filter(({ characters }) => isPossible(characters))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .map(({ characters, at }) => doubt(heard, at, characters.charAt(at)));
}

interface Candidate {
  readonly characters: string;
  readonly at: number;
  readonly weight: number;
}

function candidatesOf(heard: string): Candidate[] {
  return [...heard].flatMap((character, at) =>
    [...ALPHABET].flatMap((other): Candidate[] => {
      const weight = CONFUSIONS.get(character + other);
      if (weight === undefined) return [];
      const characters = heard.slice(0, at) + other + heard.slice(at + 1);
      return [{ characters, at, weight: MAKERS.has(characters.slice(0, 2)) ? weight : weight * UNKNOWN_MAKER }];
    }),
  );
}

/** Well formed, with the right check digit, a year that exists and a serial number of digits. */
function isPossible(characters: string): boolean {
  const { wellFormed } = checkVin(characters);
  return (
    wellFormed &&
    checkDigitOf(characters) === characters.charAt(CHECK_AT) &&
    !/[UZ0]/.test(characters.charAt(YEAR_AT)) &&
    /^\d+$/.test(characters.slice(SERIAL_FROM))
  );
}

function doubt(heard: string, at: number, likely: string): DoubtfulCharacter {
  const was = heard.charAt(at);
  const ask = `Let me check the ${sayOrdinal(at + 1)} character: is it ${spelled(likely)}, or ${spelled(was)}?`;
  return { position: at + 1, heard: was, likely, ask };
}

const DIGITS: readonly string[] = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "N as in November", "the number five". */
function spelled(character: string): string {
  if (/\d/.test(character)) return `the number ${DIGITS[Number(character)]}`;
  const word = NATO.find((name) => name.startsWith(character));
  return word === undefined ? character : `${character} as in ${word}`;
}
