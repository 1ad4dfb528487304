/** Makes and models found in a text, with where they stand. */
import { wordSet } from '../words.ts';
import { misheardModel } from './misheard.ts';
import { COMMON_MAKES, COMMON_MODELS, MAKE_KEYS, MODEL_KEYS, type Model } from './spoken-forms.ts';
import type { Token } from './tokens.ts';
import { isYearBefore, yearAt } from './years.ts';

export interface Mention {
  readonly make: string;
  readonly model: string | null;
  readonly from: number;
  /** Behind the last token. */
  readonly to: number;
}

/** The most tokens a make or model is said with: "town and country", "f one fifty", "range rover sport". */
const LONGEST = 4;
/** Whose car it is: then a word that may be a model is one. */
const OWNERS = wordSet('my, our, his, her, their, wifes, husbands, daughters, sons, moms, dads, mothers, fathers');
const ARTICLES = wordSet('a, an, the');
/** Forms that are a part of every car: models beside their make only. */
const PARTS = wordSet('air');
/** Words between a make and its model that say nothing. */
const BETWEEN = wordSet('the, a, an, uh, um, model, make, its, is, and, year, edition, from');

/** Every make and model that is named, in the order they were said. */
export function mentionsIn(tokens: readonly Token[]): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < tokens.length; ) {
    const mention = madeAt(tokens, at) ?? modelAloneAt(tokens, at);
    if (mention !== null) mentions.push(mention);
    at = mention?.to ?? at + 1;
  }
  return mentions;
}

/** A make, with its model behind it. */
function madeAt(tokens: readonly Token[], at: number): Mention | null {
  const make = longestAt(tokens, at, makeNamed);
  if (make === null) return null;
  // "Mini Cooper" and "Range Rover" are make and model in one.
  const both = modelOf(tokens, at, make.value);
  if (both !== null && both.tokens >= make.tokens) {
    return { make: make.value, model: both.model, from: at, to: at + both.tokens };
  }
  const end = at + make.tokens;
  const model = modelBehind(tokens, end, make.value);
  const common = COMMON_MAKES.has(tokens[at]?.key ?? '');
  if (model === null && common && !isMine(tokens, at) && !isAll(tokens, at, end)) return null;
  return { make: make.value, model: model?.model ?? null, from: at, to: model?.to ?? end };
}

/** "Chevys" is a Chevy; "Chevy S" may go on to be an S-10. */
function makeNamed(key: string, tokens: number): string | null {
  const singular = tokens === 1 && key.endsWith('s') ? key.slice(0, -1) : '';
  return MAKE_KEYS.get(key) ?? MAKE_KEYS.get(singular) ?? null;
}

/** The model of a make, past words, a year or the make again ("Acura 2014 RDX"); misheard ones too. */
function modelBehind(tokens: readonly Token[], end: number, make: string): { model: string; to: number } | null {
  const places = [end, ...placesBehind(tokens, end, make)];
  for (const place of places) {
    const model = modelOf(tokens, place, make);
    if (model !== null) return { model: model.model, to: place + model.tokens };
  }
  const model = misheardModel(tokens[end], make);
  return model === null ? null : { model, to: end + 1 };
}

function placesBehind(tokens: readonly Token[], end: number, make: string): number[] {
  let at = end;
  while (at < end + 3 && BETWEEN.has(tokens[at]?.key ?? '')) at += 1;
  const again = longestAt(tokens, at, (key, length) => (makeNamed(key, length) === make ? make : null));
  const year = yearAt(tokens, at);
  return [at, at + (again?.tokens ?? 0), at + (year?.tokens ?? 0)];
}

function modelOf(tokens: readonly Token[], at: number, make: string): { model: string; tokens: number } | null {
  const found = longestAt(
    tokens,
    at,
    (key, length) => modelsNamed(key, length).find((model) => model.make === make) ?? null,
  );
  return found === null ? null : { model: found.value.model, tokens: found.tokens };
}

function modelsNamed(key: string, tokens: number): readonly Model[] {
  const singular = tokens === 1 && key.endsWith('s') ? key.slice(0, -1) : '';
  return MODEL_KEYS.get(key) ?? MODEL_KEYS.get(singular) ?? [];
}

/** A model without a make: "my Civic", "the RX 350". Models that are other words need "my" or a year before them. */
function modelAloneAt(tokens: readonly Token[], at: number): Mention | null {
  const found = longestAt(tokens, at, aloneModel);
  if (found === null) return null;
  const key = keyAt(tokens, at, found.tokens);
  if (PARTS.has(key)) return null;
  const to = at + found.tokens;
  const number = /^\d+$/.test(key);
  const common = number || key.length <= 2 || COMMON_MODELS.has(key) || COMMON_MODELS.has(key.replace(/s$/, ''));
  const meant = isMine(tokens, at, number) || (!number && (isAll(tokens, at, to) || endsAfterYear(tokens, at, to)));
  if (common && !meant) return null;
  return isSpelled(tokens, at, to) ? null : { ...found.value, from: at, to };
}

/** Nothing else is said: a short answer. */
function isAll(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.every((token, i) => (i >= from && i < to) || BETWEEN.has(token.key));
}

/** "2011 nice and Rogue": a year, a make that was misheard, and the model at the end. */
function endsAfterYear(tokens: readonly Token[], from: number, to: number): boolean {
  return to === tokens.length && to - from === 1 && [1, 2].some((gap) => isYearBefore(tokens, from - gap));
}

/** Three letters in the middle of a spelled word are no model. */
function isSpelled(tokens: readonly Token[], from: number, to: number): boolean {
  const single = (token: Token | undefined): boolean => token?.number === false && token.key.length === 1;
  const letters = to - from > 1 && tokens.slice(from, to).every(single);
  return letters && (single(tokens[from - 1]) || single(tokens[to]));
}

/** A form that several makes have names none of them. */
function aloneModel(key: string, tokens: number): Model | null {
  const models = modelsNamed(key, tokens);
  const [first] = models;
  return first !== undefined && models.every((model) => model.make === first.make) ? first : null;
}

/** A year, "my" or "drive a" stands right before; before a number that is a model, only a year will do. */
function isMine(tokens: readonly Token[], at: number, number = false): boolean {
  const before = tokens[at - 1];
  if (before === undefined) return false;
  if (before.number) return isYearBefore(tokens, at);
  if (number) return false;
  return OWNERS.has(before.key) || (ARTICLES.has(before.key) && tokens[at - 2]?.key === 'drive');
}

function longestAt<T>(
  tokens: readonly Token[],
  at: number,
  find: (key: string, tokens: number) => T | null,
): { value: T; tokens: number } | null {
  for (let length = Math.min(LONGEST, tokens.length - at); length > 0; length -= 1) {
    if (tokens.slice(at, at + length - 1).some((token) => token.breakAfter)) continue;
    const value = find(keyAt(tokens, at, length), length);
    if (value !== null) return { value, tokens: length };
  }
  return null;
}

function keyAt(tokens: readonly Token[], at: number, length: number): string {
  return tokens
    .slice(at, at + length)
    .map((token) => token.key)
    .join('');
}
