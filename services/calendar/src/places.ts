/** Which of a shop's calendars an appointment belongs into: its bay's own, else the shop's. */
import type { Place } from './following.ts';

export type { Place };

/** A calendar of a shop, as crm-tools knows it. */
export interface ShopCalendar {
  readonly shopId: string;
  /** Null for a calendar of the whole shop. */
  readonly bayId: string | null;
  readonly calendarId: string;
  readonly zone: string;
}

/** The calendar of the appointment and the shop's others; undefined when the shop has none for it. */
export function placeOf(
  calendars: readonly ShopCalendar[],
  appointment: { readonly shopId: string; readonly bayId: string },
): Place | undefined {
  const own = calendars.filter(({ shopId }) => shopId === appointment.shopId);
  const place = own.find(({ bayId }) => bayId === appointment.bayId) ?? own.find(({ bayId }) => bayId === null);
  if (place === undefined) return undefined;
  const { calendarId } = place;
  const others = own.map((calendar) => calendar.calendarId).filter((id) => id !== calendarId);
  return { calendarId, others: [...new Set(others)] };
}
