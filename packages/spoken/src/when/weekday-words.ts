/** Weekdays as callers say them: "Thursday", "this Friday", "next Monday", "a weekday", "Friday week". */
import { WEEKDAYS } from '../time/saying.ts';
import { addDays, weekdayOf } from '../time/zones.ts';
import { type DayPiece, type OneDay, severalDays, TOLD } from './days.ts';
import { bookOf, follows, phraseAt, phrasesFor } from './phrase-book.ts';
import { mondayOf, type Scene, weekdayFrom } from './scene.ts';
import type { TimeWord } from './words.ts';

export interface Found<Piece> {
  readonly piece: Piece;
  /** How many words it took. */
  readonly words: number;
}

const NAMES: ReadonlyMap<string, number> = new Map([
  ...WEEKDAYS.flatMap((day, i): [string, number][] => {
    const name = day.toLowerCase();
    return [
      [name, i + 1],
      [`${name}s`, i + 1],
    ];
  }),
  ['tue', 2],
  ['tues', 2],
  ['weds', 3],
  ['thu', 4],
  ['thur', 4],
  ['thurs', 4],
  ['fri', 5],
]);
/** Short forms that are other words as well: taken when written with a capital, or in a very short answer. */
const SHORT: ReadonlyMap<string, number> = new Map([
  ['mon', 1],
  ['wed', 3],
  ['sat', 6],
  ['sun', 7],
]);
/** "Next Tuesday" said on a Sunday: some mean the one in two days, some the one after. */
const UNSURE_ON_SUNDAY = 0.65;
/** How far ahead "on weekends" looks, in days. */
const HORIZON = 14;

/** The weekday a word names, 1 to 7; null when it names none. */
export function weekdayNamed(words: readonly TimeWord[], at: number): number | null {
  const word = words[at];
  if (word === undefined) return null;
  const named = NAMES.get(word.text);
  if (named !== undefined) return named;
  return word.capital || words.length <= 3 ? (SHORT.get(word.text) ?? null) : null;
}

const QUALIFIERS = bookOf<Qualifier>([
  ['this', 'this'],
  ['this coming', 'coming'],
  ['this upcoming', 'coming'],
  ['the coming', 'coming'],
  ['coming', 'coming'],
  ['upcoming', 'coming'],
  ['next', 'next'],
  ['the next', 'next'],
  ['the following', 'next'],
  ['following', 'next'],
  ['last', 'last'],
  ['this past', 'last'],
  ['past', 'last'],
  ['previous', 'last'],
]);

type Qualifier = 'plain' | 'this' | 'coming' | 'next' | 'last';

/** A weekday with what stands before and behind it. */
export function weekdayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const other = notThisButNext(words, at, scene) ?? groupAt(words, at, scene);
  if (other !== null) return other;
  const qualified = phraseAt(words, at, QUALIFIERS);
  const start = at + (qualified?.words ?? 0);
  const weekday = weekdayNamed(words, start);
  if (weekday === null) return null;
  const end = start + 1;
  if (follows(words, end, 'after next')) return laterBy(7, nextOne(weekday, scene), end + 2 - at);
  if (follows(words, end, 'week')) return laterBy(7, comingOne(weekday, scene), end + 1 - at);
  return { piece: qualifiedDay(qualified?.value ?? 'plain', weekday, scene), words: end - at };
}

function qualifiedDay(qualifier: Qualifier, weekday: number, scene: Scene): DayPiece {
  if (qualifier === 'last') return TOLD;
  if (qualifier === 'next') return nextOne(weekday, scene);
  if (qualifier === 'coming') return comingOne(weekday, scene);
  if (qualifier === 'this') return thisOne(weekday, scene);
  return plainOne(weekday, scene);
}

/** "Friday" is the first one to come. Said on a Friday it may be today or the next: today is out once the shop has closed. */
function plainOne(weekday: number, scene: Scene): OneDay {
  if (weekdayOf(scene.today) !== weekday) return { ...comingOne(weekday, scene), everyWeek: true };
  const nextWeek = addDays(scene.today, 7);
  const readings = scene.minute >= scene.closes ? [nextWeek] : [nextWeek, scene.today];
  return { type: 'day', readings: open(readings, scene), weekday, everyWeek: true, confidence: 0.9 };
}

function comingOne(weekday: number, scene: Scene): OneDay {
  return { type: 'day', readings: [weekdayFrom(addDays(scene.today, 1), weekday)], weekday, confidence: 1 };
}

/** "This Friday" is the one of this week; when it has passed, the one to come, and less sure. */
function thisOne(weekday: number, scene: Scene): OneDay {
  const ofThisWeek = addDays(mondayOf(scene.today), weekday - 1);
  if (ofThisWeek < scene.today) return { ...comingOne(weekday, scene), confidence: 0.7 };
  return { type: 'day', readings: [ofThisWeek], weekday, confidence: 1 };
}

/** "Next Friday" is the one of next week; while this week's is still to come, it may be that one. */
function nextOne(weekday: number, scene: Scene): OneDay {
  const ofNextWeek = addDays(mondayOf(scene.today), 7 + weekday - 1);
  const coming = weekdayFrom(addDays(scene.today, 1), weekday);
  const readings = coming === ofNextWeek ? [coming] : open([ofNextWeek, coming], scene);
  return { type: 'day', readings, weekday, confidence: weekdayOf(scene.today) === 7 ? UNSURE_ON_SUNDAY : 1 };
}

/** Nobody means a day on which the shop is closed, when the other reading is open. */
function open(readings: readonly string[], scene: Scene): readonly string[] {
  const left = readings.filter((date) => !scene.closures.has(date));
  return left.length === 0 ? readings : left;
}

function laterBy(days: number, day: OneDay, words: number): Found<DayPiece> {
  const readings = day.readings.slice(0, 1).map((date) => addDays(date, days));
  return { piece: { ...day, readings, confidence: Math.min(day.confidence, 0.8) }, words };
}

/** "Not this Friday but the next one" leaves no doubt. */
function notThisButNext(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  if (!follows(words, at, 'not this')) return null;
  const weekday = weekdayNamed(words, at + 2);
  const tail = phraseAt(words, at + 3, NEXT_TAILS);
  if (weekday === null || tail === null) return null;
  const readings = nextOne(weekday, scene).readings.slice(0, 1);
  const again = weekdayNamed(words, at + 3 + tail.words) === weekday ? 1 : 0;
  return { piece: { type: 'day', readings, weekday, confidence: 1 }, words: 3 + tail.words + again };
}

const NEXT_TAILS = bookOf(
  ['next', 'the next', 'the next one', 'next one', 'the following', 'the following one', 'the one after'].flatMap(
    (tail) => phrasesFor(true, `${tail}, but ${tail}, ${tail} that, but ${tail} that`),
  ),
);

const WORKING = [1, 2, 3, 4, 5] as const;
const WEEKEND = [6, 7] as const;
const GROUPS = bookOf<readonly number[]>([
  ['a weekday', WORKING],
  ['any weekday', WORKING],
  ['weekday', WORKING],
  ['weekdays', WORKING],
  ['during the week', WORKING],
  ['on weekends', WEEKEND],
  ['weekends', WEEKEND],
  ['a weekend', WEEKEND],
  ['any weekend', WEEKEND],
]);

function groupAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const group = phraseAt(words, at, GROUPS);
  if (group === null) return null;
  const piece = { ...severalDays(scene.today, addDays(scene.today, HORIZON)), weekdays: group.value };
  return { piece, words: group.words };
}
