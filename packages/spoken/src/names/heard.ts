/** What one text says about a name: words that are names, letters that were spelled, and which part of the name they give. */
import { plainText, type Word, wordSet, wordsOf } from '../words.ts';
import { cueAt, type Role, roleBefore } from './cues.ts';
import { isFirstName } from './first-names.ts';
import { isOtherWord } from './other-words.ts';
import { nameOfLetters, type Spelled, spelledIn } from './spelling.ts';

export type HeardName =
  /** Words of a name in the order they were said; `announced` when something like "my name is" stood before them. */
  | { readonly type: 'words'; readonly names: readonly string[]; readonly role: Role; readonly announced: boolean }
  | { readonly type: 'letters'; readonly letters: string; readonly role: Role };

/** Small words inside a last name: "de la Cruz", "van Buren". */
const PARTICLES = wordSet(`
  de, la, las, los, del, della, di, da, dos, das, van, von, der, den, ter, le, du, st, saint, mac, mc, al, el, bin, ibn, san, santa
`);
const MOST_NAMES = 5;
/** Nothing of a name: they may stand around one that nothing announces. */
const FILLERS = wordSet(`
    yes, yeah, yep, yup, sure, okay, ok, oh, um, uh, er, well, so, hi, hello, hey, its, it, is, please, thanks, thank, you, the, a, alright, right,
    correct, of, course, no, problem, sir, maam, mr, mrs, ms, mister, miss, and, that, thats, my, name, this, here, me, sorry, actually,
    again, like, spelled, spelling, spell, for, now, nope, first, last, family, surname
  `);

