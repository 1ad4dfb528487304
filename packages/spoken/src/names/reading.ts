/** A person's name as callers give it: heard, spelled, corrected, over one turn or several. */

import { namesAlike } from './alikeness.ts';
import { firstNameNear, isFirstName } from './first-names.ts';
import { type HeardName, namesIn } from './heard.ts';
import { splitLetters, splitWords } from './parts.ts';
import { nameOfLetters } from './spelling.ts';

export interface NameReading {
  readonly first: string | null;
  readonly last: string | null;
  /** Whether letters were given: a spelled name wins over a heard one. */
  readonly spelled: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

interface Part {
  readonly name: string;
  readonly spelled: boolean;
}

interface Draft {
  readonly first: Part | null;
  readonly last: Part | null;
  readonly announced: boolean;
}

const NOTHING: Draft = { first: null, last: null, announced: false };
/** From this likeness on two words are one name, heard twice. */
const SAME = 0.7;

/** The name in one text; null when there is none. */
export function readName(text: string): NameReading | null {
  return joinName([text]);
}

/**
 * The name said over several turns, the texts in the order they were said: first and last name apart, spelled later, or
 * put right. A spelled part stays when it is only said again.
 */
export function joinName(texts: readonly string[]): NameReading | null {
  const draft = texts.flatMap(namesIn).reduce(withHeard, NOTHING);
  const { first, last, announced } = draft;
  if (first === null && last === null) return null;
  const spelled = first?.spelled === true || last?.spelled === true;
  return {
    first: first?.name ?? null,
    last: last?.name ?? null,
    spelled,
    confidence: confidenceOf(draft, spelled, announced),
  };
}

function confidenceOf({ first, last }: Draft, spelled: boolean, announced: boolean): number {
  const known = first !== null && isFirstName(first.name.toLowerCase());
  const sure = spelled ? 0.9 : announced ? 0.8 : known ? 0.7 : 0.5;
  return Math.min(0.95, sure + (known && last !== null ? 0.05 : 0));
}

function withHeard(draft: Draft, heard: HeardName): Draft {
  const announced = draft.announced || (heard.type === 'words' && heard.announced);
  const next = heard.type === 'words' ? withWords(draft, heard) : withLetters(draft, heard);
  return { ...next, announced };
}

function withWords(draft: Draft, { names, role }: Extract<HeardName, { type: 'words' }>): Draft {
  const said = names.join(' ');
  if (role === 'last') return { ...draft, last: better(draft.last, heardPart(said)) };
  if (role === 'first') return { ...draft, first: better(draft.first, heardPart(names[0] ?? said)) };
  if (draft.first !== null && names.length > 1 && sameLetters(draft.first.name, said)) return draft;
  const { first, last } = splitWords(names);
  if (last === null) return withOne(draft, heardPart(first));
  return { ...draft, first: better(draft.first, heardPart(first)), last: better(draft.last, heardPart(last)) };
}

function heardPart(name: string): Part {
  return { name, spelled: false };
}

/** What is said later wins, unless it only says again what was spelled. */
function better(old: Part | null, said: Part): Part {
  if (old === null || said.spelled || !old.spelled) return said;
  return namesAlike(old.name, said.name) >= SAME ? old : said;
}

/** One word without a role: the part it resembles, else the one that is missing. */
function withOne(draft: Draft, part: Part): Draft {
  const { first, last } = draft;
  const toFirst = first === null ? 0 : namesAlike(first.name, part.name);
  const toLast = last === null ? 0 : namesAlike(last.name, part.name);
  if (Math.max(toFirst, toLast) >= SAME) {
    return toFirst >= toLast ? { ...draft, first: better(first, part) } : { ...draft, last: better(last, part) };
  }
  if (first === null) return { ...draft, first: part };
  if (last === null) return { ...draft, last: part };
  // Both are there and it resembles neither: letters correct the likelier one, a stray word corrects nothing.
  if (!part.spelled) return draft;
  return toFirst > toLast ? { ...draft, first: part } : { ...draft, last: part };
}

function withLetters(draft: Draft, { letters, role }: Extract<HeardName, { type: 'letters' }>): Draft {
  const whole = letters.includes(' ')
    ? letters.split(' ').filter((word) => word !== '')
    : splitLetters(letters, draft.first?.name ?? null, draft.last?.name ?? null);
  const [first = '', ...rest] = whole;
  if (role === 'last') return { ...draft, last: spelledPart(whole.join(' '), draft.last) };
  if (role === 'first') return { ...draft, first: spelledPart(whole.join(' '), draft.first) };
  if (rest.length > 0) {
    return { ...draft, first: spelledFirst(first, draft.first), last: spelledPart(rest.join(' '), draft.last) };
  }
  if (isCutShort(first, draft.first)) return draft;
  const meant = lostLetters(first, draft.first);
  if (meant !== null) return { ...draft, first: { name: nameOfLetters(meant), spelled: true } };
  const part = spelledPart(first, null);
  const resembled = [draft.first, draft.last].find((old) => old !== null && sameLetters(old.name, first));
  return withOne(draft, resembled === undefined || resembled === null ? part : { ...resembled, spelled: true });
}

/** A first name spelled before the last: what was heard stays when the recogniser lost some of its letters. */
function spelledFirst(letters: string, heard: Part | null): Part {
  if (heard !== null && isCutShort(letters, heard)) return { ...heard, spelled: true };
  return spelledPart(lostLetters(letters, heard) ?? letters, heard);
}

/** No name ends in three consonants without one of these among them. */
const UNPRONOUNCEABLE = /[bcdfghjklmnpqrstvwxz]{3,}$(?<!ght|nch|tch|rtz|ntz|ltz|rch|nth|rth|mph|rst|rld|nks|rks)/;

/** Letters and sound are both wrong, and both are close to one common name: that one is meant. */
function lostLetters(letters: string, heard: Part | null): string | null {
  if (heard === null || isFirstName(letters) || isFirstName(heard.name.toLowerCase())) return null;
  if (sameLetters(heard.name, letters) || !UNPRONOUNCEABLE.test(letters)) return null;
  return firstNameNear(letters, heard.name.toLowerCase());
}

/** A few letters of a common name that was heard whole: the recogniser lost the others. */
function isCutShort(letters: string, heard: Part | null): boolean {
  if (heard === null || isFirstName(letters) || !isFirstName(heard.name.toLowerCase())) return false;
  let at = 0;
  for (const letter of heard.name.toLowerCase()) if (letter === letters[at]) at += 1;
  return at === letters.length && letters.length < heard.name.length;
}

/** Letters do not tell where capitals and apostrophes stand: what was heard keeps them when it has the same letters. */
function spelledPart(letters: string, heard: Part | null): Part {
  const name = heard !== null && sameLetters(heard.name, letters) ? heard.name : nameOfLetters(letters);
  return { name, spelled: true };
}

function sameLetters(name: string, letters: string): boolean {
  return bare(name) === bare(letters);
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}
