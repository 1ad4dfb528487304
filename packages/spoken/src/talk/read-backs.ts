/** What is said about appointments, rendered from rows only: before a change, after it, and when the answer is no. */
import { sayPhone } from '../phones/saying.ts';
import { sayDay, sayMoment, sayTime } from '../time/saying.ts';
import { localDateOf } from '../time/zones.ts';
import { sayList } from './sentences.ts';

/** A visit as its row has it. `services` are names to be said ("oil change"), `vehicle` is "2018 Subaru Outback" or null. */
export interface Visit {
  readonly services: readonly string[];
  readonly vehicle: string | null;
  /** ISO 8601 or an instant. */
  readonly start: string | Date;
  readonly zone: string;
  readonly now: Date;
}

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
  | { readonly type: 'move'; readonly visit: Visit; readonly from: string | Date }
  | { readonly type: 'cancel'; readonly visit: Visit };

/** What is read back before a change: the facts must be heard to the end before a yes to the question counts. */
export function sayReadBack(change: Change): { facts: string; question: string } {
  if (change.type === 'book') return { facts: bookingFacts(change), question: 'Shall I book it?' };
  const { visit } = change;
  const when = sayMoment(visit.start, visit.zone, visit.now);
  if (change.type === 'cancel') {
    return { facts: `That would cancel ${what(visit)} on ${when}.`, question: 'Shall I cancel it?' };
  }
  return { facts: `I'll move ${what(visit)} from ${before(change)} to ${when}.`, question: 'Is that right?' };
}

function bookingFacts({ visit, name, phone }: Extract<Change, { type: 'book' }>): string {
  const under = name ? `, under ${name}` : '';
  const number = phone ? ` Your number is ${sayPhone(phone)}.` : '';
  return `Okay, ${what(visit)} on ${sayMoment(visit.start, visit.zone, visit.now)}${under}.${number}`;
}

/** The old time: only the clock time when the day stays the same. */
function before({ visit, from }: Extract<Change, { type: 'move' }>): string {
  const sameDay = localDateOf(new Date(from), visit.zone) === localDateOf(new Date(visit.start), visit.zone);
  return sameDay ? sayTime(from, visit.zone) : sayMoment(from, visit.zone, visit.now);
}

/** "an oil change and a wheel alignment for your 2018 Subaru Outback". */
function what(visit: Visit): string {
  const services = visit.services.length === 0 ? 'your visit' : sayList(visit.services.map(withArticle));
  return visit.vehicle === null || visit.vehicle === '' ? services : `${services} for your ${visit.vehicle}`;
}

/** Names of work that take no article: "brake service", "new tires". */
const PLAIN = /(?:service|work|repairs?|maintenance|diagnostics|conditioning|tires|brakes|lights)$/i;

function withArticle(service: string): string {
  if (PLAIN.test(service) || /^(?:a|an|the|your)\s/i.test(service)) return service;
  return `${/^[aeiou]/i.test(service) ? 'an' : 'a'} ${service}`;
}

/** The confirmation of a committed booking. */
export function sayBooked(visit: Visit, firstName?: string | null): string {
  const name = firstName ? `, ${firstName}` : '';
  return `You're all set${name}: ${what(visit)}, ${sayMoment(visit.start, visit.zone, visit.now)}.`;
}

/** The confirmation of a committed move. */
export function sayMoved(visit: Visit): string {
  return `Done. ${capital(what(visit))} is now on ${sayMoment(visit.start, visit.zone, visit.now)}.`;
}

/** The confirmation of a committed cancellation. */
export function sayCancelled(visit: Visit): string {
  return `Done. ${capital(what(visit))} on ${sayMoment(visit.start, visit.zone, visit.now)} is cancelled.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The caller's coming visits. */
export function sayAppointments(visits: readonly Visit[]): string {
  const [first] = visits;
  if (first === undefined) return "I don't see anything booked for you.";
  const each = visits.map((visit) => `${what(visit)} on ${sayMoment(visit.start, visit.zone, visit.now)}`);
  if (visits.length === 1) return `You have ${each[0]}.`;
  return `You have ${visits.length} visits: ${sayList(each)}.`;
}

export interface Offers {
  /** Start times, in the order they are offered. */
  readonly starts: readonly (string | Date)[];
  /** Whether the wished time itself is among them. */
  readonly asWished: boolean;
  /** Why not, when it is not. */
  readonly why?: NoReason | null;
  /** The wish as it was understood: "Thursday, December 3rd in the morning". */
  readonly understood?: string | null;
  readonly zone: string;
  readonly now: Date;
}

/** Free times, the days said once each, and one question. */
export function sayOffers(offers: Offers): string {
  const times = sayTimes(offers);
  const lead = offers.asWished ? 'I have ' : `${refusal(offers)} The closest I have is `;
  const question = offers.starts.length === 1 ? 'Does that work for you?' : 'Which would you like?';
  return `${lead}${times}. ${question}`;
}

function refusal({ why, understood }: Offers): string {
  return sayNo(why ?? 'slot-taken', { when: understood ?? null });
}

/** "Tuesday, November 24th at 8 AM or 10:30 AM". */
function sayTimes({ starts, zone, now }: Offers): string {
  const days = new Map<string, string[]>();
  for (const start of starts) {
    const day = sayDay(new Date(start), zone, now);
    days.set(day, [...(days.get(day) ?? []), sayTime(start, zone)]);
  }
  return sayList(
    [...days].map(([day, times]) => `${day} at ${sayList(times, 'or')}`),
    'or',
  );
}

/** The closed list of reasons for a no, as the contracts name them. */
export type NoReason =
  | 'already-cancelled'
  | 'ambiguous'
  | 'changed-arguments'
  | 'closed-that-day'
  | 'fully-booked'
  | 'hold-lapsed'
  | 'in-the-past'
  | 'invalid-arguments'
  | 'invalid-vin'
  | 'needs-another-fact'
  | 'needs-details'
  | 'no-capable-bay'
  | 'not-confirmed'
  | 'not-found'
  | 'not-now'
  | 'not-verified'
  | 'nothing-booked'
  | 'overlapping-visit'
  | 'slot-taken'
  | 'stale-owner'
  | 'too-far-ahead'
  | 'too-short-notice'
  | 'unavailable'
  | 'unclear-time'
  | 'unknown-appointment'
  | 'unknown-service'
  | 'unknown-slot'
  | 'vin-not-decoded';

export interface NoDetails {
  /** The time in question, as it is said. */
  readonly when?: string | null;
  /** What is missing, as it is said: "your name", "a phone number". */
  readonly missing?: readonly string[];
}

export function sayNo(reason: NoReason, details: NoDetails = {}): string {
  const when = details.when ?? 'That time';
  return reason === 'closed-that-day' ? `We're closed on ${details.when ?? 'that day'}.` : `${when} is not free.`;
}
