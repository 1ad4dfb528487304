/** Sample vehicles: makes and models of the American road, with VINs whose check digit is right. */
import { checkVin } from '@bayline/spoken';
import type { Random } from './random.ts';

export interface SampleModel {
  readonly make: string;
  readonly model: string;
  /** World manufacturer identifier. */
  readonly wmi: string;
}

export const models: readonly [SampleModel, ...SampleModel[]] = [
  { make: 'Subaru', model: 'Outback', wmi: '4S4' },
  { make: 'Honda', model: 'Civic', wmi: '2HG' },
  { make: 'Honda', model: 'Accord', wmi: '1HG' },
  { make: 'Toyota', model: 'Camry', wmi: '4T1' },
  { make: 'Toyota', model: 'RAV4', wmi: '2T3' },
  { make: 'Toyota', model: 'Corolla', wmi: '5YF' },
  { make: 'Ford', model: 'F-150', wmi: '1FT' },
  { make: 'Ford', model: 'Escape', wmi: '1FM' },
  { make: 'Chevrolet', model: 'Malibu', wmi: '1G1' },
  { make: 'Chevrolet', model: 'Silverado', wmi: '1GC' },
  { make: 'Nissan', model: 'Altima', wmi: '1N4' },
  { make: 'Hyundai', model: 'Elantra', wmi: '5NP' },
  { make: 'Kia', model: 'Sorento', wmi: '5XY' },
  { make: 'Jeep', model: 'Wrangler', wmi: '1C4' },
  { make: 'Mazda', model: 'CX-5', wmi: 'JM3' },
  { make: 'Volkswagen', model: 'Jetta', wmi: '3VW' },
  { make: 'BMW', model: '328i', wmi: 'WBA' },
  { make: 'GMC', model: 'Sierra', wmi: '1GT' },
];

const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const CHARACTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const CHECK_DIGITS = '0123456789X';

/** A VIN of that maker and year. Its check digit is found by trying. */
export function sampleVin(random: Random, { wmi }: SampleModel, year: number): string {
  const some = (count: number, from: string): string =>
    Array.from({ length: count }, () => from.charAt(random.between(0, from.length - 1))).join('');
  const descriptor = some(5, CHARACTERS);
  const yearCode = YEAR_CODES.charAt((year - 1980) % YEAR_CODES.length);
  const rest = `${yearCode}${some(1, CHARACTERS)}${some(6, '0123456789')}`;
  const tried = [...CHECK_DIGITS].map((digit) => `${wmi}${descriptor}${digit}${rest}`);
  return tried.find((vin) => checkVin(vin).checkDigitOk) ?? `${wmi}${descriptor}0${rest}`;
}
