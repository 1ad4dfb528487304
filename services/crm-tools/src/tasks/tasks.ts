/** Tasks: what a person must do, because the house could not. */
import type { Database } from '../database/postgres.ts';

export interface NewTask {
  readonly id: string;
  readonly shopId: string;
  readonly kind: 'call-back';
  /** What makes two tasks of a kind the same one: the call, the appointment. */
  readonly subject: string;
  readonly what: string;
  readonly callId: string | null;
  readonly at: Date;
}

/** Opens a task; one that is there already stays as it is. */
export async function openTask(database: Database, task: NewTask): Promise<void> {
  const { id, shopId, kind, subject, what, callId, at } = task;
  await database.run(
    (client) => client.$executeRaw`
    INSERT INTO tasks (id, shop_id, kind, subject, state, what, call_id, created_at)
    VALUES (${id}::uuid, ${shopId}::uuid, ${kind}, ${subject}, 'open', ${what}, ${callId}, ${at}::timestamptz)
    ON CONFLICT (kind, subject) DO NOTHING`,
  );
}
