/** Days as callers say them, of any form: the one door to weekdays, dates, stretches of days and what is counted from them. */
import { addDays } from '../time/zones.ts';
import { countedAt } from './amount-words.ts';
import { dateAt } from './date-words.ts';
import { type DayPiece, oneDay, severalDays, TOLD } from './days.ts';
import { bookOf, follows, phraseAt, phrasesFor } from './phrase-book.ts';
import { mondayOf, type Scene, weekdayFrom } from './scene.ts';
import { spanAt, weekOf } from './span-words.ts';
import { type Found, weekdayAt, weekdayNamed } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

const NEAR = bookOf([
  ['today', 0],
  ['todays', 0],
  ['later today', 0],
  ['this very day', 0],
  ['tomorrow', 1],
  ['tomorrows', 1],
  ['tmrw', 1],
  ['tomorow', 1],
  ['the next day', 1],
  ['the following day', 1],
  ['day after tomorrow', 2],
  ['the day after tomorrow', 2],
  ['yesterday', -1],
  ['the day before yesterday', -2],
  ['last night', -1],
  ['last week', -7],
  ['last month', -30],
  ['last weekend', -7],
  ['last year', -365],
]);

const SAME_DAY = bookOf(phrasesFor(true, 'same day, the same day, that same day'));

const SOON = bookOf(
  phrasesFor(
    true,
    `
    as soon as possible, as soon as, as early as possible, as quickly as possible, as quick as possible, asap,
    a s a p, soon, sooner the better, the sooner the better, soonest, the soonest, soonest available,
    the soonest available, soonest possible, soonest appointment, earliest, the earliest, earliest available,
    the earliest available, earliest possible, earliest appointment, very first appointment,
    the very first appointment, first available, the first available, next available, the next available,
    first opening, next opening, right away, right now, straight away, immediately, at once, quickly
  `,
  ),
);

const ANY = bookOf(
  phrasesFor(
    true,
    `
    any time, anytime, any day, any other day, another day, a different day, some other day, whenever, whatever,
    whatever you have, whatever works, whenever you can, whenever works, whenever you have, any time works,
    no preference, no real preference, no strong preference, not have a preference, not have any preference,
    not really have a preference, dont really have a preference, anything works, anything will work,
    anything is fine, anything you have, either is fine, either works, either one is fine, no specific preference,
    dont have a preference, dont have any preference, dont have any specific preference, doesnt matter,
    does not matter, dont care, do not care, im flexible, i am flexible, im open, up to you, you pick, you choose,
    surprise me
  `,
  ),
);

/** The day or days that begin at a word: the reading that takes most of the words. */
export function dayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const all = [shiftedAt, nearAt, countedAt, spanAt, dateAt, weekdayAt, vagueAt].map((read) => read(words, at, scene));
  return all.reduce((longest, found) => ((found?.words ?? 0) > (longest?.words ?? 0) ? found : longest), null);
}

function nearAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const same = phraseAt(words, at, SAME_DAY);
  if (same !== null) return { piece: { ...oneDay(scene.today), standsIn: true }, words: same.words };
  const near = phraseAt(words, at, NEAR);
  if (near === null) return null;
  if (near.value < 0) return { piece: TOLD, words: near.words };
  return { piece: oneDay(addDays(scene.today, near.value)), words: near.words };
}

function vagueAt(words: readonly TimeWord[], at: number): Found<DayPiece> | null {
  const soon = phraseAt(words, at, SOON);
  if (soon !== null) return { piece: { type: 'soon', confidence: 1 }, words: soon.words };
  const any = phraseAt(words, at, ANY);
  if (any !== null && tellsStory(words, at + any.words)) return null;
  return any === null ? null : { piece: { type: 'any', confidence: 0.9 }, words: any.words };
}

/** "Whenever I turn" wishes nothing; "whenever I can" does. */
function tellsStory(words: readonly TimeWord[], at: number): boolean {
  const [subject = '', verb = ''] = [words[at]?.text, words[at + 1]?.text];
  return /^(?:i|im|it|its|my|the|we|were)$/.test(subject) && !/^(?:can|could|get|want|like|please|need)$/.test(verb);
}

type Step =
  | { readonly by: 'days'; readonly days: number }
  /** The whole week around or beside the day. */
  | { readonly by: 'week'; readonly weeks: number };

