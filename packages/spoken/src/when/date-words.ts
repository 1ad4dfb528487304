/** Calendar dates as callers say them: "November 25th", "the 3rd", "11/25", "the last Friday of the month", a holiday. */

import { writeOrdinal } from '../numbers/saying.ts';
import { MONTHS } from '../time/saying.ts';
import { addDays, daysBetween, daysInMonth } from '../time/zones.ts';
import { wordSet } from '../words.ts';
import { countedWeekdayAt, lastDayAt } from './counted-words.ts';
import { type DayPiece, oneDay, severalDays } from './days.ts';
import { holidayAt } from './holiday-words.ts';
import { MONTHS_AWAY, monthNamed, yearAt } from './month-words.ts';
import { bookOf, follows, phraseAt, phrasesFor } from './phrase-book.ts';
import { dateFrom, firstOfMonth, monthOf, type Scene, yearOf } from './scene.ts';
import { type Found, weekdayNamed } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** What follows an ordinal that counts things, not days: "the first one", "the second option". */
const COUNTED = wordSet(`
  one, ones, time, times, option, slot, appointment, opening, choice, two, available, thing, visit, offer, half,
  part, floor, gear, car, place, of, week, weekend
`);
/** A date without a year that passed fewer days ago than this is a slip, not a wish for next year. */
const JUST_PAST_DAYS = 60;

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
  if (value === undefined || value <= first || value > 31 || next === 'am' || next === 'pm' || next === 'oclock') {
    return null;
  }
  return { value, words: 2 };
}

const TO = bookOf(phrasesFor(true, 'to, through, thru'));

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

const DAY_TO_MONTH = bookOf(phrasesFor(true, 'of, day of'));

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
  if (piece.type === 'impossible' && words[phrase]?.text === 'the') {
    return { piece: nextDayOfMonth(day, scene), words: end };
  }
  return { piece, words: end };
}

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
  if (year !== null) {
    return { type: 'impossible', why: 'past', say: `${name} ${writeOrdinal(day)}, ${year} is already past.` };
  }
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
