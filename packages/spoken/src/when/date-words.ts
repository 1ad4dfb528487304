/** Calendar dates as callers say them: "November 25th", "the 3rd", "11/25", "the last Friday of the month", a holiday. */
import { writeOrdinal } from '../numbers/saying.ts';
import { MONTHS } from '../time/saying.ts';
import { addDays, daysBetween, daysInMonth, weekdayOf } from '../time/zones.ts';
import { type DayPiece, oneDay, severalDays } from './days.ts';
import { HOLIDAYS, type Holiday, nthWeekday } from './holidays.ts';
import { dateFrom, firstOfMonth, lastOfMonth, mondayOf, monthOf, type Scene, weekdayFrom, yearOf } from './scene.ts';
import { type Found, weekdayNamed } from './weekday-words.ts';
import { bookOf, follows, phraseAt, phrasesFor, type TimeWord } from './words.ts';

const MONTH_NAMES: ReadonlyMap<string, number> = new Map([
  ...MONTHS.map((name, i): [string, number] => [name.toLowerCase(), i + 1]),
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
    (name, i): [string, number] => [name, i + 1],
  ),
  ['sept', 9],
]);
/** Months that are also other words; believed beside a number or after a word that leads to a month. */
const ALSO_WORDS: ReadonlySet<string> = new Set(['may', 'march', 'mar', 'jan', 'dec', 'sep', 'jun']);
const LEADS_TO_MONTH: ReadonlySet<string> = new Set([
  'in',
  'of',
  'this',
  'next',
  'early',
  'late',
  'mid',
  'by',
  'until',
  'during',
]);
/** What follows an ordinal that counts things, not days: "the first one", "the second option". */
const COUNTED: ReadonlySet<string> = new Set(
  'one ones time times option slot appointment opening choice two available thing visit offer half part floor gear car place of week weekend'.split(
    ' ',
  ),
);
/** A date without a year that passed fewer days ago than this is a slip, not a wish for next year. */
const JUST_PAST_DAYS = 60;

/** The month a word names, 1 to 12; null when it names none. */
export function monthNamed(words: readonly TimeWord[], at: number): number | null {
  const word = words[at];
  const month = word === undefined ? undefined : MONTH_NAMES.get(word.text);
  if (word === undefined || month === undefined) return null;
  if (!ALSO_WORDS.has(word.text)) return month;
  const next = words[at + 1];
  const counted =
    next?.ordinal !== undefined || (next?.value !== undefined && next.value <= 31) || next?.text === 'the';
  return counted || LEADS_TO_MONTH.has(words[at - 1]?.text ?? '') ? month : null;
}

/** A calendar date of any form. */
export function dateAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  return (
    writtenAt(words, at, scene) ??
    holidayAt(words, at, scene) ??
    countedWeekdayAt(words, at, scene) ??
    lastDayAt(words, at, scene) ??
    monthFirstAt(words, at, scene) ??
    dayFirstAt(words, at, scene) ??
    dayOfMonthAt(words, at, scene)
  );
}

function writtenAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const date = words[at]?.date;
  return date === undefined ? null : { piece: datePiece(date.year, date.month, date.day, scene), words: 1 };
}

/** "November 25th", "November twenty five", "November the 25th, 2026". */
function monthFirstAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const month = monthNamed(words, at);
  if (month === null) return null;
  const dayAt = at + (follows(words, at + 1, 'the') ? 2 : 1);
  const word = words[dayAt];
  const day = word?.ordinal ?? word?.value;
  if (day === undefined || day < 1 || day > 99 || words[dayAt + 1]?.text === 'oclock') return null;
  const last = lastDayOfRange(words, dayAt + 1, day);
  if (last !== null) return { piece: dateRange(month, day, last.value, scene), words: dayAt + 1 + last.words - at };
  const year = yearAt(words, dayAt + 1);
  return { piece: datePiece(year.value, month, day, scene), words: dayAt + 1 + year.words - at };
}

