/** Clock times as callers say them: "8:15", "eight fifteen", "half past eight", "quarter to nine", "2 pm", "noon", "at ten". */
import { wordSet } from '../words.ts';
import { countsSomethingElse, isAmongDigits, meansHour } from './bare-hours.ts';
import type { ClockTime } from './hours.ts';
import { bookOf, phraseAt, phrasesFor } from './phrase-book.ts';
import type { Found } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

const NOON = 720;
const MIDNIGHT = 1_440;

const NAMED = bookOf<{ minute: number; about: boolean }>([
  ...phrasesFor({ minute: NOON, about: false }, 'noon, noontime, 12 noon, twelve noon, high noon'),
  ['noonish', { minute: NOON, about: true }],
  ['noon ish', { minute: NOON, about: true }],
  ...phrasesFor({ minute: MIDNIGHT, about: false }, 'midnight, 12 midnight, twelve midnight'),
]);
/** Minutes that "past" and "to" count: "twenty past eight", "quarter to nine". */
const FRACTIONS = bookOf([
  ['half', 30],
  ['quarter', 15],
  ['a quarter', 15],
  ['three quarters', 45],
]);
const COUNTABLE: ReadonlySet<number> = new Set([5, 10, 15, 20, 25]);
const PAST = bookOf([...phrasesFor(1, 'past, after'), ...phrasesFor(-1, 'to, til, till, of, before, until')]);
/** The clock time that begins at a word. */
export function clockAt(words: readonly TimeWord[], at: number): Found<ClockTime> | null {
  const named = phraseAt(words, at, NAMED);
  if (named !== null) {
    const about = named.value.about || isAbout(words, at);
    return { piece: { type: 'time', loose: false, minute: named.value.minute, about }, words: named.words };
  }
  return countedAt(words, at) ?? hourAt(words, at);
}

/** "half past eight", "twenty minutes to nine". */
function countedAt(words: readonly TimeWord[], at: number): Found<ClockTime> | null {
  const fraction = minutesAt(words, at);
  if (fraction === null) return null;
  const direction = phraseAt(words, at + fraction.words, PAST);
  if (direction === null) return halfAt(words, at);
  const hourPlace = at + fraction.words + direction.words;
  const hour = words[hourPlace]?.value;
  const noon = words[hourPlace]?.text === 'noon' ? 12 : undefined;
  const named = noon ?? hour;
  if (named === undefined || named < 1 || named > 12) return null;
  if (direction.value < 0 && hour !== undefined && isRange(words, at, fraction, named)) return null;
  const shift = direction.value * fraction.minutes;
  if (noon !== undefined) return finished(words, at, hourPlace + 1, NOON + shift, false);
  return finished(words, at, hourPlace + 1, ((named % 12) * 60 + shift + NOON) % NOON, true);
}

/** "Half eight", as the British say half past eight. */
function halfAt(words: readonly TimeWord[], at: number): Found<ClockTime> | null {
  const hour = words[at]?.text === 'half' ? words[at + 1]?.value : undefined;
  if (hour === undefined || hour < 1 || hour > 12) return null;
  return finished(words, at, at + 2, (hour % 12) * 60 + 30, true);
}

function minutesAt(words: readonly TimeWord[], at: number): { minutes: number; words: number; spoken: boolean } | null {
  const fraction = phraseAt(words, at, FRACTIONS);
  if (fraction !== null) return { minutes: fraction.value, words: fraction.words, spoken: true };
  const minutes = words[at]?.value;
  if (minutes === undefined || !COUNTABLE.has(minutes)) return null;
  const named = words[at + 1]?.text === 'minutes';
  return { minutes, words: named ? 2 : 1, spoken: named };
}

/** "From 10 to 2" and "10 to 2" are a range; "ten to nine" counts back from nine: nobody comes from ten until nine. */
function isRange(
  words: readonly TimeWord[],
  at: number,
  fraction: { minutes: number; spoken: boolean },
  hour: number,
): boolean {
  if (fraction.spoken) return false;
  const before = words[at - 1]?.text;
  if (before === 'from' || before === 'between' || before === 'anywhere') return true;
  return fraction.minutes === 10 && (hour <= 6 || hour > 10);
}

