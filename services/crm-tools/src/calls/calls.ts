/** The rows of calls: opened at the webhook, read by every tool, written when something was proven, offered or named. */
import { type Database, sql } from '../database/postgres.ts';
import type { FactKind } from '../identity/ladder.ts';
import type { Call } from './call.ts';

/** What the webhook tells of a call; `number` is the other end's. */
export interface OpenedCall {
  readonly callId: string;
  readonly shopId: string;
  readonly direction: Call['direction'];
  readonly number: string | null;
  readonly attestation: Call['attestation'];
  readonly at: Date;
  /** The try of a reminder it was placed for. */
  readonly reminder?: { readonly reminderId: string; readonly attempt: number } | null;
}

/** A call as its brief needs it. */
export interface BriefRow
  extends Pick<Call, 'shopId' | 'number' | 'direction' | 'attestation' | 'customerId' | 'facts'> {
  /** Customers the number belonged to when the call was opened. */
  readonly matches: readonly string[];
}

const columns = sql`
  call_id AS "callId", shop_id AS "shopId", direction, number, attestation, customer_id AS "customerId", facts, said,
  failures, epoch, slots, appointments, names, pending, asked, ended_at AS "endedAt"`;

/** Writes the row of a new call. A repeat changes nothing; a row that a tool made first is completed. */
export async function openCall(database: Database, call: OpenedCall): Promise<void> {
  const { callId, shopId, direction, number, attestation, at } = call;
  const { reminderId = null, attempt = null } = call.reminder ?? {};
  await database.write(sql`
    INSERT INTO calls (call_id, shop_id, direction, number, attestation, opened_at, reminder_id, reminder_attempt, customer_id,
      matches)
    SELECT ${callId}, ${shopId}::uuid, ${direction}, ${number}, ${attestation}, ${at}::timestamptz, ${reminderId}::uuid,
      ${attempt}::integer, (
        SELECT a.customer_id FROM reminders r JOIN appointments a ON a.id = r.appointment_id
        WHERE r.id = ${reminderId}::uuid),
      ARRAY(SELECT id FROM customers WHERE shop_id = ${shopId}::uuid AND phone = ${number})
    ON CONFLICT (call_id) DO UPDATE
    SET number = EXCLUDED.number, attestation = EXCLUDED.attestation, matches = EXCLUDED.matches,
      direction = EXCLUDED.direction, reminder_id = EXCLUDED.reminder_id, reminder_attempt = EXCLUDED.reminder_attempt,
      customer_id = coalesce(calls.customer_id, EXCLUDED.customer_id)
    WHERE calls.number IS NULL`);
}

/**
 * The call's row, for the owner with this epoch; its `epoch` is higher when that owner was replaced. The epoch of a new owner
 * is noted. Null when there is no such call.
 */
export async function readCall(database: Database, callId: string, epoch: number): Promise<Call | null> {
  const [call] = await database.rows<Call>(sql`
    WITH owned AS (UPDATE calls SET epoch = ${epoch}::integer WHERE call_id = ${callId} AND epoch < ${epoch}::integer)
    SELECT ${columns} FROM calls WHERE call_id = ${callId}`);
  return call ?? null;
}

/** Makes a row for a call that was opened while the database was away, so that its tools work; nothing is known of the caller. */
export async function adoptCall(database: Database, callId: string, shopId: string, now: Date): Promise<void> {
  await database.write(sql`
    INSERT INTO calls (call_id, shop_id, direction, opened_at)
    VALUES (${callId}, ${shopId}::uuid, 'inbound', ${now}::timestamptz) ON CONFLICT (call_id) DO NOTHING`);
}

export async function readBriefRow(database: Database, callId: string): Promise<BriefRow | null> {
  const [row] = await database.rows<BriefRow>(sql`
    SELECT shop_id AS "shopId", number, direction, attestation, customer_id AS "customerId", facts, matches
    FROM calls WHERE call_id = ${callId}`);
  return row ?? null;
}

export interface Proven {
  readonly customerId: string | null;
  readonly facts: readonly FactKind[];
  readonly said: readonly FactKind[];
  readonly failures: number;
}

/** Keeps what a caller has proven, unless the owner was replaced meanwhile. */
export async function keepProven(
  database: Database,
  call: Pick<Call, 'callId'>,
  epoch: number,
  proven: Proven,
): Promise<void> {
  const { customerId, facts, said, failures } = proven;
  await database.write(sql`
    UPDATE calls SET customer_id = ${customerId}::uuid, facts = ${facts}::text[], said = ${said}::text[],
      failures = greatest(failures, ${failures}::integer)
    WHERE call_id = ${call.callId} AND epoch <= ${epoch}::integer`);
}

/** Remembers that a question was asked: said the same again, the usual reading is taken and it is not asked twice. */
export async function keepAsked(database: Database, callId: string, question: string): Promise<void> {
  await database.write(sql`
    UPDATE calls SET asked = array_append(asked, ${question})
    WHERE call_id = ${callId} AND NOT ${question} = ANY (asked)`);
}
