/** How alike two names of people are: by spelling, by sound, and by what they are called for short. */
import { lettersOf, wordsAlike } from '../likeness.ts';
import { areNamesakes } from './nicknames.ts';

/** Two forms of one first name ("Bob", "Robert"). */
const NAMESAKES = 0.95;
/** A name against one with a part more or less ("Dana" and "Dana Whitfield"). */
const PART_MISSING = 0.9;

/** 0 to 1; 1 is the same name. First and full names may be compared; nicknames and sound-alikes count. */
export function namesAlike(a: string, b: string): number {
  const [one, two] = [partsOf(a), partsOf(b)];
  const shorter = one.length <= two.length ? one : two;
  const longer = one.length <= two.length ? two : one;
  if (shorter.length === 0) return 0;
  if (shorter.join('') === longer.join('')) return 1;
  const likenesses = shorter.map((part, i) => likenessIn(part, longer, i, shorter.length));
  const mean = likenesses.reduce((sum, likeness) => sum + likeness, 0) / likenesses.length;
  const weakest = Math.min(...likenesses);
  return ((mean + weakest) / 2) * (shorter.length === longer.length ? 1 : PART_MISSING);
}

function partsOf(name: string): string[] {
  return name
    .split(/[\s-]+/)
    .map(lettersOf)
    .filter((part) => part !== '');
}

/** Parts stand in order; a single part may be the first or the last name. */
function likenessIn(part: string, longer: readonly string[], at: number, parts: number): number {
  const last = longer.length - 1;
  const candidates =
    parts === longer.length ? [at] : parts === 1 ? longer.map((_, i) => i) : at === parts - 1 ? [last] : [at];
  return Math.max(...candidates.map((i) => partLikeness(part, longer[i] ?? '')));
}

function partLikeness(a: string, b: string): number {
  return areNamesakes(a, b) ? Math.max(NAMESAKES, wordsAlike(a, b)) : wordsAlike(a, b);
}
