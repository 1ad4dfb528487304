/** Stretches of days as callers say them: "next week", "early next month", "the weekend", "the first week of December". */
import { addDays, daysBetween, weekdayOf } from '../time/zones.ts';
import { listed } from '../words.ts';
import { type DayPiece, type SeveralDays, severalDays } from './days.ts';
import { monthNamed, namedOrRelativeMonth } from './month-words.ts';
import { bookOf, follows, phraseAt, phrasesFor } from './phrase-book.ts';
import { dateFrom, firstOfMonth, mondayOf, type Scene, yearOf } from './scene.ts';
import type { Found } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

type Unit = 'week' | 'weekend' | 'month' | 'year';

interface Stretch {
  readonly unit: Unit;
  readonly days: SeveralDays;
}

/** A stretch of days of any form. */
export function spanAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  return partOfStretchAt(words, at, scene) ?? wholeStretchAt(words, at, scene);
}

function wholeStretchAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const found = stretchAt(words, at, scene);
  return found === null ? null : { piece: ahead(found.piece.days, scene), words: found.words };
}

/** What lies behind us is no wish. */
function ahead(days: SeveralDays, scene: Scene): SeveralDays {
  return days.from < scene.today && days.to > scene.today ? { ...days, from: scene.today } : days;
}

const WEEKS = bookOf([
  ['this week', 0],
  ['this coming week', 1],
  ['the week', 0],
  ['the coming week', 1],
  ['next week', 1],
  ['the next week', 1],
  ['the following week', 1],
  ['following week', 1],
  ['week after next', 2],
  ['the week after next', 2],
  ['week after this', 1],
  ['the week after this', 1],
  ['the week after that', 2],
]);
const WEEKENDS = bookOf([
  ['this weekend', 0],
  ['the weekend', 0],
  ['this coming weekend', 0],
  ['weekend', 0],
  ['next weekend', 1],
  ['the following weekend', 1],
  ['weekend after next', 2],
  ['the weekend after next', 2],
]);
const YEARS = bookOf([
  ['this year', 0],
  ['the year', 0],
  ['next year', 1],
]);
const RELATIVE_MONTHS: readonly string[] = [
  'this month',
  'next month',
  'the month',
  'the next month',
  'the following month',
];

function stretchAt(words: readonly TimeWord[], at: number, scene: Scene): Found<Stretch> | null {
  const weekend = phraseAt(words, at, WEEKENDS);
  if (weekend !== null) {
    return { piece: { unit: 'weekend', days: weekendDays(weekend.value, scene) }, words: weekend.words };
  }
  const week = phraseAt(words, at, WEEKS);
  if (week !== null) return { piece: { unit: 'week', days: weekDays(week.value, scene) }, words: week.words };
  const year = phraseAt(words, at, YEARS);
  if (year !== null) return { piece: { unit: 'year', days: yearDays(year.value, scene) }, words: year.words };
  return monthAt(words, at, scene);
}

function weekDays(weeks: number, scene: Scene): SeveralDays {
  const monday = addDays(mondayOf(scene.today), 7 * weeks);
  return severalDays(monday, addDays(monday, 7));
}

/** "Next weekend" is the one after the coming one, as "next Friday" is; many mean the coming one, so it is less sure. */
function weekendDays(weekends: number, scene: Scene): SeveralDays {
  const saturday = addDays(mondayOf(scene.today), 5 + 7 * weekends);
  return severalDays(saturday, addDays(saturday, 2), weekends === 0 ? 1 : 0.6);
}

function yearDays(years: number, scene: Scene): SeveralDays {
  const year = yearOf(scene.today) + years;
  return severalDays(dateFrom(year, 1, 1) ?? scene.today, dateFrom(year + 1, 1, 1) ?? scene.today);
}

function monthAt(words: readonly TimeWord[], at: number, scene: Scene): Found<Stretch> | null {
  const start = at + (words[at]?.text === 'this' || words[at]?.text === 'next' ? 1 : 0);
  const named = monthNamed(words, start) !== null;
  const from = named ? start : at;
  if (!named && !RELATIVE_MONTHS.some((phrase) => follows(words, at, phrase))) return null;
  const month = namedOrRelativeMonth(words, from, scene);
  if (month === null) return null;
  const days = severalDays(month.first, firstOfMonth(month.first, 1));
  return { piece: { unit: 'month', days }, words: from - at + month.words };
}

type Part = 'early' | 'middle' | 'late' | 'end' | 'rest';

