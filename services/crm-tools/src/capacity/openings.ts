/** When a shop could start a piece of work: every start at which a bay that can do it is free for as long as it takes. */
import { addDays, localDateOf } from '@bayline/spoken';
import type { Shop, Work } from '../shops/shop.ts';
import { finishOf, type Stretch, workday } from '../shops/workdays.ts';

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
  /** The bays that are free, best first. */
  readonly bayIds: readonly string[];
}

export interface Search {
  readonly shop: Shop;
  readonly work: Work;
  /** The bays that can do the work, best first. */
  readonly bayIds: readonly string[];
  readonly mayStay: boolean;
  readonly taken: readonly Taken[];
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
  return startsOf(search).flatMap((startsAt) => openingAt(search, startsAt) ?? []);
}

/** The opening at one start; null when the shop does not work then or no bay is free for as long as it takes. */
export function openingAt(search: Omit<Search, 'starts' | 'exact'>, startsAt: number): Opening | null {
  const finish = finishOf(search.shop, search.work, startsAt, search.mayStay);
  if (finish === null) return null;
  const bayIds = freeBays(search, { from: startsAt, to: finish.freeAt });
  if (bayIds.length === 0) return null;
  return { startsAt, ...finish, date: localDateOf(new Date(startsAt), search.shop.zone), bayIds };
}

/** The bays that nothing takes for the whole stretch. */
export function freeBays({ bayIds, taken }: Pick<Search, 'bayIds' | 'taken'>, wanted: Stretch): readonly string[] {
  const inTheWay = taken.filter((one) => one.from < wanted.to && wanted.from < one.to);
  if (inTheWay.some(({ bayId }) => bayId === null)) return [];
  return bayIds.filter((bayId) => !inTheWay.some((one) => one.bayId === bayId));
}

/** Possible starts: the shop's steps after opening on each day, and the one that was named. */
function startsOf({ shop, starts, exact }: Search): number[] {
  const last = localDateOf(new Date(starts.to - 1), shop.zone);
  const found = new Set<number>();
  for (let date = localDateOf(new Date(starts.from), shop.zone); date <= last; date = addDays(date, 1)) {
    for (const start of stepsOf(shop, date)) if (starts.from <= start && start < starts.to) found.add(start);
  }
  if (exact !== null && exact % EXACT_STEP_MS === 0 && starts.from <= exact && exact < starts.to) found.add(exact);
  return [...found].sort((a, b) => a - b);
}

function stepsOf(shop: Shop, date: string): number[] {
  const day = workday(shop, date);
  const opens = day[0]?.from;
  const closes = day.at(-1)?.to;
  if (opens === undefined || closes === undefined) return [];
  const steps: number[] = [];
  for (let start = opens; start < closes; start += shop.stepMinutes * MINUTE_MS) steps.push(start);
  return steps;
}
