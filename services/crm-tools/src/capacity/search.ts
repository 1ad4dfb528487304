/** The search for offers: which stretch to look at, what fits a wish in it, and what lies nearest when nothing does. */
import type { NoReason } from '@bayline/contracts';
import type { Shop, Work } from '../shops/shop.ts';
import type { Stretch } from '../shops/workdays.ts';
import { takenByDay } from './in-the-way.ts';
import { nearestOffers, soonestOffers, spreadOffers } from './offers.ts';
import { findOpenings, type Opening, openingsNear, type Taken } from './openings.ts';
import { type TimeWish, whyNot } from './wish.ts';

export interface Found {
  readonly asWished: boolean;
  /** Why the wish itself cannot be had. */
  readonly why: NoReason | null;
  readonly offers: readonly Opening[];
}

export interface Looked {
  readonly shop: Shop;
  readonly work: Work;
  readonly bayIds: readonly string[];
  readonly mayStay: boolean;
  readonly wish: TimeWish;
  /** What the shop gives at all. */
  readonly given: Stretch;
  /** The stretch of starts that was looked at. */
  readonly looked: Stretch;
  readonly taken: readonly Taken[];
}

const DAY_MS = 24 * 3_600_000;
/** A long wish is looked at for its first two weeks, with room for something near around it; "soon" for one week. */
const LONGEST_FIRST_LOOK_MS = 14 * DAY_MS;
const BEFORE_MS = 3 * DAY_MS;
const AFTER_MS = 7 * DAY_MS;
const SOON_MS = 7 * DAY_MS;

/** Stretches to look at in turn: around the wish, then all that the shop gives. */
export function stretchesToLookAt(wish: TimeWish, given: Stretch): Stretch[] {
  if (wish.soon) return [{ from: given.from, to: given.from + SOON_MS }, given];
  const end = Math.min(wish.starts.to, wish.starts.from + LONGEST_FIRST_LOOK_MS);
  const near = clip({ from: wish.starts.from - BEFORE_MS, to: end + AFTER_MS }, given);
  return near.from < near.to ? [near, given] : [given];
}

/** What can be offered from one stretch; null when a wider look could find what was wished, or anything at all. */
export function search(looking: Looked): Found | null {
  const { shop, wish, given, looked, taken } = looking;
  const inTheWay = takenByDay(taken);
  const within = (starts: Stretch) => ({ ...looking, inTheWay, starts, exact: wish.exact });
  const fitting = findOpenings(within(clip(wish.starts, looked))).filter(wish.accepts);
  if (fitting.length > 0) {
    return { asWished: true, why: null, offers: wish.soon ? soonestOffers(fitting) : spreadOffers(fitting) };
  }
  const wholeWishSeen = wish.starts.to <= looked.to || looked.to >= given.to;
  const near = wholeWishSeen ? nearestOffers(openingsNear(within(looked), wish.starts)) : [];
  return near.length === 0 ? null : { asWished: false, why: whyNot(shop, wish, given), offers: near };
}

function clip(stretch: Stretch, limits: Stretch): Stretch {
  return { from: Math.max(stretch.from, limits.from), to: Math.min(stretch.to, limits.to) };
}
