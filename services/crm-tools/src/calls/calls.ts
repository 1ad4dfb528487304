/** The rows of calls: opened at the webhook, read by every tool, written when something was proven, offered or named. */
import type { Database } from '../database/postgres.ts';
import { Prisma } from '../generated/client.ts';
import type { FactKind } from '../identity/ladder.ts';
import type { Call, Slot } from './call.ts';
import { type Resumable, type Resumption, resume } from './resuming.ts';
import { type Named, nameAppointments, nameSlots } from './short-names.ts';

/** What the webhook tells of a call; `number` is the other end's. */
export interface OpenedCall {
  readonly callId: string;
  readonly shopId: string;
  readonly direction: Call['direction'];
  readonly number: string | null;
  readonly attestation: Call['attestation'];
  readonly at: Date;
}

/** A call as its brief needs it. */
export interface BriefRow
  extends Pick<Call, 'shopId' | 'number' | 'direction' | 'attestation' | 'customerId' | 'facts'> {
  /** Customers the number belonged to when the call was opened. */
  readonly matches: readonly string[];
}

const columns = Prisma.sql`
  call_id AS "callId", shop_id AS "shopId", direction, number, attestation, customer_id AS "customerId", facts, said,
  failures, epoch, slots, appointments, names, pending, asked, ended_at AS "endedAt"`;

/** Writes the row of a new call. A repeat changes nothing; a row that a tool made first is completed. */
export async function openCall(database: Database, call: OpenedCall): Promise<void> {
  const { callId, shopId, direction, number, attestation, at } = call;
  await database.run(
    (client) => client.$executeRaw`
    INSERT INTO calls (call_id, shop_id, direction, number, attestation, opened_at, matches)
    SELECT ${callId}, ${shopId}::uuid, ${direction}, ${number}, ${attestation}, ${at}::timestamptz, ARRAY(
      SELECT id FROM customers WHERE shop_id = ${shopId}::uuid AND phone = ${number})
    ON CONFLICT (call_id) DO UPDATE
    SET number = EXCLUDED.number, attestation = EXCLUDED.attestation, matches = EXCLUDED.matches,
      direction = EXCLUDED.direction
    WHERE calls.number IS NULL`,
  );
}

/**
 * The call's row, for the owner with this epoch; its `epoch` is higher when that owner was replaced. The epoch of a new owner
 * is noted. Null when there is no such call.
 */
export async function readCall(database: Database, callId: string, epoch: number): Promise<Call | null> {
  const [call] = await database.run(
    (client) => client.$queryRaw<Call[]>`
    WITH owned AS (UPDATE calls SET epoch = ${epoch}::integer WHERE call_id = ${callId} AND epoch < ${epoch}::integer)
    SELECT ${columns} FROM calls WHERE call_id = ${callId}`,
  );
  return call ?? null;
}

/** Makes a row for a call that was opened while the database was away, so that its tools work; nothing is known of the caller. */
export async function adoptCall(database: Database, callId: string, shopId: string, now: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    INSERT INTO calls (call_id, shop_id, direction, opened_at)
    VALUES (${callId}, ${shopId}::uuid, 'inbound', ${now}::timestamptz) ON CONFLICT (call_id) DO NOTHING`,
  );
}

export async function readBriefRow(database: Database, callId: string): Promise<BriefRow | null> {
  const [row] = await database.run(
    (client) => client.$queryRaw<BriefRow[]>`
    SELECT shop_id AS "shopId", number, direction, attestation, customer_id AS "customerId", facts, matches
    FROM calls WHERE call_id = ${callId}`,
  );
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
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET customer_id = ${customerId}::uuid, facts = ${facts}::text[], said = ${said}::text[],
      failures = greatest(failures, ${failures}::integer)
    WHERE call_id = ${call.callId} AND epoch <= ${epoch}::integer`,
  );
}

