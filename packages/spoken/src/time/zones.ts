/** Local days and clock times of a zone, and the instants they are. The only place that decides gaps and overlaps. */
import { Temporal } from 'temporal-polyfill';
import { offsetMs } from './offsets.ts';

/** Minutes in a day. */
export const DAY_MINUTES = 1_440;

const MINUTE_MS = 60_000;
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/**
 * The instant of a local date and clock time as ISO 8601 with offset. Null in a daylight-saving gap, and for what is no
 * date or time; the first occurrence in an overlap. Throws a RangeError for an unknown zone: that is configuration.
 */
export function zonedIso(localDate: string, clock: string, zone: string): string | null {
  const minutes = minutesOfClock(clock);
  if (minutes === null || !isLocalDate(localDate)) return null;
  const wall = wallTime(localDate, minutes);
  const first = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return first.toPlainDateTime().equals(wall) ? isoOf(first) : null;
}

/** The edge of a window: as `zonedIso`, but a time in a gap is the first one after it. 1440 minutes are the next midnight. */
export function edgeIso(localDate: string, minutes: number, zone: string): string {
  return isoOf(wallTime(localDate, minutes).toZonedDateTime(zone, { disambiguation: 'compatible' }));
}

function wallTime(localDate: string, minutes: number): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(localDate).toPlainDateTime().add({ minutes });
}

/** An instant as ISO 8601 with the offset of a zone, to the second. */
export function isoIn(instant: Date, zone: string): string {
  const offset = offsetMs(instant.getTime(), zone);
  // Offsets of the 19th century go by seconds.
  if (offset % MINUTE_MS !== 0)
    return isoOf(Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone));
  const [date, clock] = wallOf(instant, zone);
  const sign = offset < 0 ? '-' : '+';
  return `${date}T${clock.slice(0, 8)}${sign}${clockOfMinutes(Math.abs(offset) / MINUTE_MS)}`;
}

function isoOf(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** The local date of an instant: "2026-11-24". */
export function localDateOf(instant: Date, zone: string): string {
  return wallOf(instant, zone)[0];
}

/** The local clock time of an instant: "09:00". */
export function localTimeOf(instant: Date, zone: string): string {
  return wallOf(instant, zone)[1].slice(0, 5);
}

/** Date and clock of the wall, to the millisecond. */
function wallOf(instant: Date, zone: string): readonly [date: string, clock: string] {
  const at = instant.getTime();
  const [date = '', clock = ''] = new Date(at + offsetMs(at, zone)).toISOString().split('T');
  return [date, clock];
}

/** Whether a text is a real day of the calendar: "2026-02-29" is not. */
export function isLocalDate(text: string): boolean {
  if (!LOCAL_DATE.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** 29 for February 2028. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Day of the week of a local date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(localDate: string): number {
  return ((dayNumber(localDate) + 3) % 7) + 1;
}

/** The local date a number of days later (or earlier). */
export function addDays(localDate: string, days: number): string {
  return new Date((dayNumber(localDate) + days) * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one local date to another; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

function dayNumber(localDate: string): number {
  return Math.floor(Date.parse(`${localDate}T00:00:00Z`) / 86_400_000);
}

/** "09:30" -> 570; null for what is no clock time. */
export function minutesOfClock(clock: string): number | null {
  const match = CLOCK.exec(clock);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** 570 -> "09:30"; 1440 -> "24:00". */
export function clockOfMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
