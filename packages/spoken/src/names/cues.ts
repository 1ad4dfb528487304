/** What announces a name: "my name is", "last name", "it's". */
import { listed, plainText, type Word } from '../words.ts';

export type Role = 'first' | 'last' | null;

export interface Cue {
  readonly words: readonly string[];
  readonly role: Role;
  /** Announces a name and nothing else; "it's" and "I'm" announce many things. */
  readonly strong: boolean;
}

const CUES: readonly Cue[] = [
  ...cues('first', true, 'first name is, first names, first name, given name is, given name'),
  ...cues('last', true, 'last name is, last names, last name, surname is, surname, family name is, family name'),
  ...cues(
    null,
    true,
    `
      my name is, the name is, name is for, name is, my names, the names, names, full name is, full name, call me, under the name of,
      under the name, in the name of, name of, put it under, put down, you can put, under, you are speaking with, youre speaking with, speaking with,
      speaking to, goes by, go by
    `,
  ),
  ...cues(null, false, 'this is, i am, im, it is, its, that is, thats, add, for, is, and, with'),
].sort((a, b) => b.words.length - a.words.length);

function cues(role: Role, strong: boolean, phrases: string): Cue[] {
  return listed(phrases).map((phrase) => ({ words: phrase.split(' '), role, strong }));
}

/** The cue that begins at a word; the longest one. */
export function cueAt(words: readonly Word[], at: number): Cue | null {
  if (at < 0) return null;
  return CUES.find((cue) => cue.words.every((text, i) => plainText(words[at + i]) === text)) ?? null;
}

/** Which part of a name the words before a place announce. */
export function roleBefore(words: readonly Word[], at: number): Role {
  for (let back = 1; back <= 5; back += 1) {
    const cue = cueAt(words, at - back);
    if (cue !== null && cue.role !== null && cue.words.length >= back - 1) return cue.role;
  }
  return null;
}
