/** Year, make and model as callers say them, and as recognisers write them. */
import { wordsAlike } from '../likeness.ts';
import { isOtherWord } from '../names/other-words.ts';
import { wordSet } from '../words.ts';
import { MAKES, MODELS } from './models.ts';
import { COMMON_MAKES, COMMON_MODELS, keyOf, MAKE_KEYS, MODEL_KEYS, type Model } from './spoken-forms.ts';
import { type Token, tokensOf, yearAt } from './tokens.ts';
import type { VehicleReading } from './vehicle.ts';

interface Mention extends VehicleReading {
  readonly from: number;
  /** Behind the last token. */
  readonly to: number;
}

/** The most tokens a make or model is said with: "town and country", "f one fifty", "range rover sport". */
const LONGEST = 4;
/** Whose car it is: then a word that may be a model is one. */
const OWNERS = wordSet('my, our, his, her, their, wifes, husbands, daughters, sons, moms, dads, mothers, fathers');
const ARTICLES = wordSet('a, an, the');
/** Words between a make and its model, or around a year, that say nothing. */
const BETWEEN = wordSet('the, a, an, uh, um, model, make, its, is, and, year, edition, from');
const BEFORE_YEAR = wordSet('model, year, its, from, is, a');
const REPAIRS = wordSet('no, sorry, wait, actually, mean, meant, correction, not');
/** A make or model that was recognised wrong is believed from this likeness on. */
const MAKE_LIKENESS = 0.8;
const MODEL_LIKENESS = 0.7;
/** Behind a year and a make that was guessed, something must be the model. */
const GUESSED_LIKENESS = 0.55;
/** A year alone is a vehicle's in an answer no longer than this. */
const SHORT_ANSWER = 6;

/** The vehicle in a text; null when nothing of one is said. A make follows from its model ("my Civic" is a Honda). */
export function readVehicle(text: string): VehicleReading | null {
  const tokens = tokensOf(text);
  const mentions = mentionsIn(tokens).map((mention) => withYear(tokens, mention));
  const best = bestOf(tokens, mentions) ?? guessed(tokens) ?? yearAlone(tokens);
  if (best === null) return null;
  return { year: best.year ?? onlyYear(tokens, mentions), make: best.make, model: best.model };
}

/** "It's a 2015. I believe it's an RX 350": one vehicle, one year. */
function onlyYear(tokens: readonly Token[], mentions: readonly Mention[]): number | null {
  const years = tokens.flatMap((_, i) => {
    const year = yearAt(tokens, i);
    return year === null || year.short || !isYearStart(tokens, i, year.tokens) ? [] : [year.year];
  });
  return years.length === 1 && mentions.length === 1 ? (years[0] ?? null) : null;
}

function mentionsIn(tokens: readonly Token[]): Mention[] {
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
  if (both !== null && both.tokens >= make.tokens)
    return { year: null, make: make.value, model: both.model, from: at, to: at + both.tokens };
  const end = at + make.tokens;
  const model = modelBehind(tokens, end, make.value);
  if (model === null && COMMON_MAKES.has(tokens[at]?.key ?? '') && !isMine(tokens, at) && !isAll(tokens, at, end))
    return null;
  return { year: null, make: make.value, model: model?.model ?? null, from: at, to: model?.to ?? end };
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
  const heard = tokens[end];
  if (heard === undefined || heard.number || isOtherWord(heard.key, false) || MAKE_KEYS.has(heard.key)) return null;
  const model = misheardModel(tokens, end, make, MODEL_LIKENESS);
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
  const common =
    COMMON_MODELS.has(key) || COMMON_MODELS.has(key.replace(/s$/, '')) || key.length <= 2 || /^\d+$/.test(key);
  const to = at + found.tokens;
  if (common && !isMine(tokens, at, /^\d+$/.test(key)) && (/^\d+$/.test(key) || !isAll(tokens, at, to))) return null;
  if (isSpelled(tokens, at, to)) return null;
  return { year: null, ...found.value, from: at, to: at + found.tokens };
}

