/** Appointments as they stand, page by page: what the calendars are compared with. */
import type { appointmentList } from '@bayline/contracts';
import type { z } from 'zod';
import { type Database, sql } from '../database/postgres.ts';

type Request = z.output<typeof appointmentList.request>;
type Reply = z.input<typeof appointmentList.reply>;

/** A page stays well below what one message may hold. */
const PAGE = 400;

export async function listAppointments(database: Database, { shopId, from, after, ids }: Request): Promise<Reply> {
  const rows = await database.rows<Reply['appointments'][number]>(sql`
    SELECT appointment_fact(id) AS row, status::text AS status FROM (
      SELECT id, status FROM appointments
      WHERE shop_id = ${shopId}::uuid AND status IN ('booked', 'cancelled', 'done')
        AND (${ids}::uuid[] IS NULL AND ends_at > ${from}::timestamptz OR id = ANY (${ids}::uuid[]))
        AND (${after}::uuid IS NULL OR id > ${after}::uuid)
      ORDER BY id LIMIT ${ids === null ? PAGE : ids.length}::integer) page
    ORDER BY id`);
  const last = rows.length === PAGE && ids === null ? rows.at(-1) : undefined;
  return { appointments: rows, next: last?.row.appointmentId ?? null };
}
