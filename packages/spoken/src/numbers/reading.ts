/** Numbers as people say them: digit by digit, in pairs, doubled, in hundreds, or as one value. */
import { plainWords, type Word, wordSet, wordsOf } from '../words.ts';
import { TEENS, TENS, UNITS } from './number-words.ts';

const ZEROS = wordSet(`
  zero, oh, o, nought, naught, aught, nil, null
`);
const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
]);
/** Words a recogniser writes for a digit; believed only between two spoken digits. */
const HOMOPHONES: ReadonlyMap<string, string> = new Map([
  ['to', '2'],
  ['too', '2'],
  ['for', '4'],
  ['fore', '4'],
  ['ate', '8'],
  ['won', '1'],
  ['sicks', '6'],
]);
const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['niner', '9'],
  ['fife', '5'],
  ['fower', '4'],
  ['tree', '3'],
]);

export interface DigitPiece {
  readonly digits: string;
  /** How many words it took. */
  readonly words: number;
}

/** The digits of a text, in the order they were said: "six one oh, four eighty-two, thirty fifty-seven" -> "6104823057". */
export function readDigits(text: string): string {
  const words = wordsOf(text);
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const piece = digitsAt(words, at);
    digits += piece?.digits ?? '';
    at += piece?.words ?? 1;
  }
  return digits;
}

/** The digits that begin at a word, or null when it is no number word. */
export function digitsAt(words: readonly Word[], at: number): DigitPiece | null {
  const word = words[at];
  if (word === undefined) return null;
  if (/^[0-9]+$/.test(word.text)) return withHundreds(words, at, { digits: word.text, words: 1 });
  const repeated = repeatAt(words, at, word);
  if (repeated !== null) return repeated;
  if (ZEROS.has(word.text)) return meansZero(words, at, word) ? { digits: '0', words: 1 } : null;
  const spoken = spokenAt(words, at, word);
  if (spoken !== null) return withHundreds(words, at, spoken);
  return homophoneAt(words, at, word);
}

function repeatAt(words: readonly Word[], at: number, word: Word): DigitPiece | null {
  const times = REPEATS.get(word.text);
  const next = words[at + 1]?.text;
  if (times === undefined || next === undefined) return null;
  const digit = single(next);
  return digit === null ? null : { digits: digit.repeat(times), words: 2 };
}

function single(text: string): string | null {
  if (ZEROS.has(text)) return '0';
  if (/^[0-9]$/.test(text)) return text;
  const unit = UNITS.get(text);
  return unit === undefined ? (NICKNAMES.get(text) ?? null) : String(unit);
}

/** "Oh" is a zero beside other digits and a sigh elsewhere: "Oh, 794" opens with a sigh. */
function meansZero(words: readonly Word[], at: number, word: Word): boolean {
  if (word.text !== 'oh' && word.text !== 'o') return true;
  if (isNumberWord(words[at - 1]?.text)) return true;
  return !word.breakAfter && isNumberWord(words[at + 1]?.text);
}

export function isNumberWord(text: string | undefined): boolean {
  if (text === undefined) return false;
  if (/^[0-9]+$/.test(text) || ZEROS.has(text)) return true;
  return UNITS.has(text) || TEENS.has(text) || TENS.has(text) || REPEATS.has(text) || text === 'hundred';
}

function spokenAt(words: readonly Word[], at: number, word: Word | undefined): DigitPiece | null {
  if (word === undefined) return null;
  const tens = TENS.get(word.text);
  if (tens !== undefined) {
    const unit = word.breakAfter ? undefined : UNITS.get(words[at + 1]?.text ?? '');
    return unit === undefined ? { digits: String(tens), words: 1 } : { digits: String(tens + unit), words: 2 };
  }
  const plain = UNITS.get(word.text) ?? TEENS.get(word.text);
  if (plain !== undefined) return { digits: String(plain), words: 1 };
  const nickname = NICKNAMES.get(word.text);
  if (nickname === undefined || word.text === 'tree') return null;
  return { digits: nickname, words: 1 };
}

const ZEROS_BEHIND: ReadonlyMap<string, string> = new Map([
  ['hundred', '00'],
  ['thousand', '000'],
]);

/** "eight hundred" -> 800 and "five thousand" -> 5000; "two hundred twelve" -> 212, when nothing goes on behind the twelve. */
function withHundreds(words: readonly Word[], at: number, piece: DigitPiece): DigitPiece {
  const scale = words[at + piece.words];
  const zeros = ZEROS_BEHIND.get(scale?.text ?? '');
  if (zeros === undefined || piece.digits.length > 2) return piece;
  const round = { digits: piece.digits + zeros, words: piece.words + 1 };
  const end = at + round.words;
  const rest = scale?.breakAfter === true ? null : spokenAt(words, end, words[end]);
  if (rest === null || rest.digits.length >= round.digits.length || goesOn(words, end + rest.words)) return round;
  return { digits: round.digits.slice(0, -rest.digits.length) + rest.digits, words: round.words + rest.words };
}

function goesOn(words: readonly Word[], at: number): boolean {
  return words[at - 1]?.breakAfter !== true && isNumberWord(words[at]?.text);
}

function homophoneAt(words: readonly Word[], at: number, word: Word): DigitPiece | null {
  const digit = HOMOPHONES.get(word.text) ?? NICKNAMES.get(word.text);
  if (digit === undefined || word.breakAfter) return null;
  const spoken = isSpokenDigit(words[at - 1]?.text) && isSpokenDigit(words[at + 1]?.text);
  return spoken ? { digits: digit, words: 1 } : null;
}

function isSpokenDigit(text: string | undefined): boolean {
  return text !== undefined && (UNITS.has(text) || ZEROS.has(text));
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);

/** The first whole number of a text as one value: "twenty five" -> 25, "a hundred and five" -> 105; null when there is none. */
export function readCardinal(text: string): number | null {
  const words = plainWords(text.replace(/(\d),(?=\d{3}\b)/g, '$1'));
  const start = words.findIndex(
    (word, i) => worthOf(word) !== null || (word === 'a' && SCALES.has(words[i + 1] ?? '')),
  );
  if (start === -1) return null;
  return cardinalAt(words, start).value;
}

/** The value that begins at a word that is a number word, and how many words it took. */
function cardinalAt(words: readonly string[], start: number): { value: number; words: number } {
  let total = 0;
  let group = 0;
  let last = Number.POSITIVE_INFINITY;
  let at = start;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const scale = SCALES.get(word);
    const value = word === 'a' && at === start ? 1 : worthOf(word);
    if (scale !== undefined) {
      group = Math.max(group, 1) * scale;
      if (scale > 100) {
        total += group;
        group = 0;
      }
      last = scale;
    } else if (value !== null && fits(value, last)) {
      group += value;
      last = value;
    } else if (word !== 'and' || last < 100 || worthOf(words[at + 1] ?? '') === null) {
      break;
    }
  }
  return { value: total + group, words: at - start };
}

/** After "twenty" only a unit goes on with the number, after a hundred or a thousand anything smaller. */
function fits(value: number, last: number): boolean {
  if (last === Number.POSITIVE_INFINITY) return true;
  if (last >= 100) return value < last;
  return last >= 20 && last % 10 === 0 && value > 0 && value < 10;
}

function worthOf(word: string): number | null {
  if (/^[0-9]{1,9}$/.test(word)) return Number(word);
  if (word === 'zero') return 0;
  return UNITS.get(word) ?? TEENS.get(word) ?? TENS.get(word) ?? null;
}
