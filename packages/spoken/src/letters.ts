/** Letters as they are spelled on the phone: "B as in boy", "Charlie", "double t", "see", or just "b". */
import { listed, type Word } from './words.ts';

/** The NATO alphabet, in order; other spelling words stand below it. */
export const NATO: readonly string[] = listed(`
  Alpha, Bravo, Charlie, Delta, Echo, Foxtrot, Golf, Hotel, India, Juliet, Kilo, Lima, Mike, November, Oscar, Papa, Quebec, Romeo, Sierra,
  Tango, Uniform, Victor, Whiskey, Xray, Yankee, Zulu
`);

/** Spelling words that stand alone for their first letter: NATO, the older police alphabet, and what people make up. */
const SPELLING_WORDS: ReadonlyMap<string, string> = new Map(
  [
    ...NATO.map((word) => word.toLowerCase()),
    ...listed(`
      alfa, able, adam, apple, baker, boy, cat, david, dog, edward, easy, fox, frank, george, henry, hotel, ida, igloo, item, john, juliett,
      king, kilogram, lincoln, love, mary, nancy, nora, ocean, paul, peter, queen, robert, roger, sam, sugar, tom, union, uncle, whisky,
      william, xylophone, young, yellow, zebra
    `),
  ].map((word) => [word, word.charAt(0)]),
);

const NATO_WORDS: ReadonlySet<string> = new Set([
  ...NATO.map((word) => word.toLowerCase()),
  'alfa',
  'juliett',
  'whisky',
]);

/** Names of letters as recognisers write them; believed beside other letters only. */
const LETTER_NAMES: ReadonlyMap<string, string> = new Map([
  ...pairs('a', 'ay, eh'),
  ...pairs('b', 'bee, be'),
  ...pairs('c', 'see, sea, cee'),
  ...pairs('d', 'dee'),
  ...pairs('f', 'eff, ef'),
  ...pairs('g', 'gee, jee'),
  ...pairs('h', 'aitch, haitch'),
  ...pairs('i', 'eye'),
  ...pairs('j', 'jay'),
  ...pairs('k', 'kay'),
  ...pairs('l', 'ell, el'),
  ...pairs('m', 'em'),
  ...pairs('n', 'en'),
  ...pairs('o', 'oh, owe'),
  ...pairs('p', 'pee, pea'),
  ...pairs('q', 'cue, queue'),
  ...pairs('r', 'are, ar'),
  ...pairs('s', 'ess, es'),
  ...pairs('t', 'tee, tea'),
  ...pairs('u', 'you'),
  ...pairs('v', 'vee'),
  ...pairs('x', 'ex'),
  ...pairs('y', 'why'),
  ...pairs('z', 'zee, zed'),
]);

function pairs(letter: string, names: string): [string, string][] {
  return listed(names).map((name) => [name, letter]);
}

const LINKS: readonly (readonly string[])[] = [
  ['as', 'in'],
  ['is', 'in'],
  ['like', 'in'],
  ['as'],
  ['like'],
  ['for'],
  ['is', 'for'],
];
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);
const CAPITALS: readonly (readonly string[])[] = [
  ['capital'],
  ['upper', 'case'],
  ['uppercase'],
  ['lower', 'case'],
  ['letter'],
  ['big'],
];

export interface Letter {
  /** Lower case; more than one for "double t". */
  readonly letters: string;
  readonly words: number;
  /** How it was said; all but the first two may be something else than a letter. */
  readonly by: 'itself' | 'its word' | 'NATO word' | 'spelling word' | 'its name';
}

/** The letter that begins at a word, or null. */
export function letterAt(words: readonly Word[], at: number): Letter | null {
  const lead = linkAt(words, at, CAPITALS);
  if (lead > 0) return further(letterAt(words, at + lead), lead);
  const text = words[at]?.text ?? '';
  const times = REPEATS.get(text);
  if (times !== undefined) return repeated(words, at, times);
  if (/^[a-z]$/.test(text)) return withItsWord(words, at, text);
  const alone = SPELLING_WORDS.get(text) ?? xRay(words, at);
  if (alone !== undefined) {
    return { letters: alone, words: text === 'ex' ? 2 : 1, by: NATO_WORDS.has(text) ? 'NATO word' : 'spelling word' };
  }
  const named = LETTER_NAMES.get(text);
  if (named === undefined) return null;
  const explained = explainedBy(words, at + 1, named);
  return explained ?? { letters: named, words: 1, by: 'its name' };
}

function xRay(words: readonly Word[], at: number): string | undefined {
  return words[at]?.text === 'ex' && words[at + 1]?.text === 'ray' ? 'x' : undefined;
}

function further(letter: Letter | null, words: number): Letter | null {
  return letter === null ? null : { ...letter, words: letter.words + words };
}

/** "double t"; "double u" is a w. */
function repeated(words: readonly Word[], at: number, times: number): Letter | null {
  const next = words[at + 1]?.text ?? '';
  if (times === 2 && (next === 'u' || next === 'you')) return { letters: 'w', words: 2, by: 'itself' };
  const letter = letterAt(words, at + 1);
  if (letter === null || letter.letters.length > 1) return null;
  return { letters: letter.letters.repeat(times), words: letter.words + 1, by: letter.by };
}

/** "b", "b as in boy", "b boy"; in "d as in boy" the word is heard better than the letter. */
function withItsWord(words: readonly Word[], at: number, letter: string): Letter {
  const explained = explainedBy(words, at + 1, letter);
  if (explained !== null) return explained;
  const next = words[at + 1]?.text ?? '';
  if (letter === 'x' && next === 'ray') return { letters: 'x', words: 2, by: 'its word' };
  const itsWord = SPELLING_WORDS.get(next) === letter;
  return { letters: letter, words: itsWord ? 2 : 1, by: itsWord ? 'its word' : 'itself' };
}

function explainedBy(words: readonly Word[], at: number, letter: string): Letter | null {
  const link = linkAt(words, at, LINKS);
  const word = words[at + link]?.text ?? '';
  if (link === 0 || word.length < 2) return null;
  const initial = word.charAt(0);
  const weak = words[at]?.text === 'for' || (link === 1 && words[at]?.text === 'like');
  if (!/[a-z]/.test(initial) || (weak && initial !== letter)) return null;
  return { letters: initial, words: 1 + link + 1, by: 'its word' };
}

function linkAt(words: readonly Word[], at: number, links: readonly (readonly string[])[]): number {
  const found = links.find((link) => link.every((text, i) => words[at + i]?.text === text));
  return found?.length ?? 0;
}
