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
}

/** The plan for an appointment as it is now. A visit that is less than a day away, or cancelled, gets no reminder. */
export function planReminder(
  row: Pick<AppointmentRow, 'appointmentId' | 'shopId' | 'version' | 'start' | 'zone'>,
  cancelled: boolean,
  now: Date,
): Plan {
  const { appointmentId, shopId, version } = row;
  const due = dayBefore(row.start, row.zone);
  const dueAt = cancelled || due.getTime() <= now.getTime() ? null : due;
  return { appointmentId, shopId, kind: REMINDER_KIND, version, dueAt };
}

/**
 * The same time by the clock on the wall, one day earlier: 23 or 25 hours when the clocks change in between. A time that does
 * not exist on that day is taken later, one that comes twice at its first coming.
 */
export function dayBefore(start: string, zone: string): Date {
  const visit = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  return new Date(visit.subtract({ days: 1 }).epochMilliseconds);
}