/** "December 1 to 3": the number behind "to" is a day as long as it is no clock time. */
function lastDayOfRange(
  words: readonly TimeWord[],
  at: number,
  first: number,
): { value: number; words: number } | null {
  if (phraseAt(words, at, TO) === null) return null;
  const value = words[at + 1]?.value;
  const next = words[at + 2]?.text ?? '';
  if (value === undefined || value <= first || value > 31 || next === 'am' || next === 'pm' || next === 'oclock')
    return null;
  return { value, words: 2 };
}

const TO = bookOf(phrasesFor(true, ['to', 'through', 'thru']));

function dateRange(month: number, first: number, last: number, scene: Scene): DayPiece {
  const from = datePiece(null, month, first, scene);
  const to = datePiece(null, month, last, scene);
  if (from.type !== 'day' || to.type !== 'day') return from;
  return severalDays(from.readings[0] ?? scene.today, addDays(to.readings[0] ?? scene.today, 1));
}

/** "the 25th of November", "25 November". */
function dayFirstAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  const word = words[start];
  const day = word?.ordinal ?? word?.value;
  if (day === undefined || day < 1 || day > 31) return null;
  const gap = phraseAt(words, start + 1, DAY_TO_MONTH)?.words ?? 0;
  const month = monthNamed(words, start + 1 + gap);
  if (month === null) return monthByPhrase(words, start + 1 + gap, day, at, scene);
  const year = yearAt(words, start + gap + 2);
  return { piece: datePiece(year.value, month, day, scene), words: start + gap + 2 + year.words - at };
}

const DAY_TO_MONTH = bookOf(phrasesFor(true, ['of', 'day of']));

/** "the 5th of next month", "the first of the month". */
function monthByPhrase(
  words: readonly TimeWord[],
  phrase: number,
  day: number,
  at: number,
  scene: Scene,
): Found<DayPiece> | null {
  const months = words[phrase - 1]?.text === 'of' ? phraseAt(words, phrase, MONTHS_AWAY) : null;
  if (months === null) return null;
  const first = firstOfMonth(scene.today, months.value);
  const piece = datePiece(yearOf(first), monthOf(first), day, scene);
  const end = phrase + months.words - at;
  if (piece.type === 'impossible' && words[phrase]?.text === 'the')
    return { piece: nextDayOfMonth(day, scene), words: end };
  return { piece, words: end };
}

const MONTHS_AWAY = bookOf([
  ['the month', 0],
  ['this month', 0],
  ['next month', 1],
  ['the next month', 1],
  ['the following month', 1],
]);

/** "the 3rd", "the twenty fifth", "3rd". */
function dayOfMonthAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const article = words[at]?.text === 'the';
  const word = words[at + (article ? 1 : 0)];
  if (word?.ordinal === undefined) return null;
  const spoken = !/^\d/.test(word.text);
  const next = words[at + (article ? 2 : 1)]?.text ?? '';
  if ((spoken && !article && !afterWeekday(words, at)) || COUNTED.has(next)) return null;
  return { piece: nextDayOfMonth(word.ordinal, scene), words: article ? 2 : 1 };
}

function afterWeekday(words: readonly TimeWord[], at: number): boolean {
  return weekdayNamed(words, at - 1) !== null;
}

/** The next such day of a month, today included; months that do not have it are passed over. */
function nextDayOfMonth(day: number, scene: Scene): DayPiece {
  if (day < 1 || day > 31) return noSuchDay(`No month has a ${writeOrdinal(day)}.`);
  for (let months = 0; months < 3; months += 1) {
    const first = firstOfMonth(scene.today, months);
    const date = dateFrom(yearOf(first), monthOf(first), day);
    if (date !== null && date >= scene.today) {
      return { type: 'day', readings: [date], dayOfMonth: day, confidence: months > 1 ? 0.8 : 1 };
    }
  }
  return noSuchDay('There is no such day.');
}

