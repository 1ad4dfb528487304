/** Fields that a caller fills in pieces: whether the words so far are all of it, or more must come. */
import { joinPhone, joinSpelling, joinVin, judgeYes } from '@bayline/spoken';
import type { Asked } from './asked.ts';

/** `complete` ends the turn at once, `open` holds it, `none` leaves it to the words. */
export type Filling = 'complete' | 'open' | 'none';

type Grammar = (pieces: readonly string[], said: readonly string[]) => Filling;

const WHOLE_VIN = 17;
const VIN_ENDINGS: readonly number[] = [6, 8];

const GRAMMARS: Readonly<Partial<Record<Asked, Grammar>>> = {
  phone: phoneFilling,
  vin: vinFilling,
  'vin-ending': vinEndingFilling,
  spelling: spellingFilling,
  'yes-no': yesNoFilling,
  time: timeFilling,
  email: emailFilling,
};

/** `pieces` are the parts of the answer in the order they were said; `said` is what the caller said before. */
export function fillingOf(asked: Asked, pieces: readonly string[], said: readonly string[] = []): Filling {
  return GRAMMARS[asked]?.(pieces, said) ?? 'none';
}

/** Ten digits, or eleven behind a leading 1: no area code begins with one. */
function phoneFilling(pieces: readonly string[]): Filling {
  const { digits, status } = joinPhone(pieces);
  if (status === 'partial' || (status === 'complete' && digits.startsWith('1') && digits.length === 10)) return 'open';
  return status === 'complete' ? 'complete' : 'none';
}

const SAYS_ENDING = /\b(?:last|ends?|ending)\b/i;

/** Seventeen characters; eight are enough when the caller says that they are the last ones. */
function vinFilling(pieces: readonly string[]): Filling {
  const { length } = joinVin(pieces).characters;
  if (length === WHOLE_VIN || (length === 8 && pieces.some((piece) => SAYS_ENDING.test(piece)))) return 'complete';
  return length >= 2 && length < WHOLE_VIN ? 'open' : 'none';
}

function vinEndingFilling(pieces: readonly string[]): Filling {
  const { length } = joinVin(pieces).characters;
  if (length === WHOLE_VIN || VIN_ENDINGS.at(-1) === length) return 'complete';
  return length >= 2 && length < WHOLE_VIN ? 'open' : 'none';
}

/** A name has no known length, unless it was said before it was spelled. */
function spellingFilling(pieces: readonly string[], said: readonly string[]): Filling {
  const letters = joinSpelling(pieces)?.toLowerCase() ?? '';
  if (letters.length < 2) return /(?:^|\s)[a-z]\.?$/i.test(pieces.at(-1) ?? '') ? 'open' : 'none';
  const words = new Set(
    [...said, ...pieces]
      .join(' ')
      .toLowerCase()
      .match(/\p{L}{3,}/gu),
  );
  return words.has(letters) ? 'complete' : 'open';
}

function yesNoFilling(pieces: readonly string[]): Filling {
  return judgeYes(pieces.at(-1) ?? '') === 'other' ? 'none' : 'complete';
}

/** A month without its day, "next" without what comes next, "between nine". */
const HALF_A_TIME =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|next|this|half past|quarter (?:to|past)|between(?: \w+){1,2}|before|after|until|by|either)[\s.,…]*$/i;

function timeFilling(pieces: readonly string[]): Filling {
  return HALF_A_TIME.test(pieces.at(-1) ?? '') ? 'open' : 'none';
}

/** Letters before the "at", or an "at" without its "dot". */
function emailFilling(pieces: readonly string[]): Filling {
  const text = pieces.join(' ').toLowerCase();
  const named = /\bat\b|@/.test(text);
  if (named && /(?:\bdot\b|\.)\s*(?:com|net|org|edu|gov|us|io|co)\b/.test(text)) return 'complete';
  return named || /(?:^|\s)[a-z]\.?$/.test(text) ? 'open' : 'none';
}
