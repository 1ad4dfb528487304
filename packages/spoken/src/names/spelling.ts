/** Names spelled letter by letter. */
import { letterAt } from '../letters.ts';
import { isNumberWord } from '../numbers/reading.ts';
import { listed, type Word, wordSet, wordsOf } from '../words.ts';

/** Letters that were spelled in one breath; a space or a hyphen where the caller said one. */
export interface Spelled {
  readonly letters: string;
  /** Where in the words it stands. */
  readonly at: number;
  readonly words: number;
}

const JOINTS: ReadonlyMap<string, string> = new Map([
  ['dash', '-'],
  ['hyphen', '-'],
  ['minus', '-'],
  ['space', ' '],
  ['apostrophe', "'"],
]);
const BETWEEN = wordSet('um, uh, er, comma, ah');
/** Names of letters that are hardly anything else beside letters; "you", "are" and "oh" often are. */
const LIKELY_NAMES: ReadonlySet<string> = new Set(
  listed(
    'see, sea, cee, bee, dee, gee, jay, kay, tee, pee, cue, queue, em, en, ex, eff, aitch, ess, zee, zed, vee, ell, eye',
  ),
);
/** The first letters are said again after these. */
const RESTARTS = wordSet('sorry, no, wait, again, actually, mean, over');

/** Every spelled stretch of a text: two letters or more that are letters beyond doubt, or three words of the NATO alphabet. */
export function spelledIn(words: readonly Word[]): Spelled[] {
  const found: Spelled[] = [];
  for (let at = 0; at < words.length; ) {
    const pieces = piecesFrom(words, at);
    const stretch = stretchOf(pieces);
    if (stretch !== null) found.push(stretch);
    at = Math.max(at + 1, ...pieces.map((piece) => piece.at + piece.words));
  }
  return found.filter((stretch, i) => !isArticled(words, stretch) && !isRestarted(words, stretch, found[i + 1]));
}

/** "A C class" spells no name. */
function isArticled(words: readonly Word[], { at, letters }: Spelled): boolean {
  return letters.length === 2 && words[at]?.text === 'a';
}

interface Piece {
  readonly letters: string;
  readonly at: number;
  readonly words: number;
  readonly sure: boolean;
  readonly nato: boolean;
  /** Said by the name of the letter ("bee"). */
  readonly named: boolean;
}

/** Letters and joints that follow each other from a place on. */
function piecesFrom(words: readonly Word[], start: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = start; at < words.length; ) {
    const piece = pieceAt(words, at, pieces.length > 0);
    if (piece === null) break;
    if (piece.letters !== '') pieces.push(piece);
    at += piece.words;
  }
  return pieces;
}

function pieceAt(words: readonly Word[], at: number, inside: boolean): Piece | null {
  const text = words[at]?.text ?? '';
  const joint = JOINTS.get(text);
  if (inside && joint !== undefined) return { letters: joint, at, words: 1, sure: false, nato: false, named: false };
  if (inside && BETWEEN.has(text)) return { letters: '', at, words: 1, sure: false, nato: false, named: false };
  const letter = letterAt(words, at);
  if (letter === null || letter.by === 'spelling word' || isHalfOfDay(words, at)) return null;
  const named = letter.by === 'its name' && LIKELY_NAMES.has(text) && words[at - 1]?.text !== 'i';
  const sure = letter.by === 'its word' || named || (letter.by === 'itself' && isLetter(words, at));
  return { letters: letter.letters, at, words: letter.words, sure, nato: letter.by === 'NATO word', named };
}

/** "I" and "a" are words, unless another letter stands in the same row of single letters. */
function isLetter(words: readonly Word[], at: number): boolean {
  const isVowelWord = (text: string | undefined): boolean => text === 'i' || text === 'a';
  if (!isVowelWord(words[at]?.text)) return true;
  for (const step of [-1, 1]) {
    let place = at + step;
    while (isVowelWord(words[place]?.text)) place += step;
    if (/^[a-z]$/.test(words[place]?.text ?? '')) return true;
  }
  return false;
}

