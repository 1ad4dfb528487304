/** Text as a model emits it: in tokens of a few characters. Counts are estimates, four characters a token. */
import type { Random } from '../random.ts';

const CHARACTERS_PER_TOKEN = 4;

/** About how many tokens a text is. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** A text cut as tokens are: words with the space before them, numbers by three digits, marks on their own. */
export function tokensOf(text: string): string[] {
  return text.match(/\s?\p{L}{1,10}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}]|\s+/gu) ?? [];
}

/** JSON arguments cut at any character, in fragments of one to ten. */
export function fragmentsOf(text: string, random: Random): string[] {
  const fragments: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = from + 1 + Math.floor(random() * 10);
    fragments.push(text.slice(from, to));
    from = to;
  }
  return fragments;
}
