/** Model years as callers say them: "2018", "twenty eighteen", "oh five", "'98"; before a make, behind a model, or alone. */
import { wordSet } from '../words.ts';
import type { Token } from './tokens.ts';

/** Words around a year that say nothing. */
const BEHIND_YEAR = wordSet('the, a, an, uh, um, model, make, its, is, and, year, edition, from');
const BEFORE_YEAR = wordSet('model, year, its, from, is, a, an');

/** The year that begins at a token: "2018", "twenty eighteen", "two thousand and eleven", "oh five", "98". */
export function yearAt(tokens: readonly Token[], at: number): { year: number; tokens: number; short: boolean } | null {
  const first = tokens[at];
  if (first?.number !== true) return null;
  const second = tokens[at + 1];
  const pair = second?.number === true ? first.key + second.key : '';
  const and = second?.key === 'and' && tokens[at + 2]?.number === true ? (tokens[at + 2]?.key ?? '') : '';
  if (isYear(first.key) && !(first.key === '2000' && and !== '')) {
    return { year: Number(first.key), tokens: 1, short: false };
  }
  if (first.key === '2000' && and.length <= 2) return { year: 2_000 + Number(and), tokens: 3, short: false };
  if (/^(?:19|20)$/.test(first.key) && pair.length === 4 && isYear(pair)) {
    return { year: Number(pair), tokens: 2, short: false };
  }
  if (first.key === '0' && /^0\d$/.test(pair)) return { year: 2_000 + Number(pair), tokens: 2, short: true };
  const short = /^\d\d$/.test(first.key) ? shortYear(Number(first.key)) : null;
  return short === null ? null : { year: short, tokens: 1, short: true };
}

function isYear(key: string): boolean {
  return /^(?:19[5-9]\d|20[0-3]\d)$/.test(key);
}

/** "'18" and "'98"; from 36 to 59 it is no year of a car on the road. */
function shortYear(value: number): number | null {
  if (value <= 35) return 2_000 + value;
  return value >= 60 ? 1_900 + value : null;
}

/** The year right before a mention: "2018 Subaru", "a 2018, um, Subaru". */
export function yearBefore(tokens: readonly Token[], from: number): number | null {
  for (let at = from - 1; at >= Math.max(0, from - 4); at -= 1) {
    const year = yearAt(tokens, at);
    if (year === null || !isYearStart(tokens, at, year.tokens)) continue;
    const gap = tokens.slice(at + year.tokens, from);
    const near = gap.every((token) => BEHIND_YEAR.has(token.key)) && (!year.short || gap.length === 0);
    if (near) return year.year;
  }
  return null;
}

/** The year inside a mention or right behind it: "a Camry, 2012"; two digits only where they end what is said, "the Pilot, 13". */
export function yearBehind(tokens: readonly Token[], from: number, to: number): number | null {
  for (let at = from; at < Math.min(tokens.length, to + 4); at += 1) {
    const year = yearAt(tokens, at);
    const gap = tokens.slice(to, Math.max(to, at));
    if (year === null || !gap.every((token) => BEFORE_YEAR.has(token.key))) continue;
    if (!year.short || (at >= to && isSaidApart(tokens, to, at, year.tokens))) return year.year;
  }
  return null;
}

/** "Pilot, 13.", "C-Class, an 08": something stands between, and nothing follows. */
function isSaidApart(tokens: readonly Token[], to: number, at: number, length: number): boolean {
  const behind = tokens[at + length - 1];
  return behind?.breakAfter === true && (at > to || tokens[to - 1]?.breakAfter === true);
}

/** Whether a year ends right before a token. */
export function isYearBefore(tokens: readonly Token[], at: number): boolean {
  return [1, 2, 3].some((length) => yearAt(tokens, at - length)?.tokens === length);
}

/** "twenty eighteen" does not begin at "eighteen". */
function isYearStart(tokens: readonly Token[], at: number, length: number): boolean {
  const earlier = yearAt(tokens, at - 1);
  return earlier === null || earlier.tokens !== length + 1;
}

/** Every year of four digits in a text. */
export function yearsIn(tokens: readonly Token[]): { year: number; at: number; tokens: number }[] {
  return tokens.flatMap((_, at) => {
    const year = yearAt(tokens, at);
    const whole = year !== null && !year.short && isYearStart(tokens, at, year.tokens);
    return whole ? [{ year: year.year, at, tokens: year.tokens }] : [];
  });
}