function datePiece(year: number | null, month: number, day: number, scene: Scene): DayPiece {
  if (month < 1 || month > 12) return noSuchDay('There is no such month.');
  const thisYear = yearOf(scene.today);
  const inYear = dateFrom(year ?? thisYear, month, day);
  const name = MONTHS[month - 1] ?? '';
  if (inYear === null) return missingDay(year ?? nextYearOf(month, scene), month, day, scene, year !== null);
  if (inYear >= scene.today) return oneDay(inYear);
  if (year !== null)
    return { type: 'impossible', why: 'past', say: `${name} ${writeOrdinal(day)}, ${year} is already past.` };
  if (daysBetween(inYear, scene.today) < JUST_PAST_DAYS) {
    return { type: 'impossible', why: 'past', say: `${name} ${writeOrdinal(day)} is already past.` };
  }
  const nextYear = dateFrom(thisYear + 1, month, day);
  return nextYear === null ? missingDay(thisYear + 1, month, day, scene, false) : oneDay(nextYear);
}

function nextYearOf(month: number, scene: Scene): number {
  return monthOf(scene.today) <= month ? yearOf(scene.today) : yearOf(scene.today) + 1;
}

/** February 29th is a day of the coming leap year only when that is the year meant. */
function missingDay(year: number, month: number, day: number, scene: Scene, named: boolean): DayPiece {
  const there = dateFrom(year, month, day);
  if (there !== null && !named && there >= scene.today) return oneDay(there);
  const name = MONTHS[month - 1] ?? '';
  return noSuchDay(`${name} ${year} has only ${daysInMonth(year, month)} days.`);
}

function noSuchDay(say: string): DayPiece {
  return { type: 'impossible', why: 'no-such-day', say };
}

/** A year behind a date: "2026", "twenty twenty six". */
function yearAt(words: readonly TimeWord[], at: number): { value: number | null; words: number } {
  const value = words[at]?.value;
  if (value !== undefined && value >= 2_000 && value < 2_100) return { value, words: 1 };
  const next = words[at + 1]?.value;
  if (value === 20 && next !== undefined && next >= 20 && next < 60) return { value: 2_000 + next, words: 2 };
  return { value: null, words: 0 };
}

/** "the last Friday of the month", "the first Monday in December". */
function countedWeekdayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
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

function countedWeekday(first: string, weekday: number, nth: number, scene: Scene): DayPiece {
  const date = nthWeekday(yearOf(first), monthOf(first), weekday, nth);
  if (monthOf(date) !== monthOf(first)) return noSuchDay('There is no such day in that month.');
  if (date >= scene.today) return oneDay(date);
  const following = firstOfMonth(first, 1);
  return oneDay(nthWeekday(yearOf(following), monthOf(following), weekday, nth), 0.7);
}

/** "the last day of the month". */
function lastDayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  if (!follows(words, start, 'last day of')) return null;
  const month = namedOrRelativeMonth(words, start + 3, scene);
  return month === null ? null : { piece: oneDay(lastOfMonth(month.first)), words: start + 3 + month.words - at };
}

/** The first of the month that a name or "next month" means. */
export function namedOrRelativeMonth(
  words: readonly TimeWord[],
  at: number,
  scene: Scene,
): { first: string; words: number } | null {
  const relative = phraseAt(words, at, MONTHS_AWAY);
  if (relative !== null) return { first: firstOfMonth(scene.today, relative.value), words: relative.words };
  const month = monthNamed(words, at);
  if (month === null) return null;
  const ahead = (month - monthOf(scene.today) + 12) % 12;
  const year = yearAt(words, at + 1);
  const first =
    year.value === null ? firstOfMonth(scene.today, ahead) : (dateFrom(year.value, month, 1) ?? scene.today);
  return { first, words: 1 + year.words };
}

/** A holiday by its name, the next one to come; "next Thanksgiving" said after this year's is next year's anyway. */
function holidayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
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

const HOLIDAY_LEADS = bookOf(phrasesFor(true, ['this', 'next', 'the', 'this coming']));
const HOLIDAY_NAMES = bookOf(HOLIDAYS);

function nextHoliday(holiday: Holiday, scene: Scene): string {
  const year = yearOf(scene.today);
  const date = holiday.on(year);
  return date >= scene.today ? date : holiday.on(year + 1);
}
