/** A vehicle identification number as callers spell it: letters, spelling words, digits, and what recognisers run together. */
import { letterAt } from '../letters.ts';
import { digitsAt } from '../numbers/reading.ts';
import { listed, type Word, wordSet, wordsOf } from '../words.ts';

export interface VinReading {
  /** Upper case; I, O and Q do not occur in a VIN and are read as 1, 0 and 0. */
  readonly characters: string;
  readonly status: 'complete' | 'last-eight' | 'partial' | 'too-long' | 'none';
}

const WHOLE = 17;
const ENDING = 8;
/** Fewer characters in a sentence about something else are no part of a VIN. */
const FEWEST = 3;
const BETWEEN: ReadonlySet<string> = new Set(
  listed(
    'um, uh, er, and, then, dash, hyphen, space, comma, next, followed, by, is, are, letter, number, digit, the, its, again, okay',
  ),
);
const CUES = wordSet('vin, vehicle, identification, serial, last, ends, ending, characters, v');

interface Piece {
  readonly characters: string;
  /** Whether it can hardly be anything else. */
  readonly sure: boolean;
}

/** The VIN, or the part of one, in a text. */
export function readVin(text: string): VinReading {
  return joinVin([text]);
}

/** The VIN said over several turns, the texts in the order they were said. */
export function joinVin(texts: readonly string[]): VinReading {
  const characters = texts.map(charactersIn).join('');
  return { characters, status: statusOf(characters.length) };
}

function statusOf(length: number): VinReading['status'] {
  if (length === 0) return 'none';
  if (length === WHOLE) return 'complete';
  if (length === ENDING) return 'last-eight';
  return length < WHOLE ? 'partial' : 'too-long';
}

function charactersIn(text: string): string {
  const words = wordsOf(text);
  const runs = runsIn(words).map(trimmed);
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), '');
  const all = runs.join('');
  const best = all.length === WHOLE || all.length === ENDING ? all : longest;
  const cued = words.some((word) => CUES.has(word.text)) || words.length <= 2;
  return best.length >= FEWEST || (cued && best.length > 0) ? best : '';
}

function runsIn(words: readonly Word[]): Piece[][] {
  const runs: Piece[][] = [[]];
  for (let at = 0; at < words.length; ) {
    const found = countsCharacters(words, at) ? null : pieceAt(words, at);
    const text = words[at]?.text ?? '';
    if (found !== null) runs.at(-1)?.push(found.piece);
    else if (!BETWEEN.has(text.replace("'", ''))) runs.push([]);
    at += found?.words ?? 1;
  }
  return runs.filter((run) => run.length > 0);
}

/** "The last eight", "all 17 characters": numbers that count. */
function countsCharacters(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.text ?? '';
  if (/^(?:characters|digits|letters|numbers)$/.test(next)) return true;
  return words[at - 1]?.text === 'last' && /^(?:six|eight|6|8)$/.test(words[at]?.text ?? '');
}

function pieceAt(words: readonly Word[], at: number): { piece: Piece; words: number } | null {
  const written = writtenAt(words[at]);
  if (written !== null) return { piece: { characters: inVin(written), sure: true }, words: 1 };
  const letter = letterAt(words, at);
  const digits = digitsAt(words, at);
  if (letter !== null && (digits === null || letter.by === 'its word' || letter.words > digits.words)) {
    const sure =
      letter.by === 'its word' || letter.by === 'NATO word' || (letter.by === 'itself' && !/[ai]/.test(letter.letters));
    return { piece: { characters: inVin(letter.letters), sure }, words: letter.words };
  }
  return digits === null
    ? null
    : { piece: { characters: digits.digits, sure: words[at]?.text !== 'oh' }, words: digits.words };
}

/** "1HGCM" and "HGCM": characters that the recogniser ran together. */
function writtenAt(word: Word | undefined): string | null {
  if (word === undefined || !/^[a-z0-9]{2,20}$/.test(word.text)) return null;
  const mixed = /\d/.test(word.text) && /[a-z]/.test(word.text) && !/^\d+(?:st|nd|rd|th|s)$/.test(word.text);
  const consonants = /^[b-df-hj-np-tv-xz]+$/.test(word.text) && !/^(?:hm|hmm|mm|mr|mrs|ms|st|th)$/.test(word.text);
  const shouted = /^[A-Z]{2,8}$/.test(word.raw) && !/^(?:VIN|OK|BMW|GMC|SUV|AM|PM|AC)$/.test(word.raw);
  return mixed || consonants || shouted ? word.text : null;
}

function inVin(characters: string): string {
  return characters.toUpperCase().replaceAll('I', '1').replace(/[OQ]/g, '0');
}

/** Leaves out "a" and "see" and "oh" at the edges, where they are words; unless the run has the right length with them. */
function trimmed(run: readonly Piece[]): string {
  const whole = textOf(run);
  if (whole.length === WHOLE || whole.length === ENDING) return whole;
  const start = run.findIndex((piece) => piece.sure);
  if (start === -1) return '';
  const end = run.findLastIndex((piece) => piece.sure) + 1;
  const options = [run.slice(start, end), run.slice(start), run.slice(0, end)].map(textOf);
  return options.find((text) => text.length === WHOLE || text.length === ENDING) ?? textOf(run.slice(start, end));
}

function textOf(run: readonly Piece[]): string {
  return run.map((piece) => piece.characters).join('');
}
