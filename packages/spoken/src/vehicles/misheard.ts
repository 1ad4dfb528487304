/** What a recogniser made of a make or model: "Hunday Sinata". */
import { wordsAlike } from '../likeness.ts';
import { isOtherWord } from '../names/other-words.ts';
import { MAKES, MODELS } from './models.ts';
import { keyOf, MAKE_KEYS } from './spoken-forms.ts';
import type { Token } from './tokens.ts';

/** A make or model that was recognised wrong is believed from this likeness on. */
const MAKE_LIKENESS = 0.8;
const MODEL_LIKENESS = 0.7;
/** Behind a year and a make that was guessed, something must be the model. */
const GUESSED_LIKENESS = 0.55;

/** The model that a word behind its make was; null for everyday words and what resembles none. */
export function misheardModel(heard: Token | undefined, make: string): string | null {
  if (heard === undefined || heard.number || isOtherWord(heard.key, false) || MAKE_KEYS.has(heard.key)) return null;
  return modelLike(heard.key, make, MODEL_LIKENESS);
}

/** The make and model that two words behind a year were. */
export function misheardVehicle(
  make: Token | undefined,
  model: Token | undefined,
): { make: string; model: string | null } | null {
  const likely = mostAlike(make?.key ?? '', MAKES, MAKE_LIKENESS);
  return likely === null ? null : { make: likely, model: modelLike(model?.key ?? '', likely, GUESSED_LIKENESS) };
}

function modelLike(heard: string, make: string, least: number): string | null {
  return heard.length < 4 ? null : mostAlike(heard, MODELS.get(make) ?? [], least);
}

function mostAlike(heard: string, names: readonly string[], least: number): string | null {
  if (heard.length < 3) return null;
  const scored = names.map((name) => ({ name, likeness: wordsAlike(heard, keyOf(name)) }));
  const best = scored.reduce((a, b) => (b.likeness > a.likeness ? b : a), { name: '', likeness: 0 });
  return best.likeness >= least ? best.name : null;
}
