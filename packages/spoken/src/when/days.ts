/** Which days a wish means, and how two such meanings become one ("next week" and "Friday"). */
import { addDays, daysBetween, weekdayOf } from '../time/zones.ts';

/** One day; several readings when the words do not settle which, the usual one first. */
export interface OneDay {
  readonly type: 'day';
  readonly readings: readonly string[];
  /** 1 to 7 when it was said as a weekday. */
  readonly weekday?: number;
  /** When it was a weekday and nothing else: ruled out, it is out in every week. */
  readonly everyWeek?: boolean;
  /** When it was said as "the 3rd", without a month. */
  readonly dayOfMonth?: number;
  /** "The same day" stands for a day that was spoken of: any day that is named wins over it. */
  readonly standsIn?: boolean;
  readonly confidence: number;
}

/** Several days: from one date up to, not including, another; only some of them when `weekdays` or `dates` say so. */
export interface SeveralDays {
  readonly type: 'days';
  readonly from: string;
  readonly to: string;
  readonly weekdays?: readonly number[];
  readonly dates?: readonly string[];
  /** When it was said as a limit: "before" that date, "by" it or "after" it. */
  readonly limit?: { readonly bound: 'after' | 'before' | 'by'; readonly date: string };
  /** The last day ends here, in minutes since midnight: "by Friday noon". */
  readonly endsAt?: number;
  readonly confidence: number;
}

/** As soon as possible. */
export interface Soon {
  readonly type: 'soon';
  readonly confidence: number;
}

/** Whenever it suits the shop. */
export interface AnyDay {
  readonly type: 'any';
  readonly confidence: number;
}

export interface NoDay {
  readonly type: 'impossible';
  readonly why: 'past' | 'no-such-day';
  readonly say: string;
  /** "Yesterday" and "last week" tell a story more often than they wish: any other day wins over them. */
  readonly told?: boolean;
}

export const TOLD: NoDay = { type: 'impossible', why: 'past', say: 'That day is already past.', told: true };

export type DayPiece = OneDay | SeveralDays | Soon | AnyDay | NoDay;

export function oneDay(date: string, confidence = 1): OneDay {
  return { type: 'day', readings: [date], confidence };
}

export function severalDays(from: string, to: string, confidence = 1): SeveralDays {
  return { type: 'days', from, to, confidence };
}

/** The dates of several days, in order. */
export function datesOf(days: SeveralDays): string[] {
  const length = Math.max(0, Math.min(daysBetween(days.from, days.to), 400));
  const all = Array.from({ length }, (_, i) => addDays(days.from, i));
  return all.filter(
    (date) =>
      (days.weekdays === undefined || days.weekdays.includes(weekdayOf(date))) &&
      (days.dates === undefined || days.dates.includes(date)),
  );
}

/**
 * Two pieces of one wish as one; null when they contradict each other. "Tuesday the 25th" said of a Wednesday leaves two
 * readings, when the two stood side by side.
 */
export function refine(earlier: DayPiece, later: DayPiece, apart: boolean): DayPiece | null {
  if (earlier.type === 'impossible') return earlier.told === true ? later : earlier;
  if (later.type === 'impossible') return later.told === true ? earlier : later;
  if (isPlaceholder(earlier)) return later;
  if (isPlaceholder(later)) return earlier;
  if (earlier.type === 'day') return later.type === 'day' ? sameDay(earlier, later, apart) : within(earlier, later);
  return later.type === 'day' ? within(later, earlier) : overlap(earlier, later);
}

/** What names no day of its own. */
function isPlaceholder(piece: DayPiece): piece is Soon | AnyDay | (OneDay & { standsIn: true }) {
  return piece.type === 'soon' || piece.type === 'any' || (piece.type === 'day' && piece.standsIn === true);
}

function sameDay(a: OneDay, b: OneDay, apart: boolean): OneDay | null {
  const confidence = Math.min(a.confidence, b.confidence);
  const common = a.readings.filter((date) => b.readings.includes(date));
  if (common.length > 0) return { ...a, ...b, readings: common, confidence };
  const [weekly, dated] = a.weekday === undefined ? [b, a] : [a, b];
  const sameWeekday = dated.readings.filter((date) => weekdayOf(date) === weekly.weekday);
  if (sameWeekday.length > 0 && dated.weekday === undefined) return { ...dated, readings: sameWeekday, confidence };
  const found = weekdayOnDay(weekly, dated);
  if (found !== null) return oneDay(found, Math.min(confidence, 0.8));
  const contradicts = weekly.weekday === undefined || dated.weekday !== undefined || apart;
  return contradicts ? null : { type: 'day', readings: [...dated.readings, ...weekly.readings], confidence: 0.5 };
}

/** "Friday the 8th": the first of the next few months in which the 8th is a Friday. */
function weekdayOnDay(weekly: OneDay, monthly: OneDay): string | null {
  const first = monthly.readings[0];
  if (weekly.weekday === undefined || monthly.dayOfMonth === undefined || first === undefined) return null;
  for (let days = 0; days <= 62; days += 1) {
    const date = addDays(first, days);
    if (Number(date.slice(8)) === monthly.dayOfMonth && weekdayOf(date) === weekly.weekday) return date;
  }
  return null;
}

/** A day inside a stretch of days: "Friday" of "next week", "the 3rd" of "December", every "Monday" in "December". */
function within(day: OneDay, days: SeveralDays): DayPiece | null {
  const all = datesOf(days);
  const matching = all.filter((date) => day.readings.includes(date) || matches(day, date));
  const [only] = matching;
  if (only === undefined) return null;
  if (matching.length === 1) return oneDay(only, days.confidence);
  return { ...days, dates: matching };
}

function matches(day: OneDay, date: string): boolean {
  if (day.weekday !== undefined) return weekdayOf(date) === day.weekday;
  return day.dayOfMonth !== undefined && Number(date.slice(8)) === day.dayOfMonth;
}

function overlap(a: SeveralDays, b: SeveralDays): SeveralDays | null {
  const from = daysBetween(a.from, b.from) > 0 ? b.from : a.from;
  const to = daysBetween(a.to, b.to) > 0 ? a.to : b.to;
  if (from >= to) return null;
  return { ...a, ...b, from, to, confidence: Math.min(a.confidence, b.confidence) };
}

/** All days of two pieces that were offered as alternatives ("Monday or Tuesday"). */
export function either(a: DayPiece, b: DayPiece): DayPiece {
  const dates = [a, b].flatMap((piece) => listed(piece));
  const [first] = dates;
  if (first === undefined) return b;
  const sorted = [...new Set(dates)].sort();
  const from = sorted[0] ?? first;
  const to = addDays(sorted.at(-1) ?? first, 1);
  const confidence = Math.min(confidenceOf(a), confidenceOf(b));
  return daysBetween(from, to) === sorted.length
    ? severalDays(from, to, confidence)
    : { ...severalDays(from, to, confidence), dates: sorted };
}

function listed(piece: DayPiece): readonly string[] {
  if (piece.type === 'day') return piece.readings.slice(0, 1);
  return piece.type === 'days' ? datesOf(piece) : [];
}

export function confidenceOf(piece: DayPiece): number {
  return piece.type === 'impossible' ? 1 : piece.confidence;
}
