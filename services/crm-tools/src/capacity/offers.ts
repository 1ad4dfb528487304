/** Which of many openings are offered: one to three, spread so that one of them is likely to suit. */
import type { Opening } from './openings.ts';

const MOST_OFFERS = 3;
/** Offers near a wish lie at least so far apart. */
const APART_MS = 60 * 60_000;

/** Of openings that all fit the wish: over the days it spans, else over the day. */
export function spreadOffers(openings: readonly Opening[]): Opening[] {
  const sameDay = openings.filter(({ staysOvernight }) => !staysOvernight);
  const usable = sameDay.length > 0 ? sameDay : openings;
  const days = Map.groupBy(usable, ({ date }) => date);
  const chosen = evenly([...days.values()], MOST_OFFERS);
  if (chosen.length >= MOST_OFFERS) return chosen.flatMap((day, index) => at(day, index / (chosen.length - 1)));
  const share = Math.ceil(MOST_OFFERS / Math.max(1, chosen.length));
  return chosen.flatMap((day) => evenly(day, share)).slice(0, MOST_OFFERS);
}

/** Of openings for whoever wants to come soon: over the first two days that have any. */
export function soonestOffers(openings: readonly Opening[]): Opening[] {
  const days = [...new Set(openings.map(({ date }) => date))].slice(0, 2);
  return spreadOffers(openings.filter(({ date }) => days.includes(date)));
}

/** Of openings that do not fit the wish, given the nearest to it first: the first ones, not all at the same hour. */
export function nearestOffers(openings: Iterable<Opening>): Opening[] {
  const chosen: Opening[] = [];
  for (const opening of openings) {
    if (chosen.every((other) => Math.abs(other.startsAt - opening.startsAt) >= APART_MS)) chosen.push(opening);
    if (chosen.length === MOST_OFFERS) break;
  }
  return chosen.toSorted((a, b) => a.startsAt - b.startsAt);
}

/** Up to `count` of the items, the first and the last among them. */
function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  if (count === 1) return items.slice(0, 1);
  return Array.from({ length: count }, (_, index) => at(items, index / (count - 1))).flat();
}

/** The item at a share of the way through, as a list of one. */
function at<T>(items: readonly T[], share: number): T[] {
  return items.slice(Math.round(share * (items.length - 1)), Math.round(share * (items.length - 1)) + 1);
}
