/** Recognised speech as plain words: lower case, straight apostrophes, with the punctuation that stood behind each. */

export interface Word {
  /** Lower case; letters, digits and inner apostrophes only. */
  readonly text: string;
  /** As the recogniser wrote it. */
  readonly raw: string;
  /** Whether a comma, full stop or other mark stood between this word and the next. */
  readonly breakAfter: boolean;
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
/** Longer texts are cut: no turn of a call is that long, and hostile input should cost nothing. */
const LONGEST = 1_500;

/** Splits a text into words. Hyphens separate words; so "fifty-nine" is two. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const kept = text.slice(0, LONGEST).replaceAll('’', "'");
  for (const match of kept.matchAll(WORD)) {
    const end = match.index + match[0].length;
    words.push({ text: match[0].toLowerCase(), raw: match[0], breakAfter: breaks(kept, end) });
  }
  return words;
}

/** A mark between two words; inside "ID.4" and "8:30" it is none. */
function breaks(text: string, end: number): boolean {
  const rest = /^["')\s]*([,.;:!?]*)(.?)/u.exec(text.slice(end, end + 8));
  const [, marks = '', next = ''] = rest ?? [];
  if (end + (rest?.[0].length ?? 0) >= text.length && next === '') return true;
  return marks !== '' && !/[\p{L}\p{N}]/u.test(next);
}

/** A word without apostrophes; nothing for no word. */
export function plainText(word: Word | undefined): string {
  return word?.text.replaceAll("'", '') ?? '';
}

/** The words alone. */
export function plainWords(text: string): string[] {
  return wordsOf(text).map((word) => word.text);
}

/** The phrases of a table that is written as text: parted by commas and line ends. */
export function listed(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}

/** The words of a table as a set. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(listed(text));
}
