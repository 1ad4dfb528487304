/** Chance without chance: numbers that look random and depend on the words alone, so that the same messages give the same reply. */

/** FNV-1a over the characters of a text, mixed once more so that near texts lie far apart; 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A fraction from 0 to below 1 for a question asked of a text. */
export function fractionOf(text: string): number {
  return hashOf(text) / 0x1_0000_0000;
}

/** One of several, chosen by a text. */
export function pick<T>(choices: readonly [T, ...T[]], text: string): T {
  return choices[hashOf(text) % choices.length] ?? choices[0];
}

/** An id in the form of the provider's tool-call ids: `call_` and 24 letters and digits. */
export function callIdOf(text: string): string {
  const digits = [0, 1, 2, 3, 4].map((part) => hashOf(`${part}:${text}`).toString(36).padStart(7, '0'));
  return `call_${digits.join('').slice(0, 24)}`;
}
