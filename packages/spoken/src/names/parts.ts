/** Where a first name ends and a last name begins, in words and in letters spelled in one breath. */
import { listed } from '../words.ts';
import { namesAlike } from './alikeness.ts';
import { isFirstName } from './first-names.ts';

/** First halves of double first names ("Mary Ann", "Bobby Joe"), and second halves. */
const DOUBLE_FIRST: ReadonlySet<string> = new Set(
  listed(
    'mary, anna, jean, jo, betty, peggy, sarah, billy, bobby, jimmy, johnny, tommy, willie, joe, john, jim, ann, lee, martha, norma, barbara, carol, maria, juan, jose, luis, ana',
  ),
);
const DOUBLE_SECOND: ReadonlySet<string> = new Set(
  listed(
    'ann, anne, anna, luc, claude, pierre, marc, beth, lou, jo, jane, jean, jack, joe, bob, ray, lee, sue, kay, kate, marie, may, mae, lynn, ellen, grace, rose, paul, wayne, dean, earl, carlos, luis, maria, pablo, antonio',
  ),
);

/** "Dana Whitfield", "Mary Ann Smith", "Martin Q. Hobbs", "Ana de la Cruz". A single word is a first name. */
export function splitWords(names: readonly string[]): { first: string; last: string | null } {
  const [one = '', two, ...rest] = names;
  if (two === undefined) return { first: one, last: null };
  if (rest.length === 0) return isInitial(two) ? { first: one, last: null } : { first: one, last: two };
  if (isInitial(two)) return { first: one, last: rest.join(' ') };
  const double = DOUBLE_FIRST.has(one.toLowerCase()) && DOUBLE_SECOND.has(two.toLowerCase());
  if (double) return { first: `${one} ${two}`, last: rest.join(' ') };
  const middle = rest.length === 1 && isFirstName(two.toLowerCase());
  return { first: one, last: middle ? rest.join(' ') : [two, ...rest].join(' ') };
}

function isInitial(name: string): boolean {
  return name.replace('.', '').length === 1;
}

/** Both halves must be this much like what was heard, taken together. */
const FITS = 0.72;

/** Letters that spell a first and a last name in one breath, split where they fit what was heard best. */
export function splitLetters(letters: string, first: string | null, last: string | null): string[] {
  if (first === null) return byFirstName(letters);
  if (letters.length < 5) return [letters];
  const whole = Math.max(likeness(first, letters), likeness(last, letters));
  const cuts = Array.from({ length: letters.length - 3 }, (_, i) => i + 2);
  const scored = cuts.map((cut) => ({ cut, fit: fitOf(letters.slice(0, cut), letters.slice(cut), first, last) }));
  const best = scored.reduce((a, b) => (b.fit > a.fit ? b : a), { cut: 0, fit: 0 });
  return best.fit >= FITS && best.fit > whole ? [letters.slice(0, best.cut), letters.slice(best.cut)] : [letters];
}

function likeness(name: string | null, letters: string): number {
  return name === null ? 0 : namesAlike(name, letters);
}

function fitOf(head: string, tail: string, first: string, last: string | null): number {
  if (last === null) return head === first.toLowerCase() && tail.length > 2 ? 1 : 0;
  return (namesAlike(first, head) + namesAlike(last, tail)) / 2;
}

/** With nothing heard: the longest common first name that begins it, when enough is left for a last name. */
function byFirstName(letters: string): string[] {
  if (isFirstName(letters)) return [letters];
  for (let cut = letters.length - 3; cut >= 3; cut -= 1) {
    if (letters.length >= 7 && isFirstName(letters.slice(0, cut))) return [letters.slice(0, cut), letters.slice(cut)];
  }
  return [letters];
}