/** Remembers that a question was asked: said the same again, the usual reading is taken and it is not asked twice. */
export async function keepAsked(database: Database, callId: string, question: string): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET asked = array_append(asked, ${question})
    WHERE call_id = ${callId} AND NOT ${question} = ANY (asked)`,
  );
}

/** Gives slots their short names in this call and keeps them. */
export async function giveSlotNames(database: Database, call: Call, slots: readonly Slot[]): Promise<Named<Slot>[]> {
  return giveNames(database, call, (current) => {
    const named = nameSlots(current.slots, slots);
    return { named, slots: entriesOf(named), appointments: {} };
  });
}

/** Gives appointments their short names in this call, those they have already, and keeps them. */
export async function giveAppointmentNames(
  database: Database,
  call: Call,
  ids: readonly string[],
): Promise<Named<string>[]> {
  return giveNames(database, call, (current) => {
    const named = nameAppointments(current.appointments, ids);
    return { named, slots: {}, appointments: entriesOf(named) };
  });
}

interface Naming<T> {
  readonly named: Named<T>[];
  readonly slots: Readonly<Record<string, Slot>>;
  readonly appointments: Readonly<Record<string, string>>;
}

/** Two tools of one call may run at once: names are given again when the other one was faster. */
async function giveNames<T>(database: Database, call: Call, give: (current: Call) => Naming<T>): Promise<Named<T>[]> {
  for (let current = call; ; ) {
    const { named, slots, appointments } = give(current);
    const written = await database.run(
      (client) => client.$executeRaw`
      UPDATE calls SET slots = slots || ${JSON.stringify(slots)}::jsonb, appointments = appointments || ${JSON.stringify(appointments)}::jsonb, names = names + 1
      WHERE call_id = ${call.callId} AND names = ${current.names}::integer`,
    );
    if (written > 0) return named;
    const again = await readCall(database, call.callId, call.epoch);
    if (again === null) throw new Error('the row of a live call is gone');
    current = again;
  }
}

function entriesOf<T>(named: readonly Named<T>[]): Record<string, T> {
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

/** Decides about a call whose stream has ended, and counts the new stream. Null when there is no such call. */
export async function resumeCall(
  database: Database,
  callId: string,
  at: Date,
): Promise<{ shopId: string; resumption: Resumption } | null> {
  for (;;) {
    const [call] = await database.run(
      (client) => client.$queryRaw<(Resumable & { shopId: string })[]>`
      SELECT shop_id AS "shopId", streams, resumes, handed_over_at AS "handedOverAt", ended_at AS "endedAt"
      FROM calls WHERE call_id = ${callId}`,
    );
    if (call === undefined) return null;
    const resumption = resume(call, at);
    if (resumption.type !== 'stream') return { shopId: call.shopId, resumption };
    const written = await database.run(
      (client) => client.$executeRaw`
      UPDATE calls SET streams = ${resumption.stream}::integer, resumes = ${resumption.resumes}::timestamptz[]
      WHERE call_id = ${callId} AND streams = ${call.streams}::integer`,
    );
    if (written > 0) return { shopId: call.shopId, resumption };
  }
}

/** The first stream of a call is up. */
export async function markStarted(database: Database, callId: string, at: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET started_at = ${at}::timestamptz WHERE call_id = ${callId} AND started_at IS NULL`,
  );
}

/** A call is over for us; one that was transferred goes on at the desk. */
export async function markEnded(database: Database, callId: string, reason: string, at: Date): Promise<void> {
  const handedOverAt = reason === 'transferred' ? at : null;
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET ended_at = coalesce(ended_at, ${at}::timestamptz), end_reason = ${reason},
      handed_over_at = coalesce(handed_over_at, ${handedOverAt}::timestamptz)
    WHERE call_id = ${callId}`,
  );
}

/** Twilio says that a call is over, and no gateway has told so: it died with the call. */
export async function markGone(database: Database, callId: string, status: string, at: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    UPDATE calls SET ended_at = ${at}::timestamptz, end_reason = ${status} WHERE call_id = ${callId} AND ended_at IS NULL`,
  );
}