/** "3 p.m." spells nothing; "o a m" does. */
function isHalfOfDay(words: readonly Word[], at: number): boolean {
  const text = words[at]?.text;
  const hour = words[at - 1]?.text;
  return (text === 'p' || text === 'a') && words[at + 1]?.text === 'm' && hour !== 'o' && isNumberWord(hour);
}

/** Words at the edges that only may be letters are left to what stands around them: "Mike m i k e". */
function stretchOf(pieces: readonly Piece[]): Spelled | null {
  const nato = pieces.filter((piece) => piece.nato).length >= 3;
  const firm = (piece: Piece): boolean => piece.sure || (nato && piece.nato);
  const start = pieces.findIndex(firm);
  const kept = start === -1 ? [] : pieces.slice(start, pieces.findLastIndex(firm) + 1);
  const [first] = kept;
  const last = kept.at(-1);
  const letters = kept.map((piece) => piece.letters).join('');
  const firmOnes = kept
    .filter(firm)
    .map((piece) => piece.letters)
    .join('').length;
  const beyondDoubt = kept.some((piece) => (piece.sure && !piece.named) || (nato && piece.nato));
  if (first === undefined || last === undefined || !beyondDoubt || firmOnes < 2 || firmOnes * 2 < letters.length) {
    return null;
  }
  return { letters: oncePerWord(letters), at: first.at, words: last.at + last.words - first.at };
}

/** A name spelled several times in one breath was meant once. */
function oncePerWord(letters: string): string {
  const again = /^(.{3,}?)\1+$/.exec(letters);
  return again?.[1] ?? letters;
}

/** "s c o, sorry, s c o t t": the first try does not count. */
function isRestarted(words: readonly Word[], stretch: Spelled, next: Spelled | undefined): boolean {
  if (next === undefined || !next.letters.startsWith(stretch.letters)) return false;
  const between = words.slice(stretch.at + stretch.words, next.at).map((word) => word.text.replace("'", ''));
  return next.letters === stretch.letters || between.some((word) => RESTARTS.has(word));
}

/** What is spelled in a text: "S as in Sam, M I T H" -> "Smith"; several stretches are several words. Null when nothing is. */
export function readSpelling(text: string): string | null {
  const stretches = spelledIn(wordsOf(text));
  if (stretches.length === 0) return null;
  return stretches.map((stretch) => nameOfLetters(stretch.letters)).join(' ');
}

/** A spelling given in pieces over several turns: "M c", "d o n a l d" -> "McDonald". Null when nothing is spelled. */
export function joinSpelling(pieces: readonly string[]): string | null {
  const letters = pieces.flatMap((piece) => spelledIn(wordsOf(piece)).map((stretch) => stretch.letters)).join('');
  return letters === '' ? null : nameOfLetters(letters);
}

/** Letters as a name is written: "mcdonald" -> "McDonald", "smith-jones" -> "Smith-Jones". */
export function nameOfLetters(letters: string): string {
  const title = letters.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase());
  return title.replace(/\bMc(\p{L})(?=\p{L}{2})/gu, (_, letter: string) => `Mc${letter.toUpperCase()}`);
}

/** A name letter by letter: "Smith" -> "S, M, I, T, H". */
export function saySpelled(name: string): string {
  return name
    .split(/\s+/)
    .map((part) =>
      [...part.toUpperCase()]
        .map(sayLetter)
        .filter((letter) => letter !== '')
        .join(', '),
    )
    .filter((part) => part !== '')
    .join('; ');
}

function sayLetter(letter: string): string {
  if (letter === '-') return 'hyphen';
  if (letter === "'" || letter === '’') return 'apostrophe';
  return /[\p{L}\p{N}]/u.test(letter) ? letter : '';
}
