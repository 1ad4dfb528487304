/** What a conversation must know of the reminder its call is about: one we placed, or somebody's who calls back. */
import type { callBrief } from '@bayline/contracts';
import { sayDay } from '@bayline/spoken';
import type { z } from 'zod';
import { hashOfNumber } from '../consent/number-hash.ts';
import type { Database } from '../database/postgres.ts';

type Brief = Extract<z.output<typeof callBrief.reply>, { type: 'brief' }>;
type ReminderBrief = NonNullable<Brief['reminder']>;

interface Row {
  readonly reminderId: string;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly startsAt: Date;
  readonly verdict: ReminderBrief['verdict'];
}

/** Somebody who calls within this time of our call calls back. */
const CALLS_BACK_WITHIN_HOURS = 36;

export async function readReminderBrief(
  database: Database,
  call: { callId: string; direction: 'inbound' | 'outbound'; number: string | null; zone: string },
  now: Date,
): Promise<ReminderBrief | null> {
  const calledBack = call.direction === 'inbound';
  const row = calledBack ? await readCalledBack(database, call.number, now) : await readPlaced(database, call.callId);
  if (row === undefined) return null;
  const { reminderId, firstName, lastName, startsAt, verdict } = row;
  return { reminderId, firstName, lastName, day: sayDay(startsAt, call.zone, now), verdict, calledBack };
}

async function readPlaced(database: Database, callId: string): Promise<Row | undefined> {
  const [row] = await database.run(
    (client) => client.$queryRaw<Row[]>`
    SELECT r.id AS "reminderId", c.first_name AS "firstName", c.last_name AS "lastName", a.starts_at AS "startsAt", call.verdict
    FROM calls call JOIN reminders r ON r.id = call.reminder_id JOIN appointments a ON a.id = r.appointment_id
      JOIN customers c ON c.id = a.customer_id
    WHERE call.call_id = ${callId}`,
  );
  return row;
}

/** The visit that this number was called about a while ago, and nobody has spoken of yet. */
async function readCalledBack(database: Database, number: string | null, now: Date): Promise<Row | undefined> {
  if (number === null) return undefined;
  const [row] = await database.run(
    (client) => client.$queryRaw<Row[]>`
    SELECT r.id AS "reminderId", c.first_name AS "firstName", c.last_name AS "lastName", a.starts_at AS "startsAt",
      NULL AS verdict
    FROM reminder_tries t JOIN reminders r ON r.id = t.reminder_id JOIN appointments a ON a.id = r.appointment_id
      JOIN customers c ON c.id = a.customer_id
    WHERE t.number_hash = ${hashOfNumber(number)} AND c.phone = ${number} AND a.status = 'booked'
      AND t.at > ${now}::timestamptz - make_interval(hours => ${CALLS_BACK_WITHIN_HOURS}::integer)
      AND a.starts_at > ${now}::timestamptz
      AND coalesce(r.outcome, '') NOT IN ('confirmed', 'moved', 'cancelled', 'reached', 'opted-out', 'wrong-number')
    ORDER BY t.at DESC LIMIT 1`,
  );
  return row;
}
