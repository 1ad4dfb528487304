/** Comparing a shop's appointments with its events: what is to be done so that both say the same. */
import type { AppointmentRow } from '@bayline/contracts';
import { doneByPerson } from './own-events.ts';
import { placeOf, type ShopCalendar } from './places.ts';
import type { CalendarEvent } from './shop-calendars.ts';

export interface KnownAppointment {
  readonly row: AppointmentRow;
  readonly status: 'booked' | 'cancelled' | 'done';
}

/** An event of ours and the calendar it stands in. */
export interface FoundEvent {
  readonly calendar: ShopCalendar;
  readonly event: CalendarEvent;
}

export type Repair =
  /** No event stands for it, or one that is behind, or one too many. */
  | { readonly type: 'keep'; readonly row: AppointmentRow; readonly why: 'missing' | 'behind' | 'doubled' }
  /** Cancelled, and an event still stands. */
  | { readonly type: 'cancel'; readonly row: AppointmentRow }
  /** A person's doing, which crm-tools has to decide about. */
  | { readonly type: 'person'; readonly found: FoundEvent }
  /** It carries an appointment that was not among those to come. */
  | { readonly type: 'look-up'; readonly found: FoundEvent };

/** `events` are those that stand, deleted ones not among them. */
export function compare(
  calendars: readonly ShopCalendar[],
  appointments: readonly KnownAppointment[],
  events: readonly FoundEvent[],
): Repair[] {
  const standing = Map.groupBy(events, ({ event }) => event.appointmentId ?? '');
  const known = new Set(appointments.map(({ row }) => row.appointmentId));
  const strangers = events.filter(({ event }) => !known.has(event.appointmentId ?? ''));
  return [
    ...appointments.flatMap((one) => repairOf(calendars, one, standing.get(one.row.appointmentId) ?? []) ?? []),
    ...strangers.map((found): Repair => ({ type: 'look-up', found })),
  ];
}

function repairOf(
  calendars: readonly ShopCalendar[],
  { row, status }: KnownAppointment,
  events: readonly FoundEvent[],
): Repair | null {
  if (status === 'cancelled') return events.length === 0 ? null : { type: 'cancel', row };
  if (status === 'done' || placeOf(calendars, row) === undefined) return null;
  const found = events.find(({ event }) => (event.version ?? 0) >= row.version);
  if (found === undefined) return { type: 'keep', row, why: events.length === 0 ? 'missing' : 'behind' };
  if (events.length > 1) return { type: 'keep', row, why: 'doubled' };
  // A later version than was listed: it changed in the meantime, and its fact is on its way.
  if (found.event.version !== row.version) return null;
  return doneByPerson(found.event, found.calendar.calendarId) === null ? null : { type: 'person', found };
}
