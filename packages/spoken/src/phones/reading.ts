/** A phone number as callers say it: what was heard of it so far. */
import { readDigits } from '../numbers/reading.ts';

export interface PhoneReading {
  /** The digits as they were said. */
  readonly digits: string;
  readonly status: 'complete' | 'partial' | 'too-long' | 'none';
  /** "+12156592008" when complete. */
  readonly e164: string | null;
  /** False when the numbering plan doubts a complete number; it is kept as it was said all the same. */
  readonly verified: boolean;
}

export interface PhoneOptions {
  /** Three digits put in front of a number of seven. */
  readonly areaCode?: string;
}

export function readPhone(text: string, options: PhoneOptions = {}): PhoneReading {
  return judgeDigits(readDigits(text), options);
}

export function judgeDigits(said: string, options: PhoneOptions): PhoneReading {
  const digits = said.length === 7 && options.areaCode !== undefined ? options.areaCode + said : said;
  if (digits === '') return { digits, status: 'none', e164: null, verified: false };
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (national.length === 10) return { digits, status: 'complete', e164: `+1${national}`, verified: true };
  return { digits, status: digits.length < 10 ? 'partial' : 'too-long', e164: null, verified: false };
}