/** Nothing else is said: a short answer. */
function isAll(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.every((token, i) => (i >= from && i < to) || BETWEEN.has(token.key));
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

function isYearBefore(tokens: readonly Token[], at: number): boolean {
  return [1, 2, 3].some((length) => yearAt(tokens, at - length)?.tokens === length);
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

/** The year right before a mention, inside it, or right behind it ("a Camry, 2012"). */
function withYear(tokens: readonly Token[], mention: Mention): Mention {
  for (let at = mention.from - 1; at >= Math.max(0, mention.from - 4); at -= 1) {
    const year = yearAt(tokens, at);
    const gap = year === null ? [] : tokens.slice(at + year.tokens, mention.from);
    const joined = year !== null && isYearStart(tokens, at, year.tokens);
    if (year !== null && joined && gap.every((token) => BETWEEN.has(token.key)) && (!year.short || gap.length === 0))
      return { ...mention, year: year.year };
  }
  for (let at = mention.from; at < Math.min(tokens.length, mention.to + 4); at += 1) {
    const year = yearAt(tokens, at);
    const gap = tokens.slice(mention.to, Math.max(mention.to, at));
    if (year !== null && !year.short && gap.every((token) => BEFORE_YEAR.has(token.key)))
      return { ...mention, year: year.year };
  }
  return mention;
}

/** "twenty eighteen" does not begin at "eighteen". */
function isYearStart(tokens: readonly Token[], at: number, length: number): boolean {
  const earlier = yearAt(tokens, at - 1);
  return earlier === null || earlier.tokens !== length + 1;
}

/** The fullest mention; the last one when the caller corrects themselves. */
function bestOf(tokens: readonly Token[], mentions: readonly Mention[]): Mention | null {
  const [first] = mentions;
  const last = mentions.at(-1);
  if (first === undefined || last === undefined) return null;
  const between = tokens.slice(first.to, last.from);
  if (mentions.length > 1 && between.some((token) => REPAIRS.has(token.key))) return last;
  return mentions.reduce((a, b) => (fullness(b) > fullness(a) ? b : a), first);
}

function fullness({ year, make, model }: VehicleReading): number {
  return [year, make, model].filter((part) => part !== null).length;
}

/** What a recogniser made of a make and model, behind a year: "2011 Neesun Rouge". */
function guessed(tokens: readonly Token[]): Mention | null {
  const at = tokens.findIndex((_, i) => yearAt(tokens, i)?.short === false);
  const year = at === -1 ? null : yearAt(tokens, at);
  if (year === null) return null;
  const place = at + year.tokens;
  const heard = tokens[place]?.key ?? '';
  const make = mostAlike(heard, MAKES, MAKE_LIKENESS);
  if (make === null) return null;
  return {
    year: year.year,
    make,
    model: misheardModel(tokens, place + 1, make, GUESSED_LIKENESS),
    from: at,
    to: place + 2,
  };
}

function misheardModel(tokens: readonly Token[], at: number, make: string, least: number): string | null {
  const heard = tokens[at]?.key ?? '';
  return heard.length < 4 ? null : mostAlike(heard, MODELS.get(make) ?? [], least);
}

function mostAlike(heard: string, names: readonly string[], least: number): string | null {
  if (heard.length < 3) return null;
  const scored = names.map((name) => ({ name, likeness: wordsAlike(heard, keyOf(name)) }));
  const best = scored.reduce((a, b) => (b.likeness > a.likeness ? b : a), { name: '', likeness: 0 });
  return best.likeness >= least ? best.name : null;
}

/** "It's a 2008." */
function yearAlone(tokens: readonly Token[]): Mention | null {
  const at = tokens.findIndex((_, i) => yearAt(tokens, i)?.short === false);
  const year = at === -1 ? null : yearAt(tokens, at);
  if (year === null || tokens.length > SHORT_ANSWER) return null;
  return { year: year.year, make: null, model: null, from: at, to: at + year.tokens };
}
