/** Whether a bare number is an hour: "let's do ten" is, "two weeks" and "one car" are not. */
import { wordSet } from '../words.ts';
import { follows } from './phrase-book.ts';
import { weekdayNamed } from './weekday-words.ts';
import type { TimeWord } from './words.ts';

/** Words before a bare number that make it an hour. */
const LEADS = wordSet(`
  at, for, no, wait, sorry, actually, mean, rather, around, about, by, before, after, between, till, til, until, to,
  like, say, maybe, than, from, past, do, or, at, exactly, roughly, approximately, nearly, say, today, tomorrow,
  tonight, morning, afternoon, evening, night, be, better, best
`);
/** "Make it eleven". */
const MAKES = wordSet('make, makes, call, move, change, have, say');
/** Words behind a bare number that make it an hour. */
const TAILS = wordSet('today, tomorrow, tonight, sharp, ish, works, would, sounds, if, please, onwards, onward');
/** Words behind a number that count something else. */
const COUNTED = wordSet(`
  week, weeks, day, days, hour, hours, minute, minutes, month, months, year, years, mile, miles, door, doors,
  cylinder, cylinders, dollars, bucks, percent, people, persons, times, of, more, cars, car, series, class,
  thousand, hundred, things, tires, tire, wheels, speed, liter, quarts, traffic, light, lights, oh, zero
`);
/** What may stand around an hour that is the whole answer: "yeah, ten is fine". */
const FILLERS = wordSet(`
  works, work, is, fine, good, great, please, yes, yeah, yep, ok, okay, sure, how, about, maybe, the, lets, um, uh,
  then, perfect, i, think, would, be, it, make, me, just, ill, take
`);

/** Whether the word behind a number counts something else with it. */
export function countsSomethingElse(word: TimeWord | undefined): boolean {
  return COUNTED.has(word?.text ?? '');
}

/** Four numbers in a row are a phone number or a VIN, no time. */
export function isAmongDigits(words: readonly TimeWord[], at: number): boolean {
  let start = at;
  while (words[start - 1]?.value !== undefined) start -= 1;
  let end = at;
  while (words[end + 1]?.value !== undefined) end += 1;
  return end - start >= 3;
}

/** Whether a bare number can only be an hour, by the words around it. */
export function meansHour(words: readonly TimeWord[], at: number, hour: number): boolean {
  const next = words[at + 1]?.text ?? '';
  if (/^(?:oclock|am|pm)$/.test(next) || (next === 'o' && words[at + 2]?.text === 'clock')) return hour <= 24;
  if (hour < 1 || hour > 12 || COUNTED.has(next) || words[at + 1]?.date !== undefined) return false;
  return isLedTo(words, at) ?? (words[at]?.text !== 'one' && goesOn(words, at));
}

/** What the word before says; null when it says nothing. "For one" and "or one" count things. */
function isLedTo(words: readonly TimeWord[], at: number): boolean | null {
  const before = words[at - 1]?.text ?? '';
  const one = words[at]?.text === 'one';
  if (before === 'and') return words.slice(Math.max(0, at - 5), at).some((word) => word.text === 'between');
  if (before === 'or' && COUNTED.has(words[at - 2]?.text ?? '')) return false;
  if (before === 'it' && MAKES.has(words[at - 2]?.text ?? '')) return true;
  if (LEADS.has(before) || weekdayNamed(words, at - 1) !== null) return !one || (before !== 'or' && before !== 'for');
  return null;
}

function goesOn(words: readonly TimeWord[], at: number): boolean {
  const tail = TAILS.has(words[at + 1]?.text ?? '') || weekdayNamed(words, at + 1) !== null;
  return tail || leadsOn(words, at) || isWholeAnswer(words, at);
}

/** "ten on Tuesday", "ten in the morning", "2 or 3". */
function leadsOn(words: readonly TimeWord[], at: number): boolean {
  const next = words[at + 1]?.text;
  if (next === 'this') return /^(?:morning|afternoon|evening)$/.test(words[at + 2]?.text ?? '');
  if (next === 'on') return weekdayNamed(words, at + 2) !== null;
  if (next === 'in' || next === 'at') return follows(words, at + 2, 'the') || words[at + 2]?.text === 'night';
  const second = words[at + 2]?.value;
  return (
    (next === 'or' || next === 'to') && second !== undefined && second <= 12 && !COUNTED.has(words[at + 3]?.text ?? '')
  );
}

function isWholeAnswer(words: readonly TimeWord[], at: number): boolean {
  return words.length <= 5 && words.every((word, i) => i === at || FILLERS.has(word.text));
}
