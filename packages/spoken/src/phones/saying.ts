/** Phone numbers as a voice should say them. */
import { sayDigits } from '../numbers/saying.ts';

/** "+12156592008" -> "two one five, six five nine, two zero zero eight". Seven digits are said as three and four. */
export function sayPhone(number: string): string {
  const digits = number.replace(/\D/g, '');
  return groupsOf(digits).map(sayDigits).join(', ');
}

function groupsOf(digits: string): string[] {
  if (digits.length === 11 && digits.startsWith('1')) return groupsOf(digits.slice(1));
  if (digits.length === 10) return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  if (digits.length === 7) return [digits.slice(0, 3), digits.slice(3)];
  return digits.match(/.{1,3}/g) ?? [];
}
