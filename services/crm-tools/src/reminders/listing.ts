/** What a queue of reminders is rebuilt from: the coming visits, and the tries nobody knows the end of. */
import type { reminderDoubts, reminderList, reminderPlanned } from '@bayline/contracts';
import type { z } from 'zod';
import type { Database } from '../database/postgres.ts';
import { type ReminderHouse, TRANSACTION_MS } from './claiming.ts';
import { ensureReminder, lockAppointment, withdrawOthers } from './rows.ts';

type List = z.input<typeof reminderList.reply>;
type Doubts = z.input<typeof reminderDoubts.reply>;

interface ListRow {
  readonly appointmentId: string;
  readonly shopId: string;
  readonly version: number;
  readonly zone: string;
  readonly start: Date;
  readonly nextAt: Date | null;
  readonly over: boolean;
  readonly madeAt: Date;
}

/** The appointments that begin from now on, by their start, a page at a time. */
export async function listReminders(
  database: Database,
  { after, most }: z.output<typeof reminderList.request>,
  now: Date,
): Promise<List> {
  const [startsAfter, idAfter] = after === null ? [now.toISOString(), null] : after.split(' ');
  const rows = await database.run(
    (client) => client.$queryRaw<ListRow[]>`
    SELECT a.id AS "appointmentId", a.shop_id AS "shopId", a.version, s.zone, a.starts_at AS start, r.next_at AS "nextAt",
      a.updated_at AS "madeAt",
      coalesce(r.state IN ('done', 'failed'), false) AS over
    FROM appointments a JOIN shops s ON s.id = a.shop_id LEFT JOIN LATERAL (
      SELECT state, next_at FROM reminders WHERE appointment_id = a.id AND kind = 'day-before' AND state <> 'withdrawn'
        AND a.starts_at - due_at BETWEEN interval '22 hours 30 minutes' AND interval '25 hours 30 minutes'
      ORDER BY due_at DESC LIMIT 1) r ON true
    WHERE a.status = 'booked' AND a.customer_id IS NOT NULL AND (
      (${idAfter ?? null}::uuid IS NULL AND a.starts_at > ${startsAfter}::timestamptz) OR
      (a.starts_at, a.id) > (${startsAfter}::timestamptz, ${idAfter ?? null}::uuid))
    ORDER BY a.starts_at, a.id LIMIT ${most}::integer`,
  );
  const last = rows.at(-1);
  return {
    appointments: rows.map(({ start, nextAt, madeAt, ...row }) => ({
      ...row,
      start: start.toISOString(),
      nextAt: nextAt?.toISOString() ?? null,
      madeAt: madeAt.toISOString(),
    })),
    next: last === undefined || rows.length < most ? null : `${last.start.toISOString()} ${last.appointmentId}`,
  };
}

/** A call takes no longer than this; one whose end was not reported by then is asked for. */
const LONGEST_CALL_MINUTES = 30;

export async function listDoubts(
  database: Database,
  { most }: z.output<typeof reminderDoubts.request>,
  now: Date,
): Promise<Doubts> {
  const rows = await database.run(
    (client) => client.$queryRaw<(Omit<Doubts['doubts'][number], 'dueAt' | 'since'> & { dueAt: Date; since: Date })[]>`
    SELECT r.id AS "reminderId", r.attempt, r.appointment_id AS "appointmentId", r.kind, r.due_at AS "dueAt",
      s.phone AS "from", c.phone AS "to", r.claimed_at AS since, r.call_id AS "callId"
    FROM reminders r JOIN appointments a ON a.id = r.appointment_id JOIN customers c ON c.id = a.customer_id
      JOIN shops s ON s.id = r.shop_id
    WHERE r.state IN ('claimed', 'in-doubt', 'dialled') AND c.phone LIKE '+%' AND CASE r.state
      WHEN 'dialled' THEN r.claimed_at < ${now}::timestamptz - make_interval(mins => ${LONGEST_CALL_MINUTES}::integer)
      ELSE r.lease_until < ${now}::timestamptz END
    ORDER BY r.claimed_at LIMIT ${most}::integer`,
  );
  return {
    doubts: rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString(), since: row.since.toISOString() })),
  };
}

/** The plan as the reminder service tells it; of an older version it is old news. */
export function hearPlanned(house: ReminderHouse, planned: z.output<typeof reminderPlanned.schema>): Promise<void> {
  const { appointmentId, shopId, kind, version } = planned;
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    await lockAppointment(transaction, appointmentId);
    const [newest] = await transaction.$queryRaw<{ version: number | null }[]>`
      SELECT max(version) AS version FROM reminders WHERE appointment_id = ${appointmentId}::uuid AND kind = ${kind}`;
    if ((newest?.version ?? 0) > version) return;
    const dueAt = planned.dueAt === null ? null : new Date(planned.dueAt);
    const keeps = planned.keeps == null ? dueAt : new Date(planned.keeps);
    await withdrawOthers(transaction, { appointmentId, kind, but: keeps, now });
    if (dueAt === null) return;
    const row = { id: house.newId(), shopId, appointmentId, kind, dueAt, version, now };
    const reminder = await ensureReminder(transaction, row);
    // Moved away and back again: it stands as before.
    const revived = reminder.state === 'withdrawn' ? 'due' : reminder.state;
    await transaction.$executeRaw`
      UPDATE reminders SET version = ${version}::integer, state = ${revived} WHERE id = ${reminder.id}::uuid`;
  });
}
