/** The characters of a VIN: which are legal where, the check digit (49 CFR 565.15), and the model year letter. */

const VALUES: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'0123456789'].map((digit) => [digit, Number(digit)])),
  ...Object.fromEntries([...'ABCDEFGH'].map((letter, index) => [letter, index + 1])),
  ...Object.fromEntries([...'JKLMN'].map((letter, index) => [letter, index + 1])),
  ...{ P: 7, R: 9 },
  ...Object.fromEntries([...'STUVWXYZ'].map((letter, index) => [letter, index + 2])),
};

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Every character a VIN may hold: no I, O or Q. */
export const ALPHABET: readonly string[] = Object.keys(VALUES);

/** Position 10, counted from 1, in the order of the years since 1980. */
const YEAR_LETTERS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const YEARS_PER_CYCLE = 30;

/** The check digit a complete VIN should carry in position 9. */
export function checkDigitOf(vin: string): string {
  const sum = [...vin].reduce((total, character, index) => total + (VALUES[character] ?? 0) * (WEIGHTS[index] ?? 0), 0);
  const remainder = sum % 11;
  return remainder === 10 ? 'X' : String(remainder);
}

export function isLegal(character: string): boolean {
  return character in VALUES;
}

/** The years that position 10 may mean, earliest first; none when it is no year letter. */
export function yearsOf(letter: string): number[] {
  const index = YEAR_LETTERS.indexOf(letter);
  if (letter.length !== 1 || index < 0) return [];
  return [1980 + index, 1980 + YEARS_PER_CYCLE + index];
}
