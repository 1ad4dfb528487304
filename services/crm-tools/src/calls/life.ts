/** The life of a call in its row: started, resumed, handed over, ended. */
import { type Database, sql } from '../database/postgres.ts';
import { type Resumable, type Resumption, resume } from './resuming.ts';

/** Decides about a call whose stream has ended, and counts the new stream. Null when there is no such call. */
export async function resumeCall(
  database: Database,
  callId: string,
  at: Date,
  deskUnanswered = false,
): Promise<{ shopId: string; resumption: Resumption } | null> {
  for (;;) {
    const [call] = await database.rows<Resumable & { shopId: string }>(sql`
      SELECT shop_id AS "shopId", streams, resumes, handed_over_at AS "handedOverAt", ended_at AS "endedAt"
      FROM calls WHERE call_id = ${callId}`);
    if (call === undefined) return null;
    const resumption = resume(call, at, { deskUnanswered });
    if (resumption.type !== 'stream') return { shopId: call.shopId, resumption };
    const written = await database.write(sql`
      UPDATE calls SET streams = ${resumption.stream}::integer, resumes = ${resumption.resumes}::timestamptz[],
        ended_at = NULL, handed_over_at = NULL
      WHERE call_id = ${callId} AND streams = ${call.streams}::integer`);
    if (written > 0) return { shopId: call.shopId, resumption };
  }
}

/** The first stream of a call is up. */
export async function markStarted(database: Database, callId: string, at: Date): Promise<void> {
  await database.write(sql`
    UPDATE calls SET started_at = ${at}::timestamptz WHERE call_id = ${callId} AND started_at IS NULL`);
}

/** A call is over for us; one that was transferred goes on at the desk. */
export async function markEnded(database: Database, callId: string, reason: string, at: Date): Promise<void> {
  const handedOverAt = reason === 'transferred' ? at : null;
  await database.write(sql`
    UPDATE calls SET ended_at = coalesce(ended_at, ${at}::timestamptz), end_reason = ${reason},
      handed_over_at = coalesce(handed_over_at, ${handedOverAt}::timestamptz)
    WHERE call_id = ${callId}`);
}

/** Twilio says that a call is over, and no gateway has told so: it died with the call. */
export async function markGone(database: Database, callId: string, status: string, at: Date): Promise<void> {
  await database.write(sql`
    UPDATE calls SET ended_at = ${at}::timestamptz, end_reason = ${status} WHERE call_id = ${callId} AND ended_at IS NULL`);
}

/** Answering machine detection has found who answered. The first word counts: it is told once, and repeated at most. */
export async function markJudged(database: Database, callId: string, verdict: string): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET verdict = ${verdict} WHERE call_id = ${callId} AND verdict IS NULL`,
  );
  await database.run(
    (client) => client.$executeRaw`
    UPDATE reminder_tries SET verdict = ${verdict} WHERE call_id = ${callId} AND verdict IS NULL`,
  );
}
