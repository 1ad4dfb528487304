/** The rows of reminders: read under a lock, written by those who hold it. */
import { Prisma } from '../generated/client.ts';
import type { Reminder, ReminderState } from './reminder.ts';

export type Transaction = Prisma.TransactionClient;

const columns = Prisma.sql`
  id, shop_id AS "shopId", appointment_id AS "appointmentId", kind, due_at AS "dueAt", state, attempt, next_at AS "nextAt",
  claimed_at AS "claimedAt", lease_until AS "leaseUntil", call_id AS "callId", outcome`;

/** One at a time for each appointment, whatever its reminders are. */
export async function lockAppointment(transaction: Transaction, appointmentId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`reminder ${appointmentId}`}, 0))`;
}

/** The reminder with this id, locked; null when there is none. */
export async function lockReminder(transaction: Transaction, reminderId: string): Promise<Reminder | null> {
  const [found] = await transaction.$queryRaw<{ appointmentId: string }[]>`
    SELECT appointment_id AS "appointmentId" FROM reminders WHERE id = ${reminderId}::uuid`;
  if (found === undefined) return null;
  await lockAppointment(transaction, found.appointmentId);
  const [row] = await transaction.$queryRaw<Reminder[]>`
    SELECT ${columns} FROM reminders WHERE id = ${reminderId}::uuid`;
  return row ?? null;
}

export interface NewReminder {
  readonly id: string;
  readonly shopId: string;
  readonly appointmentId: string;
  readonly kind: string;
  readonly dueAt: Date;
  readonly version: number;
  readonly now: Date;
}

/** The reminder of this appointment, kind and time; made when there is none. The appointment is locked. */
export async function ensureReminder(transaction: Transaction, reminder: NewReminder): Promise<Reminder> {
  const { id, shopId, appointmentId, kind, dueAt, version, now } = reminder;
  await transaction.$executeRaw`
    INSERT INTO reminders (id, shop_id, appointment_id, kind, due_at, version, state, next_at, updated_at)
    VALUES (${id}::uuid, ${shopId}::uuid, ${appointmentId}::uuid, ${kind}, ${dueAt}::timestamptz, ${version}::integer, 'due',
      ${dueAt}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (appointment_id, kind, due_at) DO NOTHING`;
  const [row] = await transaction.$queryRaw<Reminder[]>`
    SELECT ${columns} FROM reminders
    WHERE appointment_id = ${appointmentId}::uuid AND kind = ${kind} AND due_at = ${dueAt}::timestamptz`;
  if (row === undefined) throw new Error('a reminder that was just made is not there');
  return row;
}

/** A visit that goes away, or to another time, takes with it what is only due: never a call that may be under way. */
export async function withdrawOthers(
  transaction: Transaction,
  { appointmentId, kind, but, now }: { appointmentId: string; kind: string; but: Date | null; now: Date },
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE reminders SET state = 'withdrawn', updated_at = ${now}::timestamptz
    WHERE appointment_id = ${appointmentId}::uuid AND kind = ${kind} AND state = 'due'
      AND (${but}::timestamptz IS NULL OR due_at <> ${but}::timestamptz)`;
}

/** Writes the fields that are given. */
export async function changeReminder(
  transaction: Transaction,
  reminderId: string,
  change: {
    state: ReminderState;
    now: Date;
    nextAt?: Date | undefined;
    outcome?: string | undefined;
    callId?: string | undefined;
  },
): Promise<void> {
  const { state, now, nextAt = null, outcome = null, callId = null } = change;
  await transaction.$executeRaw`
    UPDATE reminders SET state = ${state}, updated_at = ${now}::timestamptz,
      next_at = coalesce(${nextAt}::timestamptz, next_at), outcome = coalesce(${outcome}, outcome),
      call_id = coalesce(${callId}, call_id)
    WHERE id = ${reminderId}::uuid`;
}
