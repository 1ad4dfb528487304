/** The check digit of a VIN (49 CFR 565.15). */

const VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  [...'0123456789']
    .map((digit, i) => [digit, i])
    .concat(
      [...'ABCDEFGH'].map((letter, i) => [letter, i + 1]),
      [...'JKLMN'].map((letter, i) => [letter, i + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, i) => [letter, i + 2]),
    ),
);
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const WELL_FORMED = /^[A-HJ-NPR-Z0-9]{17}$/;

/** Whether a text is a possible VIN at all, and whether its ninth character agrees with the others. */
export function checkVin(vin: string): { wellFormed: boolean; checkDigitOk: boolean } {
  const characters = vin.toUpperCase();
  const wellFormed = WELL_FORMED.test(characters);
  return { wellFormed, checkDigitOk: wellFormed && checkDigitOf(characters) === characters.charAt(8) };
}

/** The ninth character that the other sixteen ask for. */
export function checkDigitOf(vin: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, i) => total + weight * (VALUES[vin.charAt(i)] ?? 0), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}
