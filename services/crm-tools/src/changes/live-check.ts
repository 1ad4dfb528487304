/** The last look before a commit: whether a person has put something into the bay's calendar since the time was held. */
import { calendarCheck } from '@bayline/contracts';
import { AskFailed } from '@bayline/runtime';
import { sql } from '../database/postgres.ts';
import type { Asked } from '../tools/asked.ts';
import type { Change } from './change.ts';

type TimedChange = Exclude<Change, { type: 'cancel' }>;

interface HeldRow {
  readonly bayId: string;
  /** Times of appointments in that bay, as ISO 8601. */
  readonly own: { readonly start: string; readonly end: string }[];
}

/** The pending change whose time a person has taken meanwhile; null when it may be committed, was committed before, or nobody knows. */
export async function takenByPerson(asked: Asked, name: string): Promise<TimedChange | null> {
  const change = Object.values(asked.call.pending).find((one) => one.name === name);
  if (change === undefined || change.type === 'cancel') return null;
  const held = await readHeld(asked, change);
  if (held === null) return null;
  const { shop, call, bus } = asked;
  const wanted = { from: new Date(change.startsAt).toISOString(), to: new Date(change.freeAt).toISOString() };
  try {
    const request = { shopId: shop.id, bayId: held.bayId, own: held.own, ...wanted };
    const { state } = await bus.ask(calendarCheck, request, { callId: call.callId });
    return state === 'taken' ? change : null;
  } catch (error) {
    if (!(error instanceof AskFailed)) throw error;
    // Without an answer the mirror that was asked for the hold is what is known.
    return null;
  }
}

/** The held bay, and whatever of ours Google may show as busy there: also what was cancelled a moment ago. */
async function readHeld({ database }: Asked, { holdId, startsAt, freeAt }: TimedChange): Promise<HeldRow | null> {
  const rows = await database.rows<HeldRow>(sql`
    SELECT hold.bay_id AS "bayId", (
      SELECT coalesce(jsonb_agg(jsonb_build_object('start', starts_at, 'end', ends_at)), '[]') FROM (
        SELECT starts_at, ends_at FROM appointments
        WHERE bay_id = hold.bay_id AND status IN ('booked', 'cancelled')
          AND starts_at < ${freeAt}::timestamptz AND starts_at > ${startsAt}::timestamptz - interval '14 days'
          AND ends_at > ${startsAt}::timestamptz
        ORDER BY updated_at DESC LIMIT 100) own) AS own
    FROM appointments hold WHERE hold.id = ${holdId}::uuid AND hold.status = 'held'`);
  return rows[0] ?? null;
}
