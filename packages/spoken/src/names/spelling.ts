/** Words spelled letter by letter. */

export function readSpelling(text: string): string | null {
  const letters = text.match(/\b[a-z]\b/gi)?.join('') ?? '';
  return letters.length < 2 ? null : letters.charAt(0).toUpperCase() + letters.slice(1).toLowerCase();
}

/** "Smith" -> "S, M, I, T, H". */
export function saySpelled(name: string): string {
  return [...name.toUpperCase()].filter((letter) => /\p{L}/u.test(letter)).join(', ');
}