const NUMBERS = ['a', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

/** What is counted from a day that follows: "a week from", "the day after", "two days before", "the week of". */
const STEPS = bookOf<Step>([
  ...['from', 'after'].flatMap((link): [string, Step][] =>
    NUMBERS.flatMap((number, i): [string, Step][] => [
      [`${number} week${i > 1 ? 's' : ''} ${link}`, { by: 'days', days: 7 * Math.max(i, 1) }],
      [`${number} day${i > 1 ? 's' : ''} ${link}`, { by: 'days', days: Math.max(i, 1) }],
    ]),
  ),
  ...NUMBERS.flatMap((number, i): [string, Step][] => [
    [`${number} week${i > 1 ? 's' : ''} before`, { by: 'days', days: -7 * Math.max(i, 1) }],
    [`${number} day${i > 1 ? 's' : ''} before`, { by: 'days', days: -Math.max(i, 1) }],
  ]),
  ['a couple of days after', { by: 'days', days: 2 }],
  ['a couple days after', { by: 'days', days: 2 }],
  ['a couple of days before', { by: 'days', days: -2 }],
  ['a couple days before', { by: 'days', days: -2 }],
  ['the day after', { by: 'days', days: 1 }],
  ['day after', { by: 'days', days: 1 }],
  ['the day before', { by: 'days', days: -1 }],
  ['day before', { by: 'days', days: -1 }],
  ['the week of', { by: 'week', weeks: 0 }],
  ['week of', { by: 'week', weeks: 0 }],
  ['the week after', { by: 'week', weeks: 1 }],
  ['week after', { by: 'week', weeks: 1 }],
  ['the week before', { by: 'week', weeks: -1 }],
  ['week before', { by: 'week', weeks: -1 }],
]);

function shiftedAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  return weekdayBesideAt(words, at, scene) ?? steppedAt(words, at, scene);
}

function steppedAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const step = stepAt(words, at);
  if (step === null) return null;
  const base = dayAt(words, at + step.words, scene);
  if (base === null || base.piece.type !== 'day') return null;
  const [usual] = base.piece.readings;
  if (usual === undefined) return null;
  const piece = takeStep(step.value, usual, scene);
  return { piece: notPast(piece, scene), words: step.words + base.words };
}

/** "2 weeks from" is "two weeks from". */
function stepAt(words: readonly TimeWord[], at: number): { value: Step; words: number } | null {
  const value = words[at]?.value;
  const spoken = value === undefined ? undefined : NUMBERS[value];
  if (value === undefined || spoken === undefined || value === 0) return phraseAt(words, at, STEPS);
  return phraseAt(
    [{ ...words[at], text: spoken, capital: false, breakAfter: false }, ...words.slice(at + 1, at + 4)],
    0,
    STEPS,
  );
}

function takeStep(step: Step, date: string, scene: Scene): DayPiece {
  if (step.by === 'days') return oneDay(addDays(date, step.days), 0.95);
  if (step.weeks === 0) return weekOf(date, scene);
  const monday = addDays(mondayOf(date), 7 * step.weeks);
  return severalDays(monday, addDays(monday, 7), 0.9);
}

function notPast(piece: DayPiece, scene: Scene): DayPiece {
  const last = piece.type === 'day' ? piece.readings[0] : piece.type === 'days' ? addDays(piece.to, -1) : undefined;
  if (last === undefined || last >= scene.today) return piece;
  return { type: 'impossible', why: 'past', say: 'That day is already past.' };
}

/** "the Monday after Thanksgiving", "the Friday before Christmas". */
function weekdayBesideAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const start = at + (words[at]?.text === 'the' ? 1 : 0);
  const weekday = weekdayNamed(words, start);
  const link = words[start + 1]?.text;
  if (weekday === null || (link !== 'after' && link !== 'before' && link !== 'following')) return null;
  if (follows(words, start + 1, 'after next') || (link === 'before' && words[start + 2]?.text === 'next')) return null;
  const base = dateAt(words, start + 2, scene);
  const date = base?.piece.type === 'day' ? base.piece.readings[0] : undefined;
  if (base === null || date === undefined) return null;
  const beside = link === 'before' ? weekdayFrom(addDays(date, -7), weekday) : weekdayFrom(addDays(date, 1), weekday);
  return { piece: notPast(oneDay(beside), scene), words: start + 2 + base.words - at };
}
