/** Tasks about the shop's calendar, in a sentence or two that say what happened and what is to be done. */
import { sayMoment } from '@bayline/spoken';
import type { Obstacle } from './moving.ts';

/** A visit as its row has it. */
export interface ToldVisit {
  readonly customerFirstName: string;
  readonly services: readonly string[];
  readonly start: Date;
  readonly zone: string;
}

const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  'no-time': 'it has no time of day there',
  past: 'that is in the past',
  closed: 'the shop is closed then, or the work would not be done in time',
  'no-capable-bay': 'that bay cannot do the work',
  taken: 'the bay is taken then',
};

/** "Dana's oil change on Tuesday, ... was moved in the calendar to ..., but the bay is taken then: it was put back. ..." */
export function sayPutBack(visit: ToldVisit, to: Date | null, obstacle: Obstacle, now: Date): string {
  const where = to === null ? '' : ` to ${sayMoment(to, visit.zone, now)}`;
  return `${sayVisit(visit, now)} was moved in the calendar${where}, but ${OBSTACLES[obstacle]}: it was put back. Call the customer if it has to move.`;
}

export function sayDeleted(visit: ToldVisit, now: Date): string {
  return `The event of ${sayVisit(visit, now)} was deleted in the calendar. The appointment stands: cancel it with the customer, or restore the event.`;
}

export function sayUnknownEvent(start: Date | null, zone: string, now: Date): string {
  const when = start === null ? '' : ` on ${sayMoment(start, zone, now)}`;
  return `The calendar holds an event${when} of an appointment that nobody knows. Find out whose it is, then delete it or book it anew.`;
}

export const DISCONNECTED =
  'Google no longer accepts the consent for the shop’s calendars. Bookings go on without them: give the consent again.';

function sayVisit({ customerFirstName, services, start, zone }: ToldVisit, now: Date): string {
  return `${customerFirstName}'s ${services.join(' and ')} on ${sayMoment(start, zone, now)}`;
}
