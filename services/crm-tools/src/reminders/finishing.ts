/** Ending a reminder: reached, written to in its stead, or handed to a person. */
import { sayMoment } from '@bayline/spoken';
import { planMessage } from '../messages/planning.ts';
import { writeTask } from '../tasks/tasks.ts';
import type { ReminderHouse } from './claiming.ts';
import type { Next, Reminder } from './reminder.ts';
import { changeReminder, type Transaction } from './rows.ts';
import type { VisitToRemind } from './visit-to-remind.ts';

interface Finish {
  readonly reminder: Reminder;
  readonly visit: VisitToRemind;
  readonly next: Exclude<Next, { type: 'again' }>;
  readonly now: Date;
}

/** Writes what a reminder came to. A message that may not be sent becomes a task. */
export async function finishReminder(house: ReminderHouse, transaction: Transaction, finish: Finish): Promise<void> {
  const { reminder, visit, next, now } = finish;
  const { outcome } = next;
  if (next.type === 'done') return changeReminder(transaction, reminder.id, { state: 'done', outcome, now });
  const written = next.type === 'text' && (await writeInstead(house, transaction, finish));
  if (written) return changeReminder(transaction, reminder.id, { state: 'done', outcome: `texted: ${outcome}`, now });
  await changeReminder(transaction, reminder.id, { state: 'failed', outcome, now });
  await writeTask(transaction, {
    id: house.newId(),
    shopId: reminder.shopId,
    kind: 'reminder',
    subject: reminder.id,
    what: await sayTask(house, visit, outcome, now),
    callId: reminder.callId,
    appointmentId: visit.appointmentId,
    at: now,
  });
}

function writeInstead(
  house: ReminderHouse,
  transaction: Transaction,
  { reminder, visit, now }: Finish,
): Promise<boolean> {
  return planMessage(house, transaction, { kind: 'reminder', subject: reminder.id, visit, callId: null, now });
}

const REASONS: Readonly<Record<string, string>> = {
  'no-number': 'there is no number that could be called',
  'wrong-number': 'the number on file is somebody else’s',
  fax: 'a fax machine answers',
  'too-late': 'there was no hour left in which they may be called',
};

async function sayTask({ shops }: ReminderHouse, visit: VisitToRemind, outcome: string, now: Date): Promise<string> {
  const zone = (await shops.byId(visit.shopId))?.zone ?? 'UTC';
  const who = [visit.firstName, visit.lastName].filter((part) => part !== null).join(' ');
  const why = REASONS[outcome] ?? 'nobody was reached';
  return `Remind ${who} of the visit on ${sayMoment(visit.startsAt, zone, now)}: ${why}.`;
}