/** "8:15", "8 15", "eight oh five", "three o'clock", "2 pm", "1500 hours", and a bare "ten" where it can only be an hour. */
function hourAt(words: readonly TimeWord[], at: number): Found<ClockTime> | null {
  const word = words[at];
  if (word === undefined) return null;
  if (word.clock !== undefined) {
    return word.clock < MIDNIGHT ? finished(words, at, at + 1, word.clock, isTwelve(word)) : null;
  }
  const hour = word.value;
  if (hour === undefined || isAmongDigits(words, at)) return null;
  return (
    runTogether(words, at, hour) ??
    hourAndMinutes(words, at, hour, word) ??
    (meansHour(words, at, hour) ? plainHour(words, at, hour) : null)
  );
}

/** "08:15" and "15:00" are written on a 24-hour clock. */
function isTwelve(word: TimeWord): boolean {
  return (word.clock ?? 0) >= 60 && (word.clock ?? 0) < 13 * 60 && !word.text.startsWith('0');
}

/** "815 am", "1500 hours". */
function runTogether(words: readonly TimeWord[], at: number, value: number): Found<ClockTime> | null {
  const minutes = value % 100;
  const hour = Math.floor(value / 100);
  if (value < 100 || minutes > 59 || hour > 23) return null;
  const next = words[at + 1]?.text;
  if (next !== 'am' && next !== 'pm' && words[at - 1]?.text === 'at' && hour > 0 && hour <= 12) {
    return finished(words, at, at + 1, (hour % 12) * 60 + minutes, true);
  }
  if (next === 'hours') return finished(words, at, at + 2, hour * 60 + minutes, false);
  if (next !== 'am' && next !== 'pm') return null;
  return finished(words, at, at + 1, (hour % 12) * 60 + minutes, true);
}

function hourAndMinutes(words: readonly TimeWord[], at: number, hour: number, word: TimeWord): Found<ClockTime> | null {
  if (hour < 1 || hour > 12 || word.breakAfter) return null;
  const next = words[at + 1];
  const oh = next?.text === 'oh' || next?.text === 'o' || next?.value === 0;
  const minute = oh ? words[at + 2]?.value : next?.value;
  if (minute === undefined || (oh ? minute > 9 : minute < 10 || minute > 59)) return null;
  const end = at + (oh ? 3 : 2);
  return countsSomethingElse(words[end]) ? null : finished(words, at, end, (hour % 12) * 60 + minute, true);
}

function plainHour(words: readonly TimeWord[], at: number, hour: number): Found<ClockTime> | null {
  return finished(words, at, at + 1, hour > 12 ? hour * 60 : (hour % 12) * 60, hour <= 12);
}

const OCLOCK = bookOf(phrasesFor(true, 'oclock, o clock, sharp, on the dot, exactly'));
const ISH = bookOf(phrasesFor(true, 'ish, or so, or thereabouts, give or take'));
/** "How about ten" is not about ten. */
const PROPOSES = wordSet('how, what, hows, whats, think, thinking, talking');
const ABOUT: ReadonlySet<string> = new Set(['around', 'about', 'roughly', 'approximately', 'nearly']);

/** Takes in what stands behind the time, "o'clock", "pm", "ish", and looks at what stands before it. */
function finished(
  words: readonly TimeWord[],
  at: number,
  end: number,
  minute: number,
  loose: boolean,
): Found<ClockTime> {
  let next = end + (phraseAt(words, end, OCLOCK)?.words ?? 0);
  const half = words[next]?.text;
  const settled = half === 'am' || half === 'pm';
  if (settled) next += 1;
  const ish = phraseAt(words, next, ISH);
  next += ish?.words ?? 0;
  const about = ish !== null || isAbout(words, at);
  return { piece: { type: 'time', ...inHalf(minute, loose, half), about }, words: next - at };
}

function isAbout(words: readonly TimeWord[], at: number): boolean {
  return ABOUT.has(words[at - 1]?.text ?? '') && !PROPOSES.has(words[at - 2]?.text ?? '');
}

function inHalf(minute: number, loose: boolean, half: string | undefined): { minute: number; loose: boolean } {
  if (half === 'am' && minute < 13 * 60) return { minute: minute % NOON, loose: false };
  if (half === 'pm') return { minute: (minute % NOON) + NOON, loose: false };
  return { minute, loose };
}
