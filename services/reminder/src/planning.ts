/** When a reminder is due: at the time of the visit on the day before, by the shop's clock on the wall. */
import type { AppointmentRow } from '@bayline/contracts';
import { Temporal } from 'temporal-polyfill';

export const REMINDER_KIND = 'day-before' as const;

/** A reminder that is to stand for an appointment, or to stand no longer when `dueAt` is null. Ids only: queues are clear text. */
export interface Plan {
  readonly appointmentId: string;
  readonly shopId: string;
  readonly kind: typeof REMINDER_KIND;
  /** The version of the appointment it was planned by. */
  readonly version: number;
  readonly dueAt: Date | null;
  /** A reminder that was planned for this time before may stay, whether or not one is planned now; null when none may. */
  readonly keeps: Date | null;
}

/**
 * The plan for an appointment as it is now. A visit that was made less than a day ahead, that is cancelled or has begun gets no
 * reminder. One that was made in time is owed its reminder however late we hear of it: it is then due at once.
 */
export function planReminder(
  row: Pick<AppointmentRow, 'appointmentId' | 'shopId' | 'version' | 'start' | 'zone' | 'at'>,
  cancelled: boolean,
  now: Date,
): Plan {
  const { appointmentId, shopId, version } = row;
  const due = dayBefore(row.start, row.zone);
  const keeps = cancelled || Date.parse(row.start) <= now.getTime() ? null : due;
  return { appointmentId, shopId, kind: REMINDER_KIND, version, dueAt: isOwed(due, row.at) ? keeps : null, keeps };
}

/** Whether a reminder due then was still ahead when the visit was made, or last changed. */
export function isOwed(due: Date, madeAt: string): boolean {
  return due.getTime() > Date.parse(madeAt);
}

/**
 * The same time by the clock on the wall, one day earlier: 23 or 25 hours when the clocks change in between. A time that does
 * not exist on that day is taken later, one that comes twice at its first coming.
 */
export function dayBefore(start: string, zone: string): Date {
  const visit = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  return new Date(visit.subtract({ days: 1 }).epochMilliseconds);
}
