/** How text and its audio correspond in time, as far as that can be known before a synthesiser has said it all. */

/**
 * Milliseconds of audio per unit of text, to begin with: about 16 characters a second, as Aura speaks. It is corrected by
 * every stretch of speech whose length is known.
 */
export const FIRST_PACE = 55;

/** How strongly one stretch corrects the pace. */
const CORRECTION = 0.2;
/** Shorter stretches (two words) say too little about the pace. */
const SHORTEST_UNITS = 12;

/** How long one character takes to say, in units: a digit is a word, punctuation is a pause. */
function unitsOf(character: string): number {
  if (/[0-9]/.test(character)) return 4;
  if (/[.?!]/.test(character)) return 6;
  if (/[,;:]/.test(character)) return 4;
  return 1;
}

export function unitsIn(text: string): number {
  let units = 0;
  for (const character of text) units += unitsOf(character);
  return units;
}

/** How many characters of `text` fit into so much audio; never more than there are. */
export function charactersIn(text: string, milliseconds: number, pace: number): number {
  let left = milliseconds / pace;
  let characters = 0;
  for (const character of text) {
    left -= unitsOf(character);
    if (left < 0) return characters;
    characters += character.length;
  }
  return text.length;
}

export function correctPace(pace: number, units: number, milliseconds: number): number {
  if (units < SHORTEST_UNITS || milliseconds <= 0) return pace;
  return pace + CORRECTION * (milliseconds / units - pace);
}

/** The beginning of the word that is being said at a character: where to go on when a synthesiser broke off. */
export function wordBegin(text: string, at: number): number {
  const before = text.slice(0, at);
  return before.length - (/\S*$/.exec(before)?.[0].length ?? 0);
}
