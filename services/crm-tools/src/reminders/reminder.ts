/** A reminder's states, and what follows from what its call came to. Pure. */

export type ReminderState = 'due' | 'claimed' | 'dialled' | 'in-doubt' | 'done' | 'failed' | 'withdrawn';

/** A reminder as its row keeps it. */
export interface Reminder {
  readonly id: string;
  readonly shopId: string;
  readonly appointmentId: string;
  readonly kind: 'day-before';
  readonly dueAt: Date;
  readonly state: ReminderState;
  readonly attempt: number;
  readonly nextAt: Date;
  readonly claimedAt: Date | null;
  readonly leaseUntil: Date | null;
  readonly callId: string | null;
  readonly outcome: string | null;
}

/** Nothing is done about a reminder in one of these any more. */
export const OVER: ReadonlySet<ReminderState> = new Set(['done', 'failed', 'withdrawn']);

/** A plan lies 23 to 25 hours ahead of its visit; anything else was planned for another time of it. */
const EARLIEST_AHEAD_MS = 25.5 * 3_600_000;
const LATEST_AHEAD_MS = 22.5 * 3_600_000;

/** Whether a reminder due at that time can be about a visit at this one. */
export function fitsVisit(dueAt: Date, visitStartsAt: Date): boolean {
  const ahead = visitStartsAt.getTime() - dueAt.getTime();
  return LATEST_AHEAD_MS <= ahead && ahead <= EARLIEST_AHEAD_MS;
}

/** What the conversation of a reminder call came to, as dialogue tells it. */
export type Outcome =
  | 'confirmed'
  | 'moved'
  | 'cancelled'
  | 'reached'
  | 'voicemail'
  | 'wrong-person'
  | 'wrong-number'
  | 'opted-out'
  | 'transferred'
  | 'no-details'
  | 'fax';

export type Next =
  | { readonly type: 'done'; readonly outcome: string }
  /** Nobody was reached: another try, if there may be one. */
  | { readonly type: 'again' }
  /** No more calls; the customer is written to, if that is allowed. */
  | { readonly type: 'text'; readonly outcome: string }
  /** A person at the shop takes over. */
  | { readonly type: 'task'; readonly outcome: string };

/** What follows from an outcome. */
export function afterOutcome(outcome: Outcome): Next {
  if (outcome === 'wrong-person' || outcome === 'no-details') return { type: 'text', outcome };
  if (outcome === 'wrong-number' || outcome === 'fax') return { type: 'task', outcome };
  return { type: 'done', outcome };
}

/** Twilio's words for a call that is over. */
const ENDED: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** What follows from a report of Twilio's; null while the call goes on. */
export function afterReport(status: string, outcome: Outcome | null): Next | null {
  if (!ENDED.has(status)) return null;
  if (status === 'completed' && outcome !== null) return afterOutcome(outcome);
  return { type: 'again' };
}

const OUTCOMES: ReadonlySet<string> = new Set([
  ...['confirmed', 'moved', 'cancelled', 'reached', 'voicemail', 'wrong-person', 'wrong-number', 'opted-out'],
  ...['transferred', 'no-details', 'fax'],
]);

/** The outcome a row holds; null for none, or a word that is not one of a conversation. */
export function outcomeOf(text: string | null): Outcome | null {
  return text !== null && OUTCOMES.has(text) ? (text as Outcome) : null;
}
