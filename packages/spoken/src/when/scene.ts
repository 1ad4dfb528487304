/** The moment and the shop that a wish about time is read in. */
import {
  addDays,
  DAY_MINUTES,
  daysInMonth,
  isLocalDate,
  localDateOf,
  localTimeOf,
  minutesOfClock,
  weekdayOf,
} from '../time/zones.ts';
import type { WhenContext } from './meaning.ts';

export interface Scene {
  readonly now: Date;
  readonly zone: string;
  /** Today's local date, and the minutes since its midnight. */
  readonly today: string;
  readonly minute: number;
  /** Minutes since midnight. */
  readonly opens: number;
  readonly closes: number;
  readonly closures: ReadonlySet<string>;
  readonly askedBefore: boolean;
}

/** What a shop's hours are taken for when they are not told. */
const USUAL_OPENING = 8 * 60;
const USUAL_CLOSING = 18 * 60;

export function sceneOf(context: WhenContext): Scene {
  const { now, zone } = context;
  const opens = minutesOfClock(context.opens ?? '') ?? USUAL_OPENING;
  const closes = context.closes === '24:00' ? DAY_MINUTES : (minutesOfClock(context.closes ?? '') ?? USUAL_CLOSING);
  return {
    now,
    zone,
    today: localDateOf(now, zone),
    minute: minutesOfClock(localTimeOf(now, zone)) ?? 0,
    opens,
    // A shop that closes past midnight is open to the end of the day, as far as start times go.
    closes: closes > opens ? closes : DAY_MINUTES,
    closures: new Set(context.closures ?? []),
    askedBefore: context.askedBefore ?? false,
  };
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

/** The first day of that weekday on or after a date. */
export function weekdayFrom(date: string, weekday: number): string {
  return addDays(date, (weekday - weekdayOf(date) + 7) % 7);
}

/** The first of the month a number of months from a date's. */
export function firstOfMonth(date: string, months = 0): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  return written(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** A local date from its numbers; null when there is no such day. */
export function dateFrom(year: number, month: number, day: number): string | null {
  const date = written(year, month, day);
  return isLocalDate(date) ? date : null;
}

function written(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

/** The last day of a date's month. */
export function lastOfMonth(date: string): string {
  return written(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)));
}
