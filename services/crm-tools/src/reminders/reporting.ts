/** What comes back about the call of a try: that it was placed, was not, rang, ended, or what was said in it. */
import type { reminderMiss, reminderPlace, reminderReport } from '@bayline/contracts';
import type { z } from 'zod';
import { nextTryAt } from '../consent/permission.ts';
import { type ReminderHouse, TRANSACTION_MS } from './claiming.ts';
import { finishReminder } from './finishing.ts';
import { afterOutcome, afterReport, type Next, type Outcome, OVER, outcomeOf, type Reminder } from './reminder.ts';
import { changeReminder, lockReminder, type Transaction } from './rows.ts';
import { bindCall, settleTry } from './tries.ts';
import { readVisitToRemind } from './visit-to-remind.ts';

/** A try that cost nothing is made again this soon. */
const AGAIN_SOON_MS = 60_000;

export function placeReminder(
  house: ReminderHouse,
  { reminderId, attempt, callId }: z.output<typeof reminderPlace.request>,
): Promise<z.input<typeof reminderPlace.reply>> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const reminder = await lockReminder(transaction, reminderId);
    const placed = reminder !== null && (await bindCall(transaction, { reminderId, attempt }, callId));
    if (reminder !== null && placed) await noteDialled(house, transaction, reminder, attempt, callId);
    return { placed };
  });
}

/** A call that shows itself makes its try dialled, also one that was thought not to be placed. */
async function noteDialled(
  house: ReminderHouse,
  transaction: Transaction,
  reminder: Reminder,
  attempt: number,
  callId: string,
): Promise<void> {
  const waits = reminder.state === 'claimed' || reminder.state === 'in-doubt' || reminder.state === 'due';
  if (!waits || reminder.attempt !== attempt || reminder.callId !== null) return;
  await changeReminder(transaction, reminder.id, { state: 'dialled', callId, now: house.now() });
}

export function missReminder(
  house: ReminderHouse,
  { reminderId, attempt, how, code }: z.output<typeof reminderMiss.request>,
): Promise<z.input<typeof reminderMiss.reply>> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    const reminder = await lockReminder(transaction, reminderId);
    const open = reminder?.state === 'claimed' || reminder?.state === 'in-doubt';
    // A callback was faster, or another try is under way: the call is known, and so is what follows.
    if (reminder === null || reminder.attempt !== attempt || !open) return { at: null };
    if (how === 'unsure') {
      await changeReminder(transaction, reminderId, { state: 'in-doubt', now });
      return { at: null };
    }
    const nextAt = new Date(now.getTime() + AGAIN_SOON_MS);
    await settleTry(transaction, { reminderId, attempt }, how === 'refused' ? `refused: ${code}` : 'unplaced');
    if (how === 'refused')
      return { at: await follow(house, transaction, reminder, { type: 'text', outcome: 'refused' }) };
    await changeReminder(transaction, reminderId, { state: 'due', nextAt, now });
    return { at: nextAt.toISOString() };
  });
}

export function reportReminder(
  house: ReminderHouse,
  { reminderId, attempt, callId, status }: z.output<typeof reminderReport.request>,
): Promise<z.input<typeof reminderReport.reply>> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const nothing = { at: null, appointmentId: null, kind: 'day-before' as const, dueAt: null };
    const reminder = await lockDialled(house, transaction, { reminderId, attempt }, callId);
    if (reminder === null) return nothing;
    const about = { appointmentId: reminder.appointmentId, kind: reminder.kind, dueAt: reminder.dueAt.toISOString() };
    const next = afterReport(status, outcomeOf(reminder.outcome));
    // Reported twice: what followed from it is told again.
    const waitsAgain = reminder.state === 'due' && reminder.callId === callId;
    if (waitsAgain && next !== null) return { ...about, at: reminder.nextAt.toISOString() };
    if (next === null || reminder.callId !== callId || reminder.state !== 'dialled') return { ...about, at: null };
    await settleTry(transaction, { reminderId, attempt }, reminder.outcome ?? status);
    return { ...about, at: await follow(house, transaction, reminder, next) };
  });
}

/** What dialogue says came of the conversation. It may come after Twilio has reported the end. */
export function hearAnswered(
  house: ReminderHouse,
  callId: string,
  reminderId: string,
  outcome: Outcome,
): Promise<void> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const call = await readCall(transaction, callId);
    // Its conversation may be the first that is heard of a call: whoever placed it died, or was not answered.
    const attempt = call?.attempt ?? null;
    const own = attempt === null ? null : await lockDialled(house, transaction, { reminderId, attempt }, callId);
    const reminder = own ?? (await lockReminder(transaction, reminderId));
    if (reminder === null) return;
    // A person who calls back answers for whatever try is due; a call of ours for its own.
    const answers = reminder.callId === callId || call?.direction === 'inbound';
    // They had heard the reminder, and then said something to it.
    if (reminder.state === 'done' && reminder.outcome === 'reached' && answers) {
      return changeReminder(transaction, reminder.id, { state: 'done', outcome, now: house.now() });
    }
    if (OVER.has(reminder.state) || (!answers && reminder.state !== 'due')) return;
    await settleTry(transaction, { reminderId, attempt: reminder.attempt }, outcome);
    await follow(house, transaction, reminder, afterOutcome(outcome));
  });
}

/** The reminder whose try this call is, locked; dialled now at the latest. Null when it is no try of that reminder. */
async function lockDialled(
  house: ReminderHouse,
  transaction: Transaction,
  { reminderId, attempt }: { readonly reminderId: string; readonly attempt: number },
  callId: string,
): Promise<Reminder | null> {
  const reminder = await lockReminder(transaction, reminderId);
  if (reminder === null || !(await bindCall(transaction, { reminderId, attempt }, callId))) return null;
  await noteDialled(house, transaction, reminder, attempt, callId);
  return lockReminder(transaction, reminderId);
}

/** Which way a call went, and which try of a reminder it was placed for. */
async function readCall(
  transaction: Transaction,
  callId: string,
): Promise<{ direction: string; attempt: number | null } | undefined> {
  const [call] = await transaction.$queryRaw<{ direction: string; attempt: number | null }[]>`
    SELECT direction, reminder_attempt AS attempt FROM calls WHERE call_id = ${callId}`;
  return call;
}

/** Writes what follows; the time of the next try, when there is one. */
async function follow(
  house: ReminderHouse,
  transaction: Transaction,
  reminder: Reminder,
  next: Next,
): Promise<string | null> {
  const now = house.now();
  const visit = await readVisitToRemind(transaction, reminder.appointmentId);
  if (visit === null || (visit.status !== 'booked' && next.type !== 'done')) {
    await changeReminder(transaction, reminder.id, { state: 'withdrawn', now });
    return null;
  }
  if (next.type !== 'again') {
    await finishReminder(house, transaction, { reminder, visit, next, now });
    return null;
  }
  const nextAt = nextTryAt(now, reminder.attempt, house.rules);
  await changeReminder(transaction, reminder.id, { state: 'due', nextAt, now });
  return nextAt.toISOString();
}
