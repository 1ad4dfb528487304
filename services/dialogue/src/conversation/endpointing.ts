/** Whether a caller who has paused is done: from the words, and from what they were asked for. */
import { readPhone, readVin } from '@bayline/spoken';
import type { Asked } from './asked.ts';

export interface Patience {
  /** After a finished thought. */
  readonly finishedMs: number;
  /** After words that promise more ("and", "so", "my number is"). */
  readonly unfinishedMs: number;
  /** In the middle of a field of known length: a number at 7 of 10 digits. */
  readonly fieldMs: number;
}

/** The recogniser has already waited its own 300 ms of silence when a final says `speechFinal`. */
export const defaultPatience: Patience = { finishedMs: 0, unfinishedMs: 1_200, fieldMs: 2_500 };

/** Nobody ends a sentence with one of these, whatever stop the recogniser writes behind it. */
const NEVER_LAST =
  /(?:\b(?:and|or|but|so|because|um|uh|the|a|an|my|to|for|with|of|it's|is|let me see|let's see)|,)[\s.…?!]*$/i;
/** These may be last in a sentence that is finished ("book me in."). */
const SELDOM_LAST = /\b(?:at|on|in|like|about|around|i|we|maybe|then|also|plus|that|from)\s*$/i;

/** How many milliseconds to wait for more words before the turn is taken. */
export function patienceFor(words: string, asked: Asked, patience: Patience = defaultPatience): number {
  const text = words.trim();
  if (asked === 'phone') {
    const { status } = readPhone(text);
    if (status === 'partial') return patience.fieldMs;
    if (status === 'complete') return patience.finishedMs;
  }
  if (asked === 'vin') {
    const { status, characters } = readVin(text);
    if (status === 'complete' || status === 'last-eight') return patience.finishedMs;
    if (characters.length >= 2) return patience.fieldMs;
  }
  if (asked === 'spelling' && /(?:^|\s)[a-z]\.?$/i.test(text)) return patience.unfinishedMs;
  return NEVER_LAST.test(text) || SELDOM_LAST.test(text) ? patience.unfinishedMs : patience.finishedMs;
}
