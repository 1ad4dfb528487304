/** Months as callers say them, by name or from now: "November", "next month", with a year behind. */
import { MONTHS } from '../time/saying.ts';
import { wordSet } from '../words.ts';
import { bookOf, phraseAt } from './phrase-book.ts';
import { dateFrom, firstOfMonth, monthOf, type Scene } from './scene.ts';
import type { TimeWord } from './words.ts';

const MONTH_NAMES: ReadonlyMap<string, number> = new Map([
  ...MONTHS.map((name, i): [string, number] => [name.toLowerCase(), i + 1]),
  ...MONTHS.map((name, i): [string, number] => [name.slice(0, 3).toLowerCase(), i + 1]),
  ['sept', 9],
]);
/** Months that are also other words; believed beside a number or after a word that leads to a month. */
const ALSO_WORDS = wordSet(`
  may, march, mar, jan, dec, sep, jun
`);
const LEADS_TO_MONTH = wordSet(`
  in, of, this, next, early, late, mid, by, until, during
`);
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

/** "The month", "next month": how many months from now. */
export const MONTHS_AWAY = bookOf([
  ['the month', 0],
  ['this month', 0],
  ['next month', 1],
  ['the next month', 1],
  ['the following month', 1],
]);

/** A year behind a date: "2026", "twenty twenty six". */
export function yearAt(words: readonly TimeWord[], at: number): { value: number | null; words: number } {
  const value = words[at]?.value;
  if (value !== undefined && value >= 2_000 && value < 2_100) return { value, words: 1 };
  const next = words[at + 1]?.value;
  if (value === 20 && next !== undefined && next >= 20 && next < 60) return { value: 2_000 + next, words: 2 };
  return { value: null, words: 0 };
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
