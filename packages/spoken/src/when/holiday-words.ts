/** Holidays as callers say them: "Thanksgiving", "Labor Day weekend", "the week of Christmas". */
import { addDays, weekdayOf } from '../time/zones.ts';
import { type DayPiece, oneDay, severalDays } from './days.ts';
import { HOLIDAYS, type Holiday } from './holidays.ts';
import { bookOf, phraseAt, phrasesFor } from './phrase-book.ts';
import { mondayOf, type Scene, weekdayFrom, yearOf } from './scene.ts';
import type { Found } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** A holiday by its name, the next one to come; "next Thanksgiving" said after this year's is next year's anyway. */
export function holidayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const lead = phraseAt(words, at, HOLIDAY_LEADS)?.words ?? 0;
  const holiday = phraseAt(words, at + lead, HOLIDAY_NAMES);
  if (holiday === null) return null;
  const date = nextHoliday(holiday.value, scene);
  const next = words[at + lead + holiday.words]?.text;
  if (next === 'weekend') return { piece: weekendBy(date), words: lead + holiday.words + 1 };
  if (next === 'week') return { piece: weekAround(date, scene), words: lead + holiday.words + 1 };
  return { piece: oneDay(date), words: lead + holiday.words };
}

/** "Labor Day weekend" goes on to its Monday, "Thanksgiving weekend" follows its Thursday. */
function weekendBy(date: string): DayPiece {
  const saturday = weekdayFrom(addDays(date, -2), 6);
  const sunday = addDays(saturday, 1);
  return severalDays(saturday, addDays(weekdayOf(date) === 1 ? date : sunday, 1));
}

function weekAround(date: string, scene: Scene): DayPiece {
  const monday = mondayOf(date);
  const days = severalDays(monday, addDays(monday, 7));
  return monday < scene.today ? { ...days, from: scene.today } : days;
}

const HOLIDAY_LEADS = bookOf(phrasesFor(true, 'this, next, the, this coming'));
const HOLIDAY_NAMES = bookOf(HOLIDAYS);

function nextHoliday(holiday: Holiday, scene: Scene): string {
  const year = yearOf(scene.today);
  const date = holiday.on(year);
  return date >= scene.today ? date : holiday.on(year + 1);
}
