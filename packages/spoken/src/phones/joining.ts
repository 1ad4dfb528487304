/** A phone number said in pieces over several turns. */

import { readDigits } from '../numbers/reading.ts';
import { judgeDigits, type PhoneOptions, type PhoneReading } from './reading.ts';

export function joinPhone(pieces: readonly string[], options: PhoneOptions = {}): PhoneReading {
  return judgeDigits(pieces.map(readDigits).join(''), options);
}
