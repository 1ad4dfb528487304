/** What is answered about changes and appointments: every sentence is rendered from a row, or from what is held for one. */
import type { AppointmentCard, Done, ReadBack } from '@bayline/contracts';
import { isoIn, sayBooked, sayCancelled, sayList, sayMoment, sayMoved, sayReadBack, type Visit } from '@bayline/spoken';
import type { Change, DoneChange } from './change.ts';

/** An appointment of the caller, with its short name. */
export interface NamedVisit {
  readonly name: string;
  readonly start: string;
  readonly services: readonly string[];
  readonly vehicle: string | null;
}

/** What is read back before a change. The same hold is always read back in the same words. */
export function tellHeld(change: Change, zone: string): ReadBack {
  return { ok: true, state: 'read-back', pending: change.name, say: sayReadBack(wordsFor(change, zone)) };
}

function wordsFor(change: Change, zone: string): Parameters<typeof sayReadBack>[0] {
  const visit = visitOf(change.startsAt, change.servicesSaid, change.vehicleSaid, zone, change.heldAt);
  if (change.type === 'cancel') return { type: 'cancel', visit };
  if (change.type === 'move') return { type: 'move', visit, from: change.movesFrom };
  const { firstName, lastName } = change.customer;
  const name = change.customer.isNew ? [firstName, lastName].filter((part) => part !== null).join(' ') : null;
  return { type: 'book', visit, name, phone: change.phoneSaid };
}

/** The confirmation of a committed change, from its row. A vehicle is named as it was said in the call. */
export function tellDone(done: DoneChange): Done {
  const { appointment, appointmentName, heldAt, vehicleSaid } = done;
  const { start, services, zone } = appointment;
  const visit = visitOf(start, services, vehicleSaid, zone, heldAt);
  const say = {
    book: () => sayBooked(visit, done.type === 'book' ? done.firstNameSaid : null),
    move: () => sayMoved(visit),
    cancel: () => sayCancelled(visit),
  }[done.type]();
  const card = tellVisit({ name: appointmentName, start, services, vehicle: vehicleSaid }, zone, new Date(heldAt));
  return { ok: true, state: 'done', appointment: card, say };
}

/** An appointment as the caller may hear it. */
export function tellVisit(visit: NamedVisit, zone: string, now: Date): AppointmentCard {
  const { name, start, services, vehicle } = visit;
  const say = `${sayList(services)} on ${sayMoment(start, zone, now)}`;
  return { appointment: name, services: [...services], vehicle, start: isoIn(new Date(start), zone), say };
}

function visitOf(start: string, services: readonly string[], vehicle: string | null, zone: string, at: string): Visit {
  return { start, services, vehicle, zone, now: new Date(at) };
}
