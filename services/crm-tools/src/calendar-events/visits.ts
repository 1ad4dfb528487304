/** The rows behind the calendars: visits that follow their events, and whether a shop's calendars can be reached. */
import { type Database, sql } from '../database/postgres.ts';
import type { Times } from './moving.ts';

export interface VisitRow {
  readonly id: string;
  readonly status: 'booked' | 'cancelled' | 'done' | 'held';
  readonly version: number;
  readonly bayId: string;
  readonly codes: readonly string[];
  readonly visit: 'drop-off' | 'wait' | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly customerFirstName: string;
}

export async function readVisit(database: Database, id: string): Promise<VisitRow | null> {
  const [row] = await database.rows<VisitRow>(sql`
    SELECT a.id, a.status::text AS status, a.version, a.bay_id AS "bayId", a.services AS codes, a.visit,
      a.starts_at AS "startsAt", a.ends_at AS "endsAt", c.first_name AS "customerFirstName"
    FROM appointments a JOIN customers c ON c.id = a.customer_id
    WHERE a.id = ${id}::uuid`);
  return row ?? null;
}

/** `bayIds` are the bays it may go to, best first. */
export async function moveByShop(
  database: Database,
  { id, version }: VisitRow,
  { startsAt, endsAt, freeAt }: Times,
  bayIds: readonly string[],
  now: Date,
): Promise<'moved' | 'taken' | 'stale'> {
  const [starts, ends, free] = [new Date(startsAt), new Date(endsAt), new Date(freeAt)];
  const [row] = await database.rowsAgain<{ did: 'moved' | 'taken' | 'stale' }>(sql`
    SELECT move_by_shop(
      ${id}::uuid, ${version}::integer, ${now}::timestamptz, ${starts}::timestamptz, ${ends}::timestamptz,
      ${free}::timestamptz, ${bayIds}::uuid[]) AS did`);
  return row?.did ?? 'stale';
}

/** The visit is told once more, so that its event is written again as it was. */
export async function putBack(database: Database, { id, version }: VisitRow, now: Date): Promise<void> {
  await database.rowsAgain(sql`SELECT put_back(${id}::uuid, ${version}::integer, ${now}::timestamptz)`);
}

/** Since when the shop's calendars are disconnected, null when they are not; `outdated` when something later was told before. */
export async function noteConnection(
  database: Database,
  shopId: string,
  state: 'connected' | 'disconnected',
  at: Date,
): Promise<Date | null | 'outdated'> {
  const disconnected = state === 'disconnected';
  const rows = await database.rows<{ since: Date | null }>(sql`
    UPDATE calendars
    SET connection_told_at = ${at}::timestamptz,
      disconnected_at = CASE WHEN ${disconnected}::boolean THEN coalesce(disconnected_at, ${at}::timestamptz) END
    WHERE shop_id = ${shopId}::uuid AND (connection_told_at IS NULL OR connection_told_at <= ${at}::timestamptz)
    RETURNING disconnected_at AS since`);
  return rows[0] === undefined ? 'outdated' : rows[0].since;
}
