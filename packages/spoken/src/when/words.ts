/** The words of a wish about time: numbers worked out, "8:15", "11/25" and "3rd" taken as one word each. */
import { ORDINALS, TEENS, TENS, UNITS } from '../numbers/number-words.ts';

export interface TimeWord {
  /** Lower case, without apostrophes. */
  readonly text: string;
  /** Whether it was written with a capital letter. */
  readonly capital: boolean;
  /** Whether a comma, full stop or other mark followed. */
  readonly breakAfter: boolean;
  /** 25 for "25" and for "twenty five". */
  readonly value?: number;
  /** 3 for "3rd" and for "third". */
  readonly ordinal?: number;
  /** Minutes since midnight for "8:15", as written. */
  readonly clock?: number;
  /** For "11/25", "11/25/2026" and "2026-11-25". */
  readonly date?: { readonly year: number | null; readonly month: number; readonly day: number };
}

const LONGEST = 1_000;
const PIECE =
  /\$\s?[\d.,]+|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|\d{1,2}[:.][0-5]\d(?![\d])|\d+(?:st|nd|rd|th)\b|\d+|[\p{L}]+(?:'[\p{L}]+)*/giu;
const DASHED = /(?<![\d-])(?<!\d )(\d{1,2}(?::[0-5]\d)?) ?[-–] ?(\d{1,2}(?::[0-5]\d)?)(?![\d-]| \d)/g;

/** Splits a text into words; numbers that are spoken as several words become one. */
export function timeWordsOf(text: string): TimeWord[] {
  const plain = plainly(text);
  const words: TimeWord[] = [];
  for (const match of plain.matchAll(PIECE)) {
    const after = plain
      .slice(match.index + match[0].length)
      .trimStart()
      .charAt(0);
    words.push({
      ...meaningOf(match[0].toLowerCase().replaceAll("'", '')),
      capital: /^\p{Lu}/u.test(match[0]),
      breakAfter: /[,.;:!?]/.test(after),
    });
  }
  return withNumbersJoined(words);
}

/** "8 a.m." becomes "8 am", "8-10" becomes "8 to 10", and "11-25" becomes "11/25". */
function plainly(text: string): string {
  return text
    .slice(0, LONGEST)
    .replaceAll('’', "'")
    .replace(/\b([ap])\s?\.\s?m\b\.?|\b([ap]) m\b/gi, '$1$2m ')
    .replace(/\b(\d{1,2}|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-?ish\b/gi, '$1 ish')
    .replace(DASHED, (_, from: string, to: string) =>
      Number.parseInt(to, 10) > 12 ? `${from}/${to}` : `${from} to ${to}`,
    );
}

function meaningOf(text: string): Omit<TimeWord, 'capital' | 'breakAfter'> {
  if (/^\d+$/.test(text)) return { text, value: Number(text) };
  if (text.includes('-') || text.includes('/')) return { text, date: dateOf(text) };
  if (/^\d+[:.]/.test(text)) return { text, clock: clockOf(text) };
  if (/^\d/.test(text)) return { text, ordinal: Number.parseInt(text, 10) };
  const value = text === 'zero' ? 0 : (UNITS.get(text) ?? TEENS.get(text) ?? TENS.get(text));
  if (value !== undefined) return { text, value };
  const ordinal = ORDINALS.get(text);
  return ordinal === undefined ? { text } : { text, ordinal };
}

function clockOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(/[:.]/).map(Number);
  return hours * 60 + minutes;
}

/** Months come first, as Americans write them; unless the first number cannot be a month. */
function dateOf(text: string): { year: number | null; month: number; day: number } {
  const parts = text.split(/[-/]/).map(Number);
  if (text.includes('-')) return { year: parts[0] ?? null, month: parts[1] ?? 0, day: parts[2] ?? 0 };
  const [first = 0, second = 0, written] = parts;
  const year = written === undefined ? null : written < 100 ? 2_000 + written : written;
  return first > 12 ? { year, month: second, day: first } : { year, month: first, day: second };
}

function withNumbersJoined(words: readonly TimeWord[]): TimeWord[] {
  const joined: TimeWord[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const together = before === undefined ? null : joinNumbers(before, word);
    if (together === null) joined.push(word);
    else joined[joined.length - 1] = together;
  }
  return joined;
}

/** "twenty" + "five", "twenty" + "fifth", "two" + "thousand", "two thousand" + "twenty six", "fifteen" + "hundred". */
function joinNumbers(before: TimeWord, word: TimeWord): TimeWord | null {
  if (before.value === undefined || before.breakAfter) return null;
  const { breakAfter } = word;
  const text = `${before.text} ${word.text}`;
  const tens = TENS.has(before.text);
  if (tens && UNITS.has(word.text)) return { ...word, text, value: before.value + (word.value ?? 0) };
  if (tens && word.ordinal !== undefined && word.ordinal < 10 && /^\p{L}/u.test(word.text)) {
    return { text, capital: before.capital, breakAfter, ordinal: before.value + word.ordinal };
  }
  if (word.text === 'hundred') return { text, capital: false, breakAfter, value: before.value * 100 };
  if (word.text === 'thousand') return { text, capital: false, breakAfter, value: before.value * 1_000 };
  if (before.value === 2_000 && word.value !== undefined && word.value < 100) {
    return { text, capital: false, breakAfter, value: 2_000 + word.value };
  }
  return null;
}
