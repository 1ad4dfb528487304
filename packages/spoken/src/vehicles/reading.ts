/** Year, make and model as callers say them, and as recognisers write them. */
import { wordSet } from '../words.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { misheardVehicle } from './misheard.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { VehicleReading } from './vehicle.ts';
import { yearBefore, yearBehind, yearsIn } from './years.ts';

const REPAIRS = wordSet('no, sorry, wait, actually, mean, meant, correction, not');
/** A year alone is a vehicle's in an answer no longer than this. */
const SHORT_ANSWER = 6;

type Dated = Mention & VehicleReading;

/** The vehicle in a text; null when nothing of one is said. A make follows from its model ("my Civic" is a Honda). */
export function readVehicle(text: string): VehicleReading | null {
  const tokens = withoutDigitRuns(tokensOf(text));
  const mentions = mentionsIn(tokens).map((mention) => withYear(tokens, mention));
  const best = bestOf(tokens, mentions) ?? withoutMention(tokens);
  if (best === null) return null;
  const years = mentions.length === 1 ? yearsIn(tokens) : [];
  // "It's from 2017. The model is a Tacoma": one vehicle, one year.
  const only = years.length === 1 ? (years[0]?.year ?? null) : null;
  const year = correctedYear(tokens, years) ?? best.year ?? only;
  return { year, make: best.make, model: best.model };
}

/** "A 2014 Altima, sorry, 2013": the year behind the repair. */
function correctedYear(tokens: readonly Token[], years: ReturnType<typeof yearsIn>): number | null {
  const [before, last] = years.slice(-2);
  if (before === undefined || last === undefined) return null;
  const between = tokens.slice(before.at + before.tokens, last.at);
  return between.some((token) => REPAIRS.has(token.key)) ? last.year : null;
}

/** So many digits one by one are a number of some other kind. */
const DIGITS_IN_A_ROW = 6;

function withoutDigitRuns(tokens: readonly Token[]): readonly Token[] {
  const isDigit = (token: Token | undefined): boolean => token?.number === true && token.key.length === 1;
  return tokens.filter((token, at) => {
    if (!isDigit(token)) return true;
    let [from, to] = [at, at];
    while (isDigit(tokens[from - 1])) from -= 1;
    while (isDigit(tokens[to + 1])) to += 1;
    return to - from + 1 < DIGITS_IN_A_ROW;
  });
}

function withYear(tokens: readonly Token[], mention: Mention): Dated {
  const year = yearBefore(tokens, mention.from) ?? yearBehind(tokens, mention.from, mention.to);
  return { ...mention, year };
}

/** The fullest mention; the last one when the caller corrects themselves. */
function bestOf(tokens: readonly Token[], mentions: readonly Dated[]): Dated | null {
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

/** A year with a make and model that were misheard behind it, or alone in a short answer: "it's a 2016". */
function withoutMention(tokens: readonly Token[]): VehicleReading | null {
  const [first] = yearsIn(tokens);
  if (first === undefined) return null;
  const behind = first.at + first.tokens;
  const guess = misheardVehicle(tokens[behind], tokens[behind + 1]);
  if (guess !== null) return { year: first.year, ...guess };
  return tokens.length > SHORT_ANSWER ? null : { year: first.year, make: null, model: null };
}
