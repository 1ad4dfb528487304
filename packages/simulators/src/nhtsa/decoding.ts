/** DecodeVinValues: what the first eleven characters of a VIN say, and what is wrong with it, in NHTSA's own codes. */
import { ALPHABET, checkDigitOf, isLegal, yearsOf } from './characters.ts';
import { type Maker, makerOf } from './makers.ts';
import { type ModelLine, modelLines } from './model-lines.ts';

export interface Decoded {
  readonly vin: string;
  readonly maker: Maker | undefined;
  readonly line: ModelLine | undefined;
  readonly year: number | undefined;
  /** Ascending, as they stand in ErrorCode; `[0]` for a clean one. */
  readonly codes: readonly number[];
  /** The VIN as it probably was: corrected, or with `!` in the doubtful place. Empty when there is none. */
  readonly suggested: string;
  /** What may stand in doubtful places: `(6:CM)`. */
  readonly possible: string;
}

const LENGTH = 17;
const UNKNOWN = '*';

/** Decodes a VIN or the beginning of one; `*` stands for a character that is not known. `givenYear` settles the cycle. */
export function decodeVin(text: string, givenYear: number | undefined): Decoded {
  const vin = text.trim().toUpperCase().slice(0, LENGTH);
  const maker = makerOf(vin);
  const found = lineAndYear(vin, givenYear);
  const complete = vin.length === LENGTH && !vin.includes(UNKNOWN);
  const codes = new Set<number>();

  if ([...vin].some((character) => character !== UNKNOWN && !isLegal(character))) codes.add(400);
  if (!complete) codes.add(6);
  if (complete && !codes.has(400) && checkDigitOf(vin) !== vin.charAt(8)) codes.add(1);
  if (maker === undefined) codes.add(7);
  if (vin.length > 9 && vin.charAt(9) !== UNKNOWN && yearsOf(vin.charAt(9)).length === 0) codes.add(11);
  if (givenYear !== undefined && found.year !== undefined && found.year !== givenYear) codes.add(12);

  const corrections = maker !== undefined && found.line === undefined && vin.length >= 8 ? correct(vin, givenYear) : [];
  // A correction is only thought of when the check digit agrees with it.
  if (corrections.length > 0) codes.delete(1);
  for (const code of correctionCodes(vin, corrections, maker !== undefined && found.line === undefined))
    codes.add(code);
  const [only] = corrections;
  const settled = corrections.length === 1 && only !== undefined ? lineAndYear(only.vin, givenYear) : found;
  return {
    vin,
    maker,
    line: settled.line,
    year: settled.year,
    codes: codes.size === 0 ? [0] : [...codes].sort((a, b) => a - b),
    suggested: suggestion(vin, corrections),
    possible: possibleValues(corrections),
  };
}

interface Found {
  readonly line: ModelLine | undefined;
  readonly year: number | undefined;
}

/** The one model line and year that fit; of two cycles the one in which the model was built, else the one position 7 names. */
function lineAndYear(vin: string, givenYear: number | undefined): Found {
  const lines = vin.length < 5 ? [] : modelLines.filter((line) => line.prefixes.some((prefix) => fits(vin, prefix)));
  const years = yearsOf(vin.charAt(9));
  const wanted = givenYear !== undefined && (years.length === 0 || years.includes(givenYear)) ? [givenYear] : years;
  const built = lines.filter((line) => wanted.some((year) => line.from <= year && year <= line.to));
  const candidates = wanted.length === 0 ? lines : built;
  const models = new Set(candidates.map((line) => `${line.make} ${line.model}`));
  const line = models.size === 1 ? candidates[0] : undefined;
  const year = wanted.find((candidate) => line !== undefined && line.from <= candidate && candidate <= line.to);
  return { line, year: year ?? yearByPositionSeven(vin, wanted) };
}

/** A digit in position 7 means 1980 to 2009, a letter 2010 to 2039, for cars and light trucks. */
function yearByPositionSeven(vin: string, years: readonly number[]): number | undefined {
  return /\d/.test(vin.charAt(6)) ? years[0] : years.at(-1);
}

function fits(vin: string, prefix: string): boolean {
  return [...prefix].every((wanted, index) => {
    const given = vin.charAt(index);
    return wanted === '.' || given === wanted || given === UNKNOWN || given === '';
  });
}

interface Correction {
  /** Counted from 0. */
  readonly position: number;
  readonly character: string;
  readonly vin: string;
}

/** Every VIN that differs in one of the positions 4 to 8, belongs to a known model line and has the right check digit. */
function correct(vin: string, givenYear: number | undefined): Correction[] {
  const corrections: Correction[] = [];
  for (let position = 3; position < 8; position += 1) {
    for (const character of ALPHABET) {
      if (character === vin.charAt(position)) continue;
      const changed = vin.slice(0, position) + character + vin.slice(position + 1);
      const checks = changed.length < LENGTH || checkDigitOf(changed) === changed.charAt(8);
      if (checks && lineAndYear(changed, givenYear).line !== undefined) {
        corrections.push({ position, character, vin: changed });
      }
    }
  }
  return corrections;
}

function correctionCodes(vin: string, corrections: readonly Correction[], lost: boolean): number[] {
  if (!lost || vin.length < 8) return [];
  const positions = new Set(corrections.map((correction) => correction.position));
  if (corrections.length === 1) return [vin.length === LENGTH ? 3 : 2];
  if (positions.size === 1) return [4, 14];
  return positions.size > 1 ? [5, 14] : [8, 14];
}

function suggestion(vin: string, corrections: readonly Correction[]): string {
  const [first] = corrections;
  if (first === undefined) return '';
  if (corrections.length === 1) return first.vin;
  const doubtful = new Set(corrections.map((correction) => correction.position));
  return [...vin].map((character, index) => (doubtful.has(index) ? '!' : character)).join('');
}

function possibleValues(corrections: readonly Correction[]): string {
  if (corrections.length < 2) return '';
  const positions = [...new Set(corrections.map((correction) => correction.position))];
  return positions
    .map((position) => {
      const characters = corrections.filter((correction) => correction.position === position);
      return `(${position + 1}:${characters.map((correction) => correction.character).join('')})`;
    })
    .join('');
}
