/** Tasks: what a person must do, because the house could not. */
import type { Database } from '../database/postgres.ts';
import type { Prisma } from '../generated/client.ts';

export interface NewTask {
  readonly id: string;
  readonly shopId: string;
  readonly kind:
    | 'call-back'
    | 'reminder'
    | 'message'
    | 'event-put-back'
    | 'event-deleted'
    | 'event-unknown'
    | 'calendar-disconnected';
  /** What makes two tasks of a kind the same one: the call, the appointment. */
  readonly subject: string;
  readonly what: string;
  readonly callId: string | null;
  readonly appointmentId?: string;
  readonly at: Date;
}

/** Opens a task; one that is there already stays as it is. */
export async function openTask(database: Database, task: NewTask): Promise<void> {
  await database.run((client) => writeTask(client, task));
}

/** Opens a task beside what else is written. */
export async function writeTask(client: Pick<Prisma.TransactionClient, '$executeRaw'>, task: NewTask): Promise<void> {
  const { id, shopId, kind, subject, what, callId, appointmentId = null, at } = task;
  await client.$executeRaw`
    INSERT INTO tasks (id, shop_id, kind, subject, state, what, call_id, appointment_id, created_at)
    VALUES (${id}::uuid, ${shopId}::uuid, ${kind}, ${subject}, 'open', ${what}, ${callId}, ${appointmentId}::uuid,
      ${at}::timestamptz)
    ON CONFLICT (kind, subject) DO NOTHING`;
}

/** Closes a task that has taken care of itself. */
export async function closeTasks(database: Database, shopId: string, kind: NewTask['kind'], at: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    UPDATE tasks SET state = 'done', closed_at = ${at}::timestamptz
    WHERE shop_id = ${shopId}::uuid AND kind = ${kind} AND state = 'open'`,
  );
}
