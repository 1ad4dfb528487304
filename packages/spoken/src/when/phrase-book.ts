/** Phrases of several words, and the longest that begins at a word. */
import { listed } from '../words.ts';
import type { TimeWord } from './words.ts';

/** Whether the words from a place on are these. */
export function follows(words: readonly TimeWord[], at: number, texts: string): boolean {
  return texts.split(' ').every((text, i) => words[at + i]?.text === text);
}

/** Phrases by their first word. */
export type PhraseBook<T> = ReadonlyMap<string, readonly { readonly texts: readonly string[]; readonly value: T }[]>;

export function bookOf<T>(phrases: Iterable<readonly [string, T]>): PhraseBook<T> {
  const book = new Map<string, { texts: string[]; value: T }[]>();
  for (const [phrase, value] of phrases) {
    const texts = phrase.split(' ');
    const first = texts[0] ?? '';
    book.set(first, [...(book.get(first) ?? []), { texts, value }]);
  }
  return book;
}

/** Phrases that all mean the same, parted by commas and line ends. */
export function phrasesFor<T>(value: T, phrases: string): [string, T][] {
  return listed(phrases).map((phrase) => [phrase, value]);
}

/** The longest phrase of a book that begins at a place, with its number of words. */
export function phraseAt<T>(
  words: readonly TimeWord[],
  at: number,
  book: PhraseBook<T>,
): { value: T; words: number } | null {
  let found: { value: T; words: number } | null = null;
  for (const { texts, value } of book.get(words[at]?.text ?? '') ?? []) {
    const longer = found === null || texts.length > found.words;
    if (longer && texts.every((text, i) => words[at + i]?.text === text)) found = { value, words: texts.length };
  }
  return found;
}
