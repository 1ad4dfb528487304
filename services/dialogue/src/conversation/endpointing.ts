/** Whether a caller who has paused is done: from the words, and from what they were asked for. */
import { judgeYes } from '@bayline/spoken';
import type { Standing } from './answering.ts';
import { type Filling, fillingOf } from './fields.ts';

export interface Patience {
  /** After a finished thought. */
  readonly finishedMs: number;
  /** After words that promise more ("and", "so", "my number is"), and while a name is spelled. */
  readonly unfinishedMs: number;
  /** In the middle of a field of known length: a number at 7 of 10 digits. */
  readonly fieldMs: number;
}

/** The recogniser has already waited its own 300 ms of silence when a final says `speechFinal`. */
export const defaultPatience: Patience = { finishedMs: 0, unfinishedMs: 1_200, fieldMs: 1_600 };

/** Nobody ends a sentence with one of these, whatever stop the recogniser writes behind it. */
const NEVER_LAST =
  /(?:\b(?:and|or|but|so|because|um|uh|the|a|an|my|to|for|with|of|it's|is|let me see|let's see)|,)[\s.…?!]*$/i;
/** These may be last in a sentence that is finished ("book me in."). */
const SELDOM_LAST = /\b(?:at|on|in|like|about|around|i|we|maybe|then|also|plus|that|from)\s*$/i;

/** "Who am I talking to?" ends on a word that seldom ends anything else. */
const WHOLE_QUESTION = /\b(?:who|what|where|which|talking|speaking)\b[^.?!]*\b(?:to|with|for|from|at|on|of|is)\?\s*$/i;

/** How many milliseconds to wait for more words before the turn is taken. */
export function patienceFor(words: string, standing: Standing, patience: Patience = defaultPatience): number {
  const text = words.trim();
  const filling = fillingSoFar(text, standing);
  // "Yes, it is." is whole, whatever word it ends on.
  if (filling === 'none' && judgeYes(text) !== 'other') return patience.finishedMs;
  const unfinished = (NEVER_LAST.test(text) || SELDOM_LAST.test(text)) && !WHOLE_QUESTION.test(text);
  if (filling === 'complete') return NEVER_LAST.test(text) ? patience.unfinishedMs : patience.finishedMs;
  if (filling === 'open') return LONG_FIELDS.has(standing.asked) ? patience.fieldMs : patience.unfinishedMs;
  return unfinished ? patience.unfinishedMs : patience.finishedMs;
}

/** People look these up, or read them from somewhere, and pause between the groups. */
const LONG_FIELDS: ReadonlySet<Standing['asked']> = new Set(['phone', 'vin', 'vin-ending', 'email']);

/** A field whose length is known is full: no pause of the caller need be waited for. */
export function isFull(words: string, standing: Standing): boolean {
  return LONG_FIELDS.has(standing.asked) && fillingSoFar(words.trim(), standing) === 'complete';
}

function fillingSoFar(text: string, { asked, pieces, said }: Standing): Filling {
  return fillingOf(asked, [...pieces, text], said);
}
