/** How well words are taken: each with a confidence, some for another that sounds alike, some not at all. */
import type { Random } from '../random.ts';
import type { TakeWord } from './recogniser.ts';
import type { ListeningSettings } from './settings.ts';

/** A word without capitals and the punctuation around it. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Takes words with the errors that the settings ask for; words in `favoured` (lower case) are taken right. */
export function takingWords(
  errors: ListeningSettings['errors'],
  favoured: readonly string[],
  random: Random,
): TakeWord {
  return (word) => {
    const said = bare(word.word);
    const confidence = round(0.95 + random() * 0.049);
    if (errors.rate === 0 && errors.lossRate === 0) return { ...word, confidence };
    const chance = random();
    if (favoured.includes(said)) return { ...word, confidence };
    if (chance < errors.lossRate) return undefined;
    const alike = errors.confusions[said] ?? [];
    const other = alike[Math.floor(random() * alike.length)];
    if (other === undefined || chance >= errors.lossRate + errors.rate) return { ...word, confidence };
    const trailing = /[^\p{L}\p{N}]*$/u.exec(word.word)?.[0] ?? '';
    return { ...word, word: other + trailing, confidence: round(0.55 + random() * 0.3) };
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
