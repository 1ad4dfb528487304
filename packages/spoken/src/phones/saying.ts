/** Phone numbers as a voice should say them. */
import { sayDigits } from '../numbers/saying.ts';

/** "+16104823057" -> "six one zero, four eight two, three zero five seven". Seven digits are said as three and four. */
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
