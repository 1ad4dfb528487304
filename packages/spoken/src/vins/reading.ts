/** A vehicle identification number as callers spell it. */

export interface VinReading {
  /** Upper case; never I, O or Q. */
  readonly characters: string;
  readonly status: 'complete' | 'last-eight' | 'partial' | 'too-long' | 'none';
}

export function readVin(text: string): VinReading {
  const characters = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (characters.length === 17) return { characters, status: 'complete' };
  if (characters.length === 8) return { characters, status: 'last-eight' };
  if (characters === '') return { characters, status: 'none' };
  return { characters, status: characters.length < 17 ? 'partial' : 'too-long' };
}
