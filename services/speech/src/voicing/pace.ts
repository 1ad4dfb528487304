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

/**
 * Where to go on when a synthesiser broke off about at a character: at the beginning of the word before the one that was
 * being said, for the pace is an estimate and a word said twice is better than a word lost.
 */
export function resumeAt(text: string, at: number): number {
  const begin = (end: number): number => end - (/\S*\s*$/.exec(text.slice(0, end))?.[0].length ?? 0);
  return begin(begin(at));
}
