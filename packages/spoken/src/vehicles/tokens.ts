/** A text about a vehicle as tokens: words, and numbers as digits ("f one fifty" is "f", "1", "50"). */
import { digitsAt } from '../numbers/reading.ts';
import { type Word, wordsOf } from '../words.ts';

export interface Token {
  /** Letters and digits in lower case. */
  readonly key: string;
  readonly number: boolean;
  readonly breakAfter: boolean;
}

export function tokensOf(text: string): Token[] {
  const words = wordsOf(text.replace(/\$\s?\d[\d,.]*|\b\d+(?:st|nd|rd|th)\b|\d{1,2}:\d{2}/gi, ' , '));
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const piece = digitsAt(words, at);
    const length = piece?.words ?? 1;
    const last = words[at + length - 1];
    tokens.push({
      key: piece?.digits ?? plain(words[at]),
      number: piece !== null,
      breakAfter: last?.breakAfter ?? true,
    });
    at += length;
  }
  return tokens;
}

function plain(word: Word | undefined): string {
  return word?.text.replaceAll("'", '') ?? '';
}

/** The year that begins at a token: "2018", "twenty eighteen", "two thousand and eleven", "oh five", "98". */
export function yearAt(tokens: readonly Token[], at: number): { year: number; tokens: number; short: boolean } | null {
  const first = tokens[at];
  if (first?.number !== true) return null;
  const second = tokens[at + 1];
  const pair = second?.number === true ? first.key + second.key : '';
  const and = second?.key === 'and' && tokens[at + 2]?.number === true ? (tokens[at + 2]?.key ?? '') : '';
  if (isYear(first.key) && !(first.key === '2000' && and !== ''))
    return { year: Number(first.key), tokens: 1, short: false };
  if (first.key === '2000' && and.length <= 2) return { year: 2_000 + Number(and), tokens: 3, short: false };
  if (/^(?:19|20)$/.test(first.key) && pair.length === 4 && isYear(pair))
    return { year: Number(pair), tokens: 2, short: false };
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
