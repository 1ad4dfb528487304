/** A shop's working days in instants: opening hours without lunch, in the shop's zone, across daylight saving. */
import { addDays, localDateOf, zonedIso } from '@bayline/spoken';
import { hoursOn, type Shop, type Work } from './shop.ts';

/** A half-open stretch of time in epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When a visit that starts at some instant is done, and when its bay is free again, in epoch milliseconds. */
export interface Finish {
  readonly endsAt: number;
  readonly freeAt: number;
  /** Whether the work goes on after the day it starts on. */
  readonly staysOvernight: boolean;
}

/** Work that is not done after so many working days is not offered. */
const LONGEST_STAY_DAYS = 5;
/** Closed days in a row that are looked across for the next working day. */
const LONGEST_CLOSURE_DAYS = 7;
const MINUTE_MS = 60_000;

/** Zone arithmetic is slow and a shop's days are asked for in every search: kept as long as the shop object lives. */
const known = new WeakMap<Shop, Map<string, readonly Stretch[]>>();

/** When work is done on a local date: one stretch, two around lunch, none when the shop is closed. */
export function workday(shop: Shop, date: string): readonly Stretch[] {
  const days = known.get(shop) ?? new Map<string, readonly Stretch[]>();
  known.set(shop, days);
  const found = days.get(date) ?? computeWorkday(shop, date);
  days.set(date, found);
  return found;
}

function computeWorkday(shop: Shop, date: string): Stretch[] {
  const hours = hoursOn(shop, date);
  if (hours === null) return [];
  const from = instantOf(date, hours.opens, shop.zone);
  const to = instantOf(date, hours.closes, shop.zone);
  if (shop.lunch === null) return [{ from, to }];
  const lunch = {
    from: instantOf(date, shop.lunch.starts, shop.zone),
    to: instantOf(date, shop.lunch.ends, shop.zone),
  };
  const before = { from, to: Math.min(to, lunch.from) };
  const after = { from: Math.max(from, lunch.to), to };
  return [before, after].filter((stretch) => stretch.from < stretch.to);
}

/** NaN for a wall time that daylight saving skips: every comparison with it fails, so nothing is offered then. */
function instantOf(date: string, clock: string, zone: string): number {
  return Date.parse(zonedIso(date, clock, zone) ?? '');
}

/**
 * When work that starts at an instant is done: it pauses at lunch and, for a car that may stay, at closing time. Null when the
 * shop is not working at that instant, or the work would not be done in time.
 */
export function finishOf(shop: Shop, work: Work, startsAt: number, mayStay: boolean): Finish | null {
  return finishOn(shop, work, localDateOf(new Date(startsAt), shop.zone), startsAt, mayStay);
}

/** `finishOf` for who knows the local date of the start. */
export function finishOn(shop: Shop, work: Work, date: string, startsAt: number, mayStay: boolean): Finish | null {
  if (!workday(shop, date).some((stretch) => stretch.from <= startsAt && startsAt < stretch.to)) return null;
  let left = work.minutes * MINUTE_MS;
  for (const [index, day] of workingDaysFrom(shop, date, mayStay ? LONGEST_STAY_DAYS : 1).entries()) {
    for (const stretch of day) {
      const from = Math.max(stretch.from, startsAt);
      const worked = Math.max(0, Math.min(left, stretch.to - from));
      left -= worked;
      if (left > 0) continue;
      const endsAt = from + worked;
      return { endsAt, freeAt: endsAt + shop.bufferMinutes * MINUTE_MS, staysOvernight: index > 0 };
    }
  }
  return null;
}

function workingDaysFrom(shop: Shop, date: string, count: number): (readonly Stretch[])[] {
  const days: (readonly Stretch[])[] = [];
  for (let ahead = 0; days.length < count && ahead < count + LONGEST_CLOSURE_DAYS; ahead += 1) {
    const day = workday(shop, addDays(date, ahead));
    if (day.length > 0) days.push(day);
  }
  return days;
}

/** Whether the car of such a visit may stay overnight: it is left at the shop, or the work takes longer than any day. */
export function mayStayOvernight(shop: Shop, work: Work, visit: 'drop-off' | 'wait' | null): boolean {
  return visit === 'drop-off' || work.minutes > longestDayMinutes(shop);
}

function longestDayMinutes(shop: Shop): number {
  const lunch = shop.lunch === null ? 0 : minutesOf(shop.lunch.ends) - minutesOf(shop.lunch.starts);
  return Math.max(0, ...shop.hours.map((hours) => minutesOf(hours.closes) - minutesOf(hours.opens) - lunch));
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
