/** The event that mirrors an appointment: its id, its words, and how it is told from events of people. */
import type { AppointmentRow } from '@bayline/contracts';
import type { CalendarEvent, EventDraft } from './shop-calendars.ts';

/** The hexadecimal digits of the appointment's id: within the alphabet Google allows (base32hex, 5 to 1,024 characters). */
export function eventIdOf(appointmentId: string): string {
  return appointmentId.toLowerCase().replaceAll('-', '');
}

/** The event of an appointment as it is now. */
export function draftOf(row: AppointmentRow): EventDraft {
  return {
    id: eventIdOf(row.appointmentId),
    appointmentId: row.appointmentId,
    version: row.version,
    summary: summaryOf(row),
    description: descriptionOf(row),
    location: row.bayName,
    start: new Date(row.start),
    end: new Date(row.end),
    zone: row.zone,
    guest: row.customerEmail,
    standing: true,
  };
}

/** Whether we made it. A copy that somebody made of one of our events is theirs: its id is not the appointment's. */
export function isOurs(event: CalendarEvent): boolean {
  return event.appointmentId !== null && eventIdOf(event.appointmentId) === event.id;
}

/** "Oil change, tires - 2018 Subaru Outback - Dana". */
function summaryOf(row: AppointmentRow): string {
  const services = row.services.join(', ');
  const work = services.charAt(0).toUpperCase() + services.slice(1);
  return [work, row.vehicle, row.customerFirstName].filter((part) => part !== null && part !== '').join(' - ');
}

function descriptionOf(row: AppointmentRow): string {
  const lines = [
    `Services: ${row.services.join(', ')}`,
    ...(row.vehicle === null ? [] : [`Vehicle: ${row.vehicle}`]),
    `Customer: ${row.customerFirstName}`,
    ...(row.notes === null ? [] : [`Notes: ${row.notes}`]),
    '',
    `Appointment ${row.appointmentId}, kept by Bayline.`,
  ];
  return lines.join('\n');
}
