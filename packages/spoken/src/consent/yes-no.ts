/**
 * The judge of a yes: whether the caller's words after a read-back are the proof of consent. It is strict: every word must
 * belong to a way of saying yes, or say nothing. A yes with anything more in it, a condition, a change, a doubt, is 'other'.
 */

import { plainWords, wordSet } from '../words.ts';
import { onlyRepeats } from './agreeing.ts';
import { deedOf, type Kind, WORDINGS } from './wording.ts';

export type Judgement = 'yes' | 'no' | 'other';

/** The change that was read back; it decides what "cancel it" is an answer to. */
export type Proposed = 'book' | 'move' | 'cancel';

/** Longer answers say more than yes or no. */
const MOST_WORDS = 30;
/** What recognisers write for a "no" that stands alone. */
const MISHEARD_NO: ReadonlySet<string> = new Set(['now', 'know', 'noh', 'knope', 'non', 'noo']);
/** Last words after which more was to come. */
const UNFINISHED = wordSet(`
  um, uh, uhm, umm, er, erm, hm, hmm, so, and, but, or, because, if, like, unless, except, actually, well, i, the,
  my, a, to
`);

/**
 * Judges an answer to a question that a yes or no settles. `proposed` is the change that was read back, when there is one, and
 * `readBack` the facts that were: a yes may repeat them.
 */
export function judgeYes(text: string, proposed?: Proposed, readBack?: string): Judgement {
  const words = wordsOfAnswer(text);
  const last = words.at(-1);
  if (last === undefined || words.length > MOST_WORDS) return 'other';
  if (words.length === 1 && MISHEARD_NO.has(last)) return 'no';
  if (isUnfinished(words) || text.includes('?')) return 'other';
  const judged = verdict(thoughtsOf(words.join(' '), proposed));
  if (judged !== 'other' || readBack === undefined || proposed === undefined || proposed === 'cancel') return judged;
  return repeatsWithYes(words, proposed, readBack) ? 'yes' : 'other';
}

/** "Yes, just the oil change" is less than was read back. */
const TURNING = wordSet('just, actually, like, then, and, well, so');

/** A yes in front, and behind it nothing but what was read back. */
function repeatsWithYes(words: readonly string[], proposed: 'book' | 'move', readBack: string): boolean {
  return words.some((_, at) => {
    const [yes, rest] = [words.slice(0, at), words.slice(at)];
    if (at === 0 || TURNING.has(yes.at(-1) ?? '') || verdict(thoughtsOf(yes.join(' '), proposed)) !== 'yes')
      return false;
    return onlyRepeats(rest, readBack, proposed);
  });
}

/** Grunts of two syllables. */
const ONE_WORD: readonly (readonly [RegExp, string])[] = [
  [/\b(?:m+ h?m+|m+ hu[hm]|uh huh|um hu[hm])\b/g, 'mhm'],
  [/\b(?:uh uh|nuh uh|unh unh|nun uh)\b/g, 'uhuh'],
];

/** The words without apostrophes; "that's that's fine" is said once. */
function wordsOfAnswer(text: string): string[] {
  const plain = plainWords(text)
    .map((word) => word.replaceAll("'", ''))
    .join(' ');
  const words = ONE_WORD.reduce((spoken, [grunt, word]) => spoken.replace(grunt, word), plain).split(' ');
  return words.filter((word, i) => word !== '' && word !== words[i - 1]);
}

/** Ends on a word after which more was to come; "I think so" and "very well" do not. */
function isUnfinished(words: readonly string[]): boolean {
  const whole = /\b(?:(?:think|guess|suppose|believe|say|reckon) so|(?:very|really|works?) well)$/;
  return UNFINISHED.has(words.at(-1) ?? '') && !whole.test(words.slice(-2).join(' '));
}

function verdict(kinds: ReadonlySet<Kind> | null): Judgement {
  if (kinds === null || (kinds.has('yes') && kinds.has('no'))) return 'other';
  if (kinds.has('yes')) return 'yes';
  return kinds.has('no') && !kinds.has('hedge') ? 'no' : 'other';
}

/** The kinds of thoughts that make up the whole text; null when a word belongs to none. */
function thoughtsOf(text: string, proposed: Proposed | undefined): ReadonlySet<Kind> | null {
  const kinds = new Set<Kind>();
  for (let at = 0; at < text.length; ) {
    const thought = thoughtAt(text, at);
    if (thought === null) return null;
    const kind = thought.kind === 'deed' ? judgeDeed(thought.words, text, proposed) : thought.kind;
    if (kind === null) return null;
    kinds.add(kind);
    at += thought.words.length + 1;
  }
  return kinds;
}

function thoughtAt(text: string, at: number): { kind: Kind; words: string } | null {
  let longest: { kind: Kind; words: string } | null = null;
  for (const { kind, pattern } of WORDINGS) {
    pattern.lastIndex = at;
    const words = pattern.exec(text)?.[0];
    if (words !== undefined && words.length > (longest?.words.length ?? 0)) longest = { kind, words };
  }
  return longest;
}

/**
 * "Book it" is a yes to a booking, and "cancel it" something else altogether. Without knowing what was proposed, "book it"
 * is a yes, and the other deeds only go with a plain one: "yes, cancel it", but not "alright, cancel it".
 */
function judgeDeed(deed: string, text: string, proposed: Proposed | undefined): Kind | null {
  const named = deedOf(deed);
  if (proposed !== undefined) return named === proposed || isConfirm(deed) ? 'yes' : null;
  if (named === 'book') return 'yes';
  return /^(?:um |uh |oh |well )*(?:yes|yeah|yep|yup|sure|correct)\b/.test(text) ? 'filler' : null;
}

function isConfirm(words: string): boolean {
  return /\bconfirm\b/.test(words);
}
