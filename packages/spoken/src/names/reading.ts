/** A person's name as callers give it. */

export interface NameReading {
  readonly first: string | null;
  readonly last: string | null;
  /** Whether letters were given: a spelled name wins over a heard one. */
  readonly spelled: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

export function readName(text: string): NameReading | null {
  const match = /(?:my name is|this is|name's) ([\p{L}'-]+)(?: ([\p{L}'-]+))?/iu.exec(text);
  if (match === null) return null;
  return { first: match[1] ?? null, last: match[2] ?? null, spelled: false, confidence: 0.8 };
}

/** The name said over several turns: pieces in the order they were said. */
export function joinName(pieces: readonly string[]): NameReading | null {
  return pieces.map(readName).findLast((reading) => reading !== null) ?? null;
}
