/** Days counted from now: "in two weeks", "a couple of days from now", "within a week", "the next few days", "in two hours". */
import { addDays, DAY_MINUTES } from '../time/zones.ts';
import { type DayPiece, oneDay, severalDays } from './days.ts';
import { bookOf, phraseAt, phrasesFor } from './phrase-book.ts';
import type { Scene } from './scene.ts';
import type { Found } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** An amount of days, weeks or months, as the fewest and the most it can mean. */
interface Amount {
  readonly least: number;
  readonly most: number;
  readonly size: 'day' | 'week' | 'month';
}

const SIZES: ReadonlyMap<string, Amount['size']> = new Map([
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
]);
const DAYS: Readonly<Record<Amount['size'], number>> = { day: 1, week: 7, month: 30 };

type Vague = 'couple' | 'few' | 'several';

const VAGUE = bookOf<Vague>([
  ...phrasesFor<Vague>('couple', 'a couple, a couple of, couple of, couple, a couple more'),
  ...phrasesFor<Vague>('few', 'a few, few, a few more'),
  ['several', 'several'],
]);
/** In days; in weeks and months the edges are as vague as the words. */
const SPREADS: Readonly<Record<Vague, Readonly<Record<Amount['size'], readonly [number, number]>>>> = {
  couple: { day: [2, 3], week: [12, 18], month: [50, 70] },
  few: { day: [2, 5], week: [17, 28], month: [75, 120] },
  several: { day: [3, 7], week: [21, 42], month: [90, 180] },
};

/** What is counted from now. */
export function countedAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  return awayAt(words, at, scene) ?? withinAt(words, at, scene);
}

function amountAt(words: readonly TimeWord[], at: number): Found<Amount> | null {
  const vague = phraseAt(words, at, VAGUE);
  const vagueSize = vague === null ? undefined : SIZES.get(words[at + vague.words]?.text ?? '');
  if (vague !== null && vagueSize !== undefined) {
    const [least, most] = SPREADS[vague.value][vagueSize];
    return { piece: { least, most, size: vagueSize }, words: vague.words + 1 };
  }
  return plainAmountAt(words, at);
}

/** "three days", "two or three days", "a week or two", "a week or so". */
function plainAmountAt(words: readonly TimeWord[], at: number): Found<Amount> | null {
  const low = countAt(words, at);
  const start = low === null ? at : at + 1;
  const range = words[start]?.text === 'or' || words[start]?.text === 'to';
  const high = range ? countAt(words, start + 1) : null;
  const place = high === null ? start : start + 2;
  const size = SIZES.get(words[place]?.text ?? '');
  if (size === undefined) return null;
  const or = high === null ? orMoreAt(words, place + 1) : { value: null, words: 0 };
  if (low === null && or.value === null) return null;
  const least = low ?? 1;
  const most = Math.max(least, high ?? or.value ?? least);
  const piece = { least: least * DAYS[size], most: most * DAYS[size], size };
  return { piece, words: place + 1 + or.words - at };
}

function countAt(words: readonly TimeWord[], at: number): number | null {
  const word = words[at];
  if (word?.text === 'a' || word?.text === 'an') return 1;
  return word?.value !== undefined && word.value > 0 && word.value < 100 ? word.value : null;
}

function orMoreAt(words: readonly TimeWord[], at: number): { value: number | null; words: number } {
  if (words[at]?.text !== 'or') return { value: null, words: 0 };
  if (words[at + 1]?.text === 'so') return { value: null, words: 2 };
  const value = words[at + 1]?.value;
  return value === undefined || value > 10 ? { value: null, words: 0 } : { value, words: 2 };
}

const IN = bookOf(phrasesFor(true, 'in, in about, in like, in around, in maybe'));
const FROM_NOW = bookOf(phrasesFor(true, 'from now, from today, out, away'));

/** "in two weeks", "three days from now". */
function awayAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const lead = phraseAt(words, at, IN)?.words ?? 0;
  const amount = amountAt(words, at + lead);
  if (amount === null) return null;
  const end = at + lead + amount.words;
  const tail = phraseAt(words, end, FROM_NOW)?.words ?? 0;
  if (lead === 0 && tail === 0) return null;
  return { piece: away(amount.piece, scene), words: end + tail - at };
}

/** Days are counted exactly; "in two weeks" is that day, a little less sure; a spread is a stretch. */
function away({ least, most, size }: Amount, scene: Scene): DayPiece {
  const from = addDays(scene.today, least);
  if (most > least) return severalDays(from, addDays(scene.today, most + 1), 0.8);
  return oneDay(from, size === 'day' ? 1 : 0.75);
}

const WITHIN = bookOf(
  ['within', 'in', 'over', 'during', 'sometime in', 'any time in', 'anytime in']
    .flatMap((lead) => phrasesFor(true, `${lead} the next, ${lead} the coming`))
    .concat(phrasesFor(true, 'within')),
);
const NEXT = bookOf(phrasesFor(true, 'the next, next, these next, the coming'));

/** "within three days", "in the next week", "the next few days". */
function withinAt(words: readonly TimeWord[], at: number, scene: Scene): Found<DayPiece> | null {
  const within = phraseAt(words, at, WITHIN);
  const lead = within ?? phraseAt(words, at, NEXT);
  if (lead === null) return null;
  const amount = amountAt(words, at + lead.words);
  const bare = within === null ? undefined : SIZES.get(words[at + lead.words]?.text ?? '');
  if (amount === null && bare === undefined) return null;
  const days = amount?.piece.most ?? DAYS[bare ?? 'day'];
  const taken = lead.words + (amount?.words ?? 1);
  return { piece: severalDays(scene.today, addDays(scene.today, days + 1)), words: taken };
}

const HALF_HOURS = bookOf([
  ['half an hour', 30],
  ['a half hour', 30],
  ['an hour and a half', 90],
  ['a couple of hours', 120],
  ['a couple hours', 120],
  ['a few hours', 180],
  ['a few minutes', 10],
]);

/** "In two hours", "in half an hour": minutes from now, or null. */
export function minutesAwayAt(words: readonly TimeWord[], at: number): Found<number> | null {
  if (words[at]?.text !== 'in') return null;
  const start = at + (words[at + 1]?.text === 'about' ? 2 : 1);
  const half = phraseAt(words, start, HALF_HOURS);
  if (half !== null) return { piece: half.value, words: start + half.words - at };
  const count = countAt(words, start);
  const unit = words[start + 1]?.text ?? '';
  const size = /^hours?$/.test(unit) ? 60 : /^minutes?$/.test(unit) ? 1 : 0;
  if (count === null || size === 0 || count * size > DAY_MINUTES) return null;
  return { piece: count * size, words: start + 2 - at };
}
