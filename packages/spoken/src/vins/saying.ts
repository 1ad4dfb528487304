/** VINs as a voice should say them: letters by the NATO alphabet, digits one by one, in groups. */
import { NATO } from '../letters.ts';
import { sayDigits } from '../numbers/saying.ts';

const GROUP = 4;

/** "1HGCM82633A004352" -> "one Hotel Golf Charlie, Mike eight two six, three three Alpha zero, zero four three five, two". */
export function sayVin(vin: string): string {
  return saySuffix(vin);
}

/** The end of a VIN, or any part of one, in the same way. */
export function saySuffix(characters: string): string {
  const spoken = [...characters.toUpperCase()].map(sayCharacter).filter((word) => word !== '');
  const groups: string[] = [];
  for (let at = 0; at < spoken.length; at += GROUP) groups.push(spoken.slice(at, at + GROUP).join(' '));
  return groups.join(', ');
}

function sayCharacter(character: string): string {
  if (/[0-9]/.test(character)) return sayDigits(character);
  return NATO.find((word) => word.startsWith(character) && /[A-Z]/.test(character)) ?? '';
}