const PARTS = bookOf<Part>([
  ...withLinks(
    `
      early, the beginning, beginning, the start, start, first part, the first part, first half, the first half
    `,
    'early',
  ),
  ...withLinks('mid, middle, the middle, midway', 'middle'),
  ...withLinks(
    `
    late, the latter part, the last part, the second half, second half, the back half
  `,
    'late',
  ),
  ...withLinks('the end, end, towards the end, toward the end, the very end', 'end'),
  ...withLinks('later, the rest, rest, sometime later', 'rest'),
]);

function withLinks(heads: string, part: Part): [string, Part][] {
  return listed(heads).flatMap((head) =>
    ['', ' of', ' in', ' part of', ' on'].map((link): [string, Part] => [head + link, part]),
  );
}

const NTH_WEEKS = bookOf([
  ['first week', 0],
  ['second week', 1],
  ['third week', 2],
  ['fourth week', 3],
  ['last week', -1],
]);

const MIDWEEK = bookOf(phrasesFor(true, 'midweek, mid week'));

/** "early next week", "the end of the month", "the first week of December", "midweek". */
function partOfStretchAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const nth = nthWeekAt(words, at, scene);
  if (nth !== null) return nth;
  const midweek = phraseAt(words, at, MIDWEEK);
  if (midweek !== null) {
    return { piece: partOf({ unit: 'week', days: weekDays(0, scene) }, 'middle', scene), words: midweek.words };
  }
  const part = phraseAt(words, at, PARTS);
  if (part === null) return null;
  const stretch = stretchAt(words, at + part.words, scene);
  if (stretch === null) return null;
  return { piece: partOf(stretch.piece, part.value, scene), words: part.words + stretch.words };
}

function nthWeekAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  const nth = phraseAt(words, start, NTH_WEEKS);
  const link = nth === null ? undefined : words[start + nth.words]?.text;
  if (nth === null || (link !== 'of' && link !== 'in')) return null;
  const month = namedOrRelativeMonth(words, start + nth.words + 1, scene);
  if (month === null) return null;
  const next = firstOfMonth(month.first, 1);
  const from = nth.value < 0 ? addDays(next, -7) : addDays(month.first, 7 * nth.value);
  return { piece: ahead(severalDays(from, addDays(from, 7)), scene), words: start + nth.words + 1 + month.words - at };
}

/** Day numbers from the beginning of the stretch, half-open; counted back from its end when negative. */
const SHARES: Readonly<Record<Unit, Readonly<Record<Part, readonly [number, number | null]>>>> = {
  week: { early: [0, 2], middle: [1, 4], late: [3, 5], end: [3, 5], rest: [0, null] },
  weekend: { early: [0, 1], middle: [0, 2], late: [1, 2], end: [1, 2], rest: [0, null] },
  month: { early: [0, 10], middle: [10, 20], late: [-11, null], end: [-7, null], rest: [0, null] },
  year: { early: [0, 31], middle: [150, 212], late: [-62, null], end: [-31, null], rest: [0, null] },
};

function partOf(stretch: Stretch, part: Part, scene: Scene): DayPiece {
  const { unit, days } = stretch;
  const [start, end] = SHARES[unit][part];
  const edge = (offset: number): string => addDays(offset < 0 ? days.to : days.from, offset);
  const share = severalDays(edge(start), end === null ? days.to : edge(end), days.confidence);
  if (part === 'rest') return severalDays(addDays(scene.today, 1), days.to);
  if (share.to > scene.today) return ahead(share, scene);
  // "Beginning of the month" said near its end means the coming one.
  if (unit === 'month') return partOf({ unit, days: monthAfter(days) }, part, scene);
  return unit === 'week' ? partOf({ unit, days: severalDays(days.to, addDays(days.to, 7), 0.7) }, part, scene) : share;
}

function monthAfter(days: SeveralDays): SeveralDays {
  return severalDays(days.to, firstOfMonth(days.to, 1), 0.8);
}

/** The whole week a day lies in, ahead of today: "the week of the 7th". */
export function weekOf(date: string, scene: Scene): SeveralDays {
  const monday = mondayOf(date);
  return ahead(severalDays(monday, addDays(monday, 7)), scene);
}

/** Whether a stretch is one whole week from Monday. */
export function isWholeWeek(days: SeveralDays): boolean {
  return weekdayOf(days.from) === 1 && daysBetween(days.from, days.to) === 7;
}
