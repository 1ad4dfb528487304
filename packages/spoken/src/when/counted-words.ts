/** Days of a month that are counted: "the last Friday of the month", "the first Monday in December", "the last day of May". */
import { type DayPiece, type NoDay, oneDay } from './days.ts';
import { nthWeekday } from './holidays.ts';
import { namedOrRelativeMonth } from './month-words.ts';
import { follows } from './phrase-book.ts';
import { firstOfMonth, lastOfMonth, monthOf, type Scene, yearOf } from './scene.ts';
import { type Found, weekdayNamed } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** "the last Friday of the month", "the first Monday in December". */
export function countedWeekdayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  const nth = words[start]?.text === 'last' ? -1 : words[start]?.ordinal;
  const weekday = weekdayNamed(words, start + 1);
  if (nth === undefined || nth > 5 || weekday === null) return null;
  const link = words[start + 2]?.text;
  if (link !== 'of' && link !== 'in') return null;
  const month = namedOrRelativeMonth(words, start + 3, scene);
  if (month === null) return null;
  return { piece: countedWeekday(month.first, weekday, nth, scene), words: start + 3 + month.words - at };
}

const NO_SUCH_DAY: NoDay = {
  type: 'impossible',
  why: 'no-such-day',
  say: 'There is no such day in that month.',
};

function countedWeekday(first: string, weekday: number, nth: number, scene: Scene): DayPiece {
  const date = nthWeekday(yearOf(first), monthOf(first), weekday, nth);
  if (monthOf(date) !== monthOf(first)) return NO_SUCH_DAY;
  if (date >= scene.today) return oneDay(date);
  const following = firstOfMonth(first, 1);
  return oneDay(nthWeekday(yearOf(following), monthOf(following), weekday, nth), 0.7);
}

/** "the last day of the month". */
export function lastDayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  if (!follows(words, start, 'last day of')) return null;
  const month = namedOrRelativeMonth(words, start + 3, scene);
  return month === null ? null : { piece: oneDay(lastOfMonth(month.first)), words: start + 3 + month.words - at };
}
