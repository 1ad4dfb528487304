/** Parts of the day as callers say them: "in the morning", "first thing", "late afternoon", "after lunch". */
import type { DayPart } from './hours.ts';
import type { PartOfDay } from './meaning.ts';
import { bookOf, phraseAt, phrasesFor } from './phrase-book.ts';
import type { Scene } from './scene.ts';
import type { Found } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** A clock time in hours, or counted from opening or closing. */
type Edge = number | { readonly opens: number } | { readonly closes: number };

interface Part {
  readonly part: PartOfDay | null;
  readonly from: Edge;
  readonly to: Edge;
  readonly half: 'am' | 'pm' | null;
  readonly say: string;
}

const MORNING: Part = { part: 'morning', from: 5, to: 12, half: 'am', say: 'in the morning' };
const AFTERNOON: Part = { part: 'afternoon', from: 12, to: 18, half: 'pm', say: 'in the afternoon' };
const EVENING: Part = { part: 'evening', from: 17, to: 22, half: 'pm', say: 'in the evening' };
const NIGHT: Part = { part: 'evening', from: 18, to: 24, half: 'pm', say: 'in the evening' };
const MIDDAY: Part = { part: 'midday', from: 11, to: 14, half: null, say: 'around midday' };
const FIRST_THING: Part = { ...MORNING, from: { opens: 0 }, to: { opens: 1.5 }, say: 'first thing in the morning' };
const EARLY: Part = { ...MORNING, from: { opens: 0 }, to: { opens: 2 }, say: 'early in the morning' };
const END_OF_DAY: Part = {
  part: 'afternoon',
  from: { closes: -2 },
  to: { closes: 0 },
  half: 'pm',
  say: 'at the end of the day',
};
const BUSINESS: Part = { part: null, from: { opens: 0 }, to: { closes: 0 }, half: null, say: 'during the day' };
const AFTER_LUNCH: Part = { part: 'afternoon', from: 13, to: { closes: 0 }, half: 'pm', say: 'after lunch' };
const BEFORE_LUNCH: Part = { part: 'morning', from: { opens: 0 }, to: 12, half: null, say: 'before lunch' };
const AFTER_WORK: Part = { part: 'evening', from: 16.5, to: 20, half: 'pm', say: 'after work' };
const BEFORE_WORK: Part = { part: 'morning', from: 5, to: 9, half: 'am', say: 'before work' };
const AFTER_SCHOOL: Part = { part: 'afternoon', from: 15, to: { closes: 0 }, half: 'pm', say: 'after school' };

const PARTS = bookOf<Part>([
  ...phrasesFor(MORNING, 'morning, mornings, in the am, am hours, the am'),
  ...phrasesFor(
    FIRST_THING,
    `
    first thing, first thing in the morning, first thing the morning, first thing that morning, when you open,
    when you guys open, right when you open, as soon as you open, at opening, opening time, bright and early,
    crack of dawn
  `,
  ),
  ...phrasesFor(
    EARLY,
    `
    early morning, early in the morning, early in the day, early, nice and early, really early
  `,
  ),
  ...phrasesFor(
    { ...MORNING, from: 9, to: 11, say: 'in the middle of the morning' },
    'mid morning, midmorning, middle of the morning, the middle of the morning',
  ),
  ...phrasesFor(
    { ...MORNING, from: 10, say: 'late in the morning' },
    'late morning, later morning, late in the morning, later in the morning, end of the morning',
  ),
  ...phrasesFor(
    MIDDAY,
    `
    midday, mid day, middle of the day, the middle of the day, lunch, lunchtime, lunch time, lunch hour,
    lunch break, my lunch, noon time
  `,
  ),
  ...phrasesFor(AFTERNOON, 'afternoon, afternoons, in the pm, pm hours, the pm'),
  ...phrasesFor({ ...AFTERNOON, to: 15, say: 'early in the afternoon' }, 'early afternoon, early in the afternoon'),
  ...phrasesFor(
    { ...AFTERNOON, from: 14, to: 16, say: 'in the middle of the afternoon' },
    'mid afternoon, midafternoon, middle of the afternoon, the middle of the afternoon',
  ),
  ...phrasesFor(
    { ...AFTERNOON, from: 15, say: 'late in the afternoon' },
    `
    late afternoon, later afternoon, late in the afternoon, later in the afternoon, late, late in the day,
    later in the day, toward evening, towards evening
  `,
  ),
  ...phrasesFor(
    END_OF_DAY,
    `
    end of day, end of the day, the end of the day, end of business, close of business, last thing,
    before you close, before closing, right before you close, closing time, latest appointment, the latest,
    latest you have
  `,
  ),
  ...phrasesFor(EVENING, 'evening, evenings'),
  ...phrasesFor({ ...EVENING, to: 19, say: 'early in the evening' }, 'early evening, early in the evening'),
  ...phrasesFor(NIGHT, 'night, tonight, at night, nighttime, late at night, late evening'),
  ...phrasesFor(
    BUSINESS,
    `
    during the day, daytime, during business hours, business hours, while you are open, not at night
  `,
  ),
  ...phrasesFor(AFTER_LUNCH, 'after lunch, after lunchtime, after my lunch'),
  ...phrasesFor(BEFORE_LUNCH, 'before lunch, before lunchtime'),
  ...phrasesFor(
    AFTER_WORK,
    `
    after work, after i get off work, after i get off, when i get off work, when i get off, after hours
  `,
  ),
  ...phrasesFor(
    BEFORE_WORK,
    'before work, before i go to work, before going to work, on my way to work, on the way to work',
  ),
  ...phrasesFor(AFTER_SCHOOL, 'after school, after i drop off the kids, after i pick up the kids'),
]);
/** "Good morning" greets. */
const GREETS: ReadonlySet<string> = new Set(['good', 'great', 'lovely', 'nice', 'beautiful']);

/** The part of the day that begins at a word. */
export function partAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPart> | null {
  const found = phraseAt(words, at, PARTS);
  if (found === null || GREETS.has(words[at - 1]?.text ?? '')) return null;
  const { part, half, say } = found.value;
  const from = minutesOf(found.value.from, scene);
  const to = Math.max(from + 30, minutesOf(found.value.to, scene));
  return { piece: { type: 'part', part, half, say, from, to }, words: found.words };
}

function minutesOf(edge: Edge, scene: Scene): number {
  if (typeof edge === 'number') return edge * 60;
  return 'opens' in edge ? scene.opens + edge.opens * 60 : scene.closes + edge.closes * 60;
}
