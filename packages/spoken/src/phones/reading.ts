/** A phone number as callers say it: what was heard of it so far. */
import { isValidPhoneNumber } from 'libphonenumber-js/min';
import { assembled } from './assembly.ts';
import { heardIn } from './heard.ts';

export interface PhoneReading {
  /** The digits as they were said, eleven of them when a leading 1 was said. */
  readonly digits: string;
  /** A number is refused for its length only: ten digits, or eleven with a leading 1, are complete. */
  readonly status: 'complete' | 'partial' | 'too-long' | 'none';
  /** "+16104823057" when complete. */
  readonly e164: string | null;
  /** False when the numbering plan doubts a complete number; it is kept as it was said all the same. */
  readonly verified: boolean;
}

export interface PhoneOptions {
  /** Three digits put in front of a number of seven. */
  readonly areaCode?: string;
}

/** The number in one text; corrections inside it are taken ("3057, no, 3058"). */
export function readPhone(text: string, options: PhoneOptions = {}): PhoneReading {
  return joinPhone([text], options);
}

/**
 * The number said over several turns, the texts in the order they were said: pieces cut anywhere, the area code last,
 * parts said again, and corrections ("no, it's 483 instead of 427"). Texts without digits of a number change nothing.
 */
export function joinPhone(texts: readonly string[], options: PhoneOptions = {}): PhoneReading {
  return judged(assembled(texts.flatMap(heardIn)), options);
}

function judged(said: string, { areaCode }: PhoneOptions): PhoneReading {
  const known = areaCode !== undefined && /^\d{3}$/.test(areaCode);
  const digits = said.length === 7 && known ? areaCode + said : said;
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (national.length === 10) {
    const e164 = `+1${national}`;
    return { digits, status: 'complete', e164, verified: isValidPhoneNumber(e164) };
  }
  const status = digits === '' ? 'none' : digits.length < 10 ? 'partial' : 'too-long';
  return { digits, status, e164: null, verified: false };
}
