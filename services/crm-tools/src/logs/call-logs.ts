/** The rows of call logs: read, folded and written in one transaction, so that facts of one call may arrive at several processes. */
import type { Database } from '../database/postgres.ts';
import type { Prisma } from '../generated/client.ts';
import { type CallLog, emptyLog } from './call-log.ts';

const TRANSACTION_MS = 5_000;

/** Changes the log of a call. A fact of a call without a row (a number that is not ours) is dropped. */
export async function changeLog(database: Database, callId: string, change: (log: CallLog) => CallLog): Promise<void> {
  await database.transaction(TRANSACTION_MS, async (transaction) => {
    await transaction.$executeRaw`
      INSERT INTO call_logs (call_id, shop_id) SELECT call_id, shop_id FROM calls WHERE call_id = ${callId}
      ON CONFLICT (call_id) DO NOTHING`;
    const log = await lockLog(transaction, callId);
    if (log === null) return;
    await writeLog(transaction, callId, change(log));
  });
}

async function lockLog(transaction: Prisma.TransactionClient, callId: string): Promise<CallLog | null> {
  const [row] = await transaction.$queryRaw<CallLog[]>`
    SELECT direction, intent, outcome, end_reason AS "endReason", started_at AS "startedAt", ended_at AS "endedAt",
      duration_ms AS "durationMs", model, prompt_version AS "promptVersion", transcript, latencies, unfinished, reports
    FROM call_logs WHERE call_id = ${callId} FOR UPDATE`;
  return row === undefined ? null : { ...emptyLog, ...row };
}

async function writeLog(transaction: Prisma.TransactionClient, callId: string, log: CallLog): Promise<void> {
  const { transcript, latencies, unfinished, reports, ...rest } = log;
  const data = { ...rest, ...jsonOf({ transcript, latencies, reports }), unfinished: [...unfinished] };
  await transaction.callLog.update({ where: { callId }, data });
}

/** Plain JSON, as Prisma takes it. */
function jsonOf<Key extends string>(value: Record<Key, unknown>): Record<Key, Prisma.InputJsonValue> {
  return JSON.parse(JSON.stringify(value));
}
