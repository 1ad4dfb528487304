/** When each word of a text is spoken: length by syllables, pauses at punctuation, about 160 words a minute. */

import { SAMPLES_PER_MS } from './mu-law.ts';
import { ringLength } from './ring.ts';

export interface Pace {
  /** 160 is a natural pace. */
  readonly wordsPerMinute?: number | undefined;
  /** Silence after each word, beside the natural one; for somebody who spells or dictates. */
  readonly pauseAfterWordMs?: number | undefined;
}

/** A word with its place in an utterance, in samples. */
export interface TimedWord {
  /** As written, punctuation included. */
  readonly word: string;
  readonly start: number;
  /** The first sample after the word. */
  readonly end: number;
}

/** Words are whole numbers of this long: the unit in which a word's bits tell its length. */
export const UNIT_SAMPLES = 80;
/** The longest a word may last, in units. */
const MAX_UNITS = 255;
/** Longer pieces of text (a web address) are spoken in parts. */
const MAX_WORD_BYTES = 48;

const NATURAL_WORDS_PER_MINUTE = 160;
const WORD_MS = 100;
const SYLLABLE_MS = 150;
const GAP_MS = 30;

/**
 * The words of a text with their times, and the samples the whole text takes, the pause after its last word included.
 * A pause belongs to the word before it.
 */
export function timeWords(text: string, pace: Pace = {}): { words: TimedWord[]; samples: number } {
  const stretch = NATURAL_WORDS_PER_MINUTE / (pace.wordsPerMinute ?? NATURAL_WORDS_PER_MINUTE);
  const words: TimedWord[] = [];
  let at = 0;
  for (const word of splitWords(text)) {
    const end = at + wordUnits(word, stretch) * UNIT_SAMPLES;
    words.push({ word, start: at, end });
    const pauseMs = pauseAfter(word) * stretch + (pace.pauseAfterWordMs ?? 0);
    at = end + Math.round(pauseMs * SAMPLES_PER_MS);
  }
  return { words, samples: at };
}

/** The pieces of a text that are spoken as words; a piece without letters or digits joins the word before it. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const piece of text.split(/\s+/).filter((part) => part !== '')) {
    const last = words.at(-1);
    if (!/[\p{L}\p{N}]/u.test(piece)) {
      if (last !== undefined && byteLength(last + piece) <= MAX_WORD_BYTES) words[words.length - 1] = last + piece;
      continue;
    }
    words.push(...cutLong(piece));
  }
  return words;
}

/** Syllables of one written word; every digit counts as one and a quarter. */
export function syllables(word: string): number {
  const digits = word.match(/\p{N}/gu)?.length ?? 0;
  const letters = word.toLowerCase().replace(/[^\p{L}]/gu, '');
  if (letters === '') return Math.max(1, digits * 1.25);
  const sounded = letters.replace(/(?:[^aeiouyl]e|[^td]ed)$/, '').normalize('NFD');
  const groups = sounded.match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, groups) + digits * 1.25;
}

function wordUnits(word: string, stretch: number): number {
  const natural = ((WORD_MS + SYLLABLE_MS * syllables(word)) * stretch * SAMPLES_PER_MS) / UNIT_SAMPLES;
  // However fast the speech, the word's bits go round a few times.
  const needed = (ringLength(byteLength(word)) * 4) / UNIT_SAMPLES;
  return Math.min(MAX_UNITS, Math.max(Math.round(natural), Math.ceil(needed)));
}

/** Silence after a word at the natural pace, in milliseconds. */
function pauseAfter(word: string): number {
  if (/[.!?…]["')\]]*$/.test(word)) return 300;
  if (/[,;:–—]["')\]]*$/.test(word)) return 150;
  return GAP_MS;
}

function cutLong(piece: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (byteLength(part + character) > MAX_WORD_BYTES) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
