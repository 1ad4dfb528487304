/** What is said before and after an appointment changes, rendered from rows only: facts first, then one question. */
import { sayCardinal } from '../numbers/saying.ts';
import { sayPhone } from '../phones/saying.ts';
import { sayDay, sayMoment, sayTime } from '../time/saying.ts';
import { localDateOf } from '../time/zones.ts';
import { sayStart, sayWork, sayYourWork, type Visit } from './visits.ts';

/** A change that waits for a yes. */
export type Change =
  | {
      readonly type: 'book';
      readonly visit: Visit;
      /** The customer's name as it will stand in the row. */
      readonly name?: string | null;
      /** E.164; given only when the number was said in this call and should be heard back. */
      readonly phone?: string | null;
    }
  | {
      readonly type: 'move';
      /** The visit at its new time. */
      readonly visit: Visit;
      /** The old start. */
      readonly from: string | Date;
    }
  | { readonly type: 'cancel'; readonly visit: Visit };

/** What is read back before a change: the facts must be heard to the end before a yes to the question counts. */
export function sayReadBack(change: Change): { facts: string; question: string } {
  const { visit } = change;
  if (change.type === 'cancel') {
    return { facts: `I have ${sayYourWork(visit)} on ${sayStart(visit)}.`, question: 'Shall I cancel it?' };
  }
  if (change.type === 'move') {
    return { facts: `That moves ${sayYourWork(visit)} ${sayMove(change)}.`, question: 'Shall I make that change?' };
  }
  return { facts: bookingFacts(change), question: 'Shall I book it?' };
}

function bookingFacts({ visit, name, phone }: Extract<Change, { type: 'book' }>): string {
  const under = name ? `, under ${name}` : '';
  const number = phone ? ` I have your number as ${sayPhone(phone)}.` : '';
  return `Okay, ${sayWork(visit)} on ${sayStart(visit)}${under}.${number}`;
}

/** The day is said once when it stays the same: "from 2 PM to 9 AM on Tuesday, November 24th". */
function sayMove({ visit, from }: Extract<Change, { type: 'move' }>): string {
  const { start, zone, now } = visit;
  const sameDay = localDateOf(new Date(from), zone) === localDateOf(new Date(start), zone);
  if (!sameDay) return `from ${sayMoment(from, zone, now)} to ${sayStart(visit)}`;
  return `from ${sayTime(from, zone)} to ${sayTime(start, zone)} on ${sayDay(new Date(start), zone, now)}`;
}

/** The confirmation of a committed booking. */
export function sayBooked(visit: Visit, firstName?: string | null): string {
  const name = firstName ? `, ${firstName}` : '';
  return `You're all set${name}: ${sayWork(visit)} on ${sayStart(visit)}.`;
}

/** The confirmation of a committed move. */
export function sayMoved(visit: Visit): string {
  return `Done. I've moved ${sayYourWork(visit)} to ${sayStart(visit)}.`;
}

/** The confirmation of a committed cancellation. */
export function sayCancelled(visit: Visit): string {
  return `Done. I've cancelled ${sayYourWork(visit)} on ${sayStart(visit)}.`;
}

/** The caller's coming visits. */
export function sayAppointments(visits: readonly Visit[]): string {
  if (visits.length === 0) return "I don't see anything booked for you.";
  const each = visits.map((visit) => `${sayWork(visit)} on ${sayStart(visit)}`);
  if (visits.length === 1) return `You have ${each[0]}.`;
  return `You have ${sayCardinal(visits.length)} visits coming up: ${each.slice(0, -1).join('; ')}; and ${each.at(-1)}.`;
}
