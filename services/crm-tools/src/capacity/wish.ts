/** What a caller's words about time ask of the shop, and why it cannot be had. */
import type { NoReason } from '@bayline/contracts';
import { addDays, localDateOf, type WhenContext, type WhenWindow } from '@bayline/spoken';
import { hoursOn, type Shop } from '../shops/shop.ts';
import { type Stretch, workday } from '../shops/workdays.ts';

/** Acceptable starts. */
export interface TimeWish {
  readonly starts: Stretch;
  /** The one instant that was named. */
  readonly exact: number | null;
  /** The one local date that was named. */
  readonly date: string | null;
  /** "Thursday, December 3rd in the morning"; null when nothing was said. */
  readonly say: string | null;
  /** Whether the earlier the better: no day was named, or only an hour ("first thing"). */
  readonly soon: boolean;
  /** Whether a start inside the stretch lies on a day and at an hour that were meant. */
  readonly accepts: (start: { readonly date: string; readonly clock: string }) => boolean;
}

const DAY_MS = 24 * 3_600_000;
/** What reaches further from now on is "any time", not "this week". */
const LONGER_THAN_A_WEEK_MS = 8 * DAY_MS;

/** From when to when the shop gives visits: after its notice, up to its horizon. */
export function givenStretch(shop: Shop, now: Date): Stretch {
  return { from: now.getTime() + shop.noticeMinutes * 60_000, to: now.getTime() + shop.horizonDays * DAY_MS };
}

/** No wish: whatever is soonest. */
export function soonest(given: Stretch): TimeWish {
  return { starts: given, exact: null, date: null, say: null, soon: true, accepts: () => true };
}

export function wishOf(window: WhenWindow, now: Date): TimeWish {
  const { exact, date, days, hours, say } = window;
  const named = exact === null ? null : Date.parse(exact);
  const whole = { from: Date.parse(window.from), to: Date.parse(window.to) };
  const fromNow = whole.from - now.getTime() < DAY_MS && date === null && days === null;
  return {
    starts: named === null ? whole : { from: named, to: named + 1 },
    exact: named,
    date,
    say,
    soon: fromNow && (hours !== null || whole.to - whole.from > LONGER_THAN_A_WEEK_MS),
    accepts: (start) =>
      (days === null || days.includes(start.date)) &&
      (hours === null || named !== null || (hours.from <= start.clock && start.clock < hours.to)),
  };
}

/** What the resolver of times must know of the shop: its widest opening hours, and the days it is closed. */
export function whenContext(shop: Shop, now: Date, askedBefore: boolean): WhenContext {
  const opens = shop.hours.map((hours) => hours.opens).toSorted()[0];
  const closes = shop.hours
    .map((hours) => hours.closes)
    .toSorted()
    .at(-1);
  return {
    now,
    zone: shop.zone,
    ...(opens === undefined || closes === undefined ? {} : { opens, closes }),
    closures: shop.closures.map(({ date }) => date),
    askedBefore,
  };
}

/** Why nothing fits a wish although bays that could do the work exist. */
export function whyNot(shop: Shop, wish: TimeWish, given: Stretch): NoReason {
  if (wish.starts.from >= given.to) return 'too-far-ahead';
  if (wish.starts.to <= given.from) return 'too-short-notice';
  if (wish.exact !== null) return isOpenAt(shop, wish.exact) ? 'slot-taken' : 'closed-that-day';
  return isOpenWithin(shop, wish.starts) ? 'fully-booked' : 'closed-that-day';
}

/** Lunch counts as open: that no work starts then is nothing a caller needs to hear as "closed". */
function isOpenAt(shop: Shop, instant: number): boolean {
  const day = workday(shop, localDateOf(new Date(instant), shop.zone));
  const [opens, closes] = [day[0]?.from, day.at(-1)?.to];
  return opens !== undefined && closes !== undefined && opens <= instant && instant < closes;
}

function isOpenWithin(shop: Shop, { from, to }: Stretch): boolean {
  const last = localDateOf(new Date(to - 1), shop.zone);
  for (let date = localDateOf(new Date(from), shop.zone); date <= last; date = addDays(date, 1)) {
    if (hoursOn(shop, date) !== null) return true;
  }
  return false;
}
