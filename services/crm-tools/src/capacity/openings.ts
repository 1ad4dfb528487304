/** When a shop could start a piece of work: every start at which a bay that can do it is free for as long as it takes. */
import { addDays, localDateOf, localTimeOf } from '@bayline/spoken';
import { hoursOn, type Shop, type Work } from '../shops/shop.ts';
import { finishOn, type Stretch, workday } from '../shops/workdays.ts';
import type { InTheWay } from './in-the-way.ts';

/** A bay that is not free. */
export interface Taken extends Stretch {
  /** Null closes every bay of the shop. */
  readonly bayId: string | null;
}

export interface Opening {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly freeAt: number;
  readonly staysOvernight: boolean;
  /** Local date of the start. */
  readonly date: string;
  /** Local time of the start: "09:30". */
  readonly clock: string;
  /** The bays that are free, best first. */
  readonly bayIds: readonly string[];
}

export interface Search {
  readonly shop: Shop;
  readonly work: Work;
  /** The bays that can do the work, best first. */
  readonly bayIds: readonly string[];
  readonly mayStay: boolean;
  readonly inTheWay: InTheWay;
  /** Starts are looked for from here on, half-open. */
  readonly starts: Stretch;
  /** A start that does not lie on the shop's steps, when one was named. */
  readonly exact: number | null;
}

const MINUTE_MS = 60_000;
/** A named start may lie on any of these minutes. */
const EXACT_STEP_MS = 5 * MINUTE_MS;

/** Every opening, in order of its start. */
export function findOpenings(search: Search): Opening[] {
  return [...openingsAt(search, startsOf(search))];
}

/** The openings one by one, those nearest to a wish first: whoever needs a few does not wait for all. */
export function openingsNear(search: Search, wish: Stretch): Generator<Opening> {
  const starts = startsOf(search);
  return openingsAt(
    search,
    starts.sort((a, b) => distance(a, wish) - distance(b, wish) || a.at - b.at),
  );
}

function* openingsAt(search: Search, starts: readonly Start[]): Generator<Opening> {
  for (const start of starts) {
    const opening = openingOn(search, start);
    if (opening !== null) yield opening;
  }
}

function distance({ at }: Start, wish: Stretch): number {
  if (at < wish.from) return wish.from - at;
  return at < wish.to ? 0 : at - wish.to;
}

/** A possible start with its local date and clock: telling them from the instant alone is slow, and there are hundreds. */
interface Start {
  readonly at: number;
  readonly date: string;
  readonly clock: string;
}

/** The opening at one start; null when the shop does not work then or no bay is free for as long as it takes. */
function openingOn(
  { shop, work, mayStay, bayIds: capable, inTheWay }: Search,
  { at, date, clock }: Start,
): Opening | null {
  const finish = finishOn(shop, work, date, at, mayStay);
  if (finish === null) return null;
  const wanted = { from: at, to: finish.freeAt };
  const bayIds = freeBays({ bayIds: capable, taken: inTheWay(wanted) }, wanted);
  return bayIds.length === 0 ? null : { startsAt: at, ...finish, date, clock, bayIds };
}

/** The bays that nothing takes for the whole stretch. */
export function freeBays(
  { bayIds, taken }: { readonly bayIds: readonly string[]; readonly taken: readonly Taken[] },
  wanted: Stretch,
): readonly string[] {
  const inTheWay = taken.filter((one) => one.from < wanted.to && wanted.from < one.to);
  if (inTheWay.some(({ bayId }) => bayId === null)) return [];
  return bayIds.filter((bayId) => !inTheWay.some((one) => one.bayId === bayId));
}

/** Possible starts: the shop's steps after opening on each day, and the one that was named. */
function startsOf({ shop, starts, exact }: Search): Start[] {
  const last = localDateOf(new Date(starts.to - 1), shop.zone);
  const found = new Map<number, Start>();
  for (let date = localDateOf(new Date(starts.from), shop.zone); date <= last; date = addDays(date, 1)) {
    for (const start of stepsOf(shop, date)) found.set(start.at, start);
  }
  if (exact !== null && exact % EXACT_STEP_MS === 0) found.set(exact, startAt(shop, exact));
  const inside = [...found.values()].filter(({ at }) => starts.from <= at && at < starts.to);
  return inside.sort((a, b) => a.at - b.at);
}

function startAt({ zone }: Shop, at: number): Start {
  const instant = new Date(at);
  return { at, date: localDateOf(instant, zone), clock: localTimeOf(instant, zone) };
}

/** The steps of a shop's days are asked for in every search: kept as long as the shop object lives. */
const known = new WeakMap<Shop, Map<string, readonly Start[]>>();

function stepsOf(shop: Shop, date: string): readonly Start[] {
  const days = known.get(shop) ?? new Map<string, readonly Start[]>();
  known.set(shop, days);
  const found = days.get(date) ?? computeSteps(shop, date);
  days.set(date, found);
  return found;
}

/** No zone changes its clocks while a shop is open: clock and instant run side by side from the opening on. */
function computeSteps(shop: Shop, date: string): Start[] {
  const day = workday(shop, date);
  const opens = day[0]?.from;
  const closes = day.at(-1)?.to;
  const hours = hoursOn(shop, date);
  if (opens === undefined || closes === undefined || hours === null) return [];
  const steps: Start[] = [];
  for (let after = 0; opens + after * MINUTE_MS < closes; after += shop.stepMinutes) {
    steps.push({ at: opens + after * MINUTE_MS, date, clock: clockAfter(hours.opens, after) });
  }
  return steps;
}

function clockAfter(opens: string, minutes: number): string {
  const [hours = 0, past = 0] = opens.split(':').map(Number);
  const whole = hours * 60 + past + minutes;
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
