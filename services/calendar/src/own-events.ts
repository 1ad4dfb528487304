/** What a person did to an event of ours: told from what we had written into it. */
import { isOurs } from './appointment-event.ts';
import type { CalendarEvent, EventTime } from './shop-calendars.ts';

export type Done =
  | {
      readonly type: 'moved';
      /** Null for an event that has days instead of times now. */
      readonly start: Date | null;
      readonly end: Date | null;
    }
  | { readonly type: 'deleted' };

/** What a person did to an event that stands in this calendar; null when it is as we left it, or not ours. */
export function doneByPerson(event: CalendarEvent, calendarId: string): Done | null {
  if (!isOurs(event) || event.version === null || event.written === null || !event.standing) return null;
  if (event.cancelled) return { type: 'deleted' };
  const { written } = event;
  const [start, end] = [timeOf(event.start), timeOf(event.end)];
  const asWritten =
    start?.getTime() === written.start.getTime() &&
    end?.getTime() === written.end.getTime() &&
    calendarId === written.calendarId;
  return asWritten ? null : { type: 'moved', start, end };
}

/** Whether it may be ours although it no longer says so: of a deleted event a reading may tell the id only. */
export function mayBeOurs(event: CalendarEvent): boolean {
  return isOurs(event) || (event.cancelled && event.appointmentId === null && /^[0-9a-f]{32}$/.test(event.id));
}

function timeOf(time: EventTime | null): Date | null {
  return time !== null && 'at' in time ? time.at : null;
}
