/** Which work a caller asks for, by its name or by what the car does. */
import type { ServiceCode } from './codes.ts';

export function readServices(text: string): ServiceCode[] {
  if (/\boil change\b/i.test(text)) return ['oil_change'];
  if (/\bbrakes?\b/i.test(text)) return ['brakes'];
  return [];
}

export const serviceKeyterms: readonly string[] = ['oil change', 'brakes', 'alignment'];
