/** Days and times as a voice should say them. */
import { writeOrdinal } from '../numbers/saying.ts';
import { daysBetween, isLocalDate, localDateOf, localTimeOf, minutesOfClock, weekdayOf } from './zones.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** From this many days away on, a day is said with its year. */
const YEAR_AFTER_DAYS = 300;

/** A local date ("2026-11-24") or an instant as a day of the zone: "Tuesday, November 24th"; with its year when far away. */
export function sayDay(day: string | Date, zone: string, now: Date): string {
  const date = dateOf(day, zone);
  const [year = 0, month = 1, number = 1] = date.split('-').map(Number);
  const said = `${WEEKDAYS[weekdayOf(date) - 1]}, ${MONTHS[month - 1]} ${writeOrdinal(number)}`;
  const away = Math.abs(daysBetween(localDateOf(now, zone), date));
  return away >= YEAR_AFTER_DAYS ? `${said}, ${year}` : said;
}

function dateOf(day: string | Date, zone: string): string {
  if (typeof day === 'string' && isLocalDate(day)) return day;
  return localDateOf(new Date(day), zone);
}

/** The clock time of an instant in a zone: "9 AM", "2:30 PM", "noon", "midnight". */
export function sayTime(moment: string | Date, zone: string): string {
  return sayClock(minutesOfClock(localTimeOf(new Date(moment), zone)) ?? 0);
}

/** Minutes since midnight as a clock time. */
export function sayClock(minutes: number): string {
  const inDay = minutes % 1_440;
  if (inDay === 720) return 'noon';
  if (inDay === 0) return 'midnight';
  const hour = Math.floor(inDay / 60);
  const minute = inDay % 60;
  const half = hour < 12 ? 'AM' : 'PM';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return minute === 0 ? `${twelve} ${half}` : `${twelve}:${String(minute).padStart(2, '0')} ${half}`;
}

/** "Tuesday, November 24th at 9 AM". */
export function sayMoment(moment: string | Date, zone: string, now: Date): string {
  const instant = new Date(moment);
  return `${sayDay(instant, zone, now)} at ${sayTime(instant, zone)}`;
}
