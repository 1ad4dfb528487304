/** Whether a person can be rung now, and when the shop can call back. Pure: the moment comes in. */
import { addDays, localDateOf, localTimeOf, sayDay, sayTime, weekdayOf, zonedIso } from '@bayline/spoken';
import type { Brief } from './state.ts';

type Shop = Brief['shop'];

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const DAYS_LOOKED_AHEAD = 14;

/** There is a desk, and somebody should be at it. */
export function deskIsOpen(shop: Shop, now: Date): boolean {
  if (shop.deskNumber === null) return false;
  const time = localTimeOf(now, shop.zone);
  return hoursOn(shop, localDateOf(now, shop.zone)).some(({ opens, closes }) => time >= opens && time < closes);
}

/** "today before 5 PM", "tomorrow after 8 AM", "on Monday, November 30th after 8 AM"; null when no desk hours are known. */
export function sayCallBackTime(shop: Shop, now: Date): string | null {
  const today = localDateOf(now, shop.zone);
  const time = localTimeOf(now, shop.zone);
  for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead += 1) {
    const date = addDays(today, ahead);
    const hours = hoursOn(shop, date).find(({ closes }) => ahead > 0 || closes > time);
    if (hours === undefined) continue;
    if (ahead === 0 && hours.opens <= time) return `today before ${clock(shop, date, hours.closes)}`;
    const day = ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : `on ${sayDay(date, shop.zone, now)}`;
    return `${day} after ${clock(shop, date, hours.opens)}`;
  }
  return null;
}

function hoursOn(shop: Shop, date: string): readonly { opens: string; closes: string }[] {
  if (shop.closures.some((closure) => closure.date === date)) return [];
  const weekday = WEEKDAYS[weekdayOf(date) - 1];
  // A desk without hours of its own keeps those of the shop.
  return (shop.deskHours.length > 0 ? shop.deskHours : shop.hours)
    .filter((day) => day.weekday === weekday)
    .toSorted((one, other) => one.opens.localeCompare(other.opens));
}

function clock(shop: Shop, date: string, time: string): string {
  return sayTime(zonedIso(date, time, shop.zone) ?? `${date}T${time}:00Z`, shop.zone);
}
