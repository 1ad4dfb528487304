/** The tries of reminders: each call that was placed, or may have been. */
import type { Transaction } from './rows.ts';

interface Try {
  readonly reminderId: string;
  readonly attempt: number;
}

/** How many calls were placed for this reminder, and to this number since a moment. One that is in doubt counts. */
export async function countTries(
  transaction: Transaction,
  { reminderId, numberHash, since }: { reminderId: string; numberHash: string; since: Date },
): Promise<{ tries: number; calls: number }> {
  const [counted] = await transaction.$queryRaw<{ tries: number; calls: number }[]>`
    SELECT count(*) FILTER (WHERE reminder_id = ${reminderId}::uuid)::integer AS tries,
      count(*) FILTER (WHERE number_hash = ${numberHash} AND at > ${since}::timestamptz)::integer AS calls
    FROM reminder_tries WHERE result IS DISTINCT FROM 'unplaced'
      AND (reminder_id = ${reminderId}::uuid OR number_hash = ${numberHash})`;
  return counted ?? { tries: 0, calls: 0 };
}

export async function beginTry(
  transaction: Transaction,
  {
    shopId,
    reminderId,
    attempt,
    numberHash,
    now,
    by,
    leaseUntil,
  }: Try & {
    shopId: string;
    numberHash: string;
    now: Date;
    by: string;
    leaseUntil: Date;
  },
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO reminder_tries (shop_id, reminder_id, attempt, number_hash, at)
    VALUES (${shopId}::uuid, ${reminderId}::uuid, ${attempt}::integer, ${numberHash}, ${now}::timestamptz)`;
  await transaction.$executeRaw`
    UPDATE reminders SET state = 'claimed', attempt = ${attempt}::integer, claimed_by = ${by}, claimed_at = ${now}::timestamptz,
      lease_until = ${leaseUntil}::timestamptz, call_id = NULL, outcome = NULL, updated_at = ${now}::timestamptz
    WHERE id = ${reminderId}::uuid`;
}

/** Writes the call of a try, once. False when that call is another try's, or this try has another call. */
export async function bindCall(
  transaction: Transaction,
  { reminderId, attempt }: Try,
  callId: string,
): Promise<boolean> {
  const [taken] = await transaction.$queryRaw<Try[]>`
    SELECT reminder_id AS "reminderId", attempt FROM reminder_tries WHERE call_id = ${callId}`;
  if (taken !== undefined) return taken.reminderId === reminderId && taken.attempt === attempt;
  const bound = await transaction.$executeRaw`
    UPDATE reminder_tries SET call_id = ${callId}, result = NULLIF(result, 'unplaced'),
      verdict = (SELECT verdict FROM calls WHERE call_id = ${callId})
    WHERE reminder_id = ${reminderId}::uuid AND attempt = ${attempt}::integer AND call_id IS NULL`;
  return bound > 0;
}

export async function settleTry(transaction: Transaction, { reminderId, attempt }: Try, result: string): Promise<void> {
  await transaction.$executeRaw`
    UPDATE reminder_tries SET result = ${result} WHERE reminder_id = ${reminderId}::uuid AND attempt = ${attempt}::integer`;
}