const OWNED = /['’]s\b(?= (?:phone|number|cell|car|the name|my name))/giu;
/** "Steven with a v", "Brandt with a d t": says which of two spellings it is, and spells nothing. */
const WITH_A_LETTER = /,? \bwith(?:out)? (?:an?|no|one|two) (?:\p{L} ?\p{L}?|ph)(?:['’]s)?(?=[\s.,]|$)/giu;

/** What a text says about a name, in the order it was said. */
export function namesIn(text: string): HeardName[] {
  const words = wordsOf(text.replace(OWNED, '').replace(WITH_A_LETTER, ''));
  const spelled = spelledIn(words);
  const cased = isCased(words);
  const heard: { at: number; name: HeardName }[] = spelled.map((stretch) => ({
    at: stretch.at,
    name: { type: 'letters', letters: stretch.letters, role: roleBefore(words, stretch.at) },
  }));
  for (const found of spokenNames(words, spelled, cased)) heard.push(found);
  return heard.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

/** Whether the recogniser writes capitals: then a name without one is no name. */
function isCased(words: readonly Word[]): boolean {
  return words.some((word) => word.raw.length > 1 && /^\p{Lu}\p{Ll}/u.test(word.raw));
}

interface Place {
  readonly at: number;
  readonly name: HeardName;
}

function spokenNames(words: readonly Word[], spelled: readonly Spelled[], cased: boolean): Place[] {
  const taken = new Set(spelled.flatMap((stretch) => Array.from({ length: stretch.words }, (_, i) => stretch.at + i)));
  const announced = announcedNames(words, taken, cased);
  return announced.length > 0
    ? [...announced, ...besideSpelled(words, spelled, taken, cased)]
    : unannounced(words, taken, cased);
}

/** Names behind a cue; a weak cue counts only before a capital letter or a common first name. */
function announcedNames(words: readonly Word[], taken: ReadonlySet<number>, cased: boolean): Place[] {
  const found: Place[] = [];
  for (let at = 0; at < words.length; ) {
    const cue = cueAt(words, at);
    const start = at + (cue?.words.length ?? 0);
    const names = cue === null ? [] : namesFrom(words, start, taken, cased, cue.role);
    if (cue !== null && names.length > 0 && (cue.strong || isLikely(names, words, start, cased))) {
      const whole = wholeName(words, start + names.length, names, taken, cased) ?? names;
      found.push({
        at: start,
        name: { type: 'words', names: whole.map(written), role: cue.role, announced: cue.strong },
      });
      at = start + names.length;
    } else at += 1;
  }
  return found;
}

/** "My name is Chuck. Chuck Norwood.", "Norwood, Chuck Norwood": said again with what was missing. */
function wholeName(
  words: readonly Word[],
  start: number,
  names: readonly Word[],
  taken: ReadonlySet<number>,
  cased: boolean,
): Word[] | null {
  const spelledTo = words.findIndex((_, at) => at >= start && !taken.has(at));
  const again = spelledTo === -1 ? [] : namesFrom(words, spelledTo, taken, cased);
  if (again.length <= names.length) return null;
  const isAgain = (part: readonly Word[]): boolean => part.every((word, i) => word.text === names[i]?.text);
  return isAgain(again.slice(0, names.length)) || isAgain(again.slice(-names.length)) ? again : null;
}

/** The words of a name from a place on, up to one that is none, or to a mark after the first. */
function namesFrom(
  words: readonly Word[],
  start: number,
  taken: ReadonlySet<number>,
  cased: boolean,
  role: Role = null,
): Word[] {
  const names: Word[] = [];
  for (let at = start; at < words.length && names.length < MOST_NAMES; at += 1) {
    const word = words[at];
    if (word === undefined || taken.has(at)) break;
    if (!isName(word, cased, role, names.at(-1)) && !beginsName(words, at, cased, names.length)) break;
    names.push(word);
    if (word.breakAfter && !isInitial(word)) break;
  }
  return names.some((word) => !isInitial(word)) ? names : [];
}

/** "Miles Davis", "Hope Lane": a first name that is another word as well, with a last name right behind it. */
function beginsName(words: readonly Word[], at: number, cased: boolean, before: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (before > 0 || !cased || word === undefined || next === undefined || word.breakAfter) return false;
  return /^\p{Lu}/u.test(word.raw) && isFirstName(plainText(word)) && isName(next, cased, 'last', word);
}

function isName(word: Word, cased: boolean, role: Role, before: Word | undefined): boolean {
  const text = plainText(word);
  const capital = /^\p{Lu}/u.test(word.raw);
  if (!/^[\p{L}'’]+$/u.test(word.raw)) return false;
  if ((before !== undefined || (role === 'last' && capital)) && PARTICLES.has(text)) return true;
  if (isInitial(word)) return before !== undefined;
  const last = role === 'last' || (before !== undefined && (cased ? capital : isFirstName(plainText(before))));
  return !isOtherWord(text, last) && (!cased || capital);
}

/** "I" is hardly ever the initial of a middle name. */
function isInitial(word: Word): boolean {
  return word.text.length === 1 && word.text !== 'i';
}

/** "It's" and "I'm" introduce a name when it looks like one: "I'm Dana", not "I'm calling". */
function isLikely(names: readonly Word[], words: readonly Word[], start: number, cased: boolean): boolean {
  const [first] = names;
  if (first === undefined) return false;
  if (isFirstName(plainText(first))) return true;
  const followed = words[start + names.length];
  const ends =
    followed === undefined || words[start + names.length - 1]?.breakAfter === true || FILLERS.has(plainText(followed));
  return cased && /^\p{Lu}/u.test(first.raw) && ends;
}

/** A word right beside a spelled name, as in "Booth b o o t h" or "j o n, Vance". */
function besideSpelled(
  words: readonly Word[],
  spelled: readonly Spelled[],
  taken: ReadonlySet<number>,
  cased: boolean,
): Place[] {
  return spelled
    .flatMap((stretch) => [stretch.at - 1, stretch.at + stretch.words])
    .flatMap((at): Place[] => {
      const word = words[at];
      if (word === undefined || taken.has(at) || !isName(word, cased, 'last', undefined)) return [];
      return [{ at, name: { type: 'words', names: [written(word)], role: null, announced: false } }];
    });
}

/** A name that nothing announces: all that is left of a short answer, or a common first name with what follows. */
function unannounced(words: readonly Word[], taken: ReadonlySet<number>, cased: boolean): Place[] {
  const stretches = stretchesOf(words, taken, cased);
  const left = words.filter(
    (word, i) => !taken.has(i) && !FILLERS.has(plainText(word)) && !/^\d+$/.test(word.text) && !isAboutPhone(word),
  );
  const named = stretches.flatMap((stretch) => stretch.names.length);
  const whole = named.reduce((sum, count) => sum + count, 0) === left.length;
  return stretches
    .filter(
      ({ names }) =>
        whole || (cased && isFirstName(plainText(names[0])) && names.filter((word) => !isInitial(word)).length > 1),
    )
    .filter(({ at }) => !/^\d+$/.test(words[at - 1]?.text ?? ''))
    .map(({ at, names }) => ({ at, name: { type: 'words', names: names.map(written), role: null, announced: false } }));
}

function isAboutPhone(word: Word): boolean {
  return /^(?:phone|number|cell|mobile|area|code|digits)$/.test(word.text);
}

function stretchesOf(
  words: readonly Word[],
  taken: ReadonlySet<number>,
  cased: boolean,
): { at: number; names: Word[] }[] {
  const found: { at: number; names: Word[] }[] = [];
  for (let at = 0; at < words.length; ) {
    const names = namesFrom(words, at, taken, cased);
    if (names.length > 0) found.push({ at, names });
    at += Math.max(1, names.length);
  }
  return found;
}

/** A word as a name is written; capitals inside are kept ("McAllister"), shouting and whispering are not. */
function written(word: Word): string {
  if (PARTICLES.has(word.raw)) return word.raw;
  const mixed = /\p{Ll}/u.test(word.raw) && /\p{Lu}/u.test(word.raw);
  return mixed ? word.raw : nameOfLetters(word.raw);
}
