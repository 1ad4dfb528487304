/** A caller's words in the form the rules are written for. */

/** Lower case, straight apostrophes, single spaces. Positions stay those of the text when it had single spaces. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();
}

/** The sentences of a text; abbreviations like "a.m." end none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.?!—])(?<!\b[ap]\.m\.)(?<!\b[ap]\.)\s+/i)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
