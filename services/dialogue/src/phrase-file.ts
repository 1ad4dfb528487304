/** The phrases of the house in a shop owner's own words, as prompts/phrases.md holds them. */
import { phrases } from '@bayline/spoken';

/** What is said, by what would be said without the file. */
export type Wording = ReadonlyMap<string, string>;

const LINE = /^([a-z][A-Za-z]*): (\S.{0,298})$/gm;

/** @throws Error that names a phrase which does not exist */
export function readWording(file: string): Wording {
  const usual = new Map<string, string>(Object.entries(phrases));
  return new Map(
    [...file.matchAll(LINE)].map(([, name = '', words = '']) => {
      const replaced = usual.get(name);
      if (replaced === undefined) throw new Error(`prompts/phrases.md: there is no phrase named "${name}"`);
      return [replaced, words.trim()];
    }),
  );
}

/** A text with every phrase in it in the owner's words. */
export function reworded(text: string, wording: Wording): string {
  return [...wording].reduce((said, [usual, own]) => said.replace(usual, () => own), text);
}
