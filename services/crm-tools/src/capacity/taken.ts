/** What keeps bays from being free: our own appointments and holds, and what people put into the shop's calendars. */
import { calendarBusy } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';
import type { Database } from '../database/postgres.ts';
import type { Stretch } from '../shops/workdays.ts';
import type { Taken } from './openings.ts';

const DAY_MS = 24 * 3_600_000;
/** No appointment is longer (`appointments_not_endless`), so one that starts earlier does not reach into a stretch. */
const LONGEST_VISIT_DAYS = 14;
/** Work that starts in a stretch may go on after it. */
const REACH_MS = LONGEST_VISIT_DAYS * DAY_MS;

interface BayRow {
  readonly bayId: string;
  /** Epoch milliseconds. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export class TakenTime {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #log: Log;
  /** The last answer about each shop's calendars: used while the calendar service is slow or away. */
  readonly #lastBusy = new Map<string, readonly Taken[]>();

  constructor(database: Database, bus: Bus, log: Log) {
    this.#database = database;
    this.#bus = bus;
    this.#log = log;
  }

  /** Everything that takes a bay for work that starts in the stretch. `exceptId` is a visit that may move within its own time. */
  async during(shopId: string, starts: Stretch, now: Date, exceptId: string | null): Promise<Taken[]> {
    const whole = { from: starts.from, to: starts.to + REACH_MS };
    const [ours, busy] = await Promise.all([this.#ours(shopId, whole, now, exceptId), this.busy(shopId, whole, now)]);
    return [...ours, ...busy];
  }

  /** People's own events; the last known ones when `calendar` does not answer in time. */
  async busy(shopId: string, { from, to }: Stretch, now: Date): Promise<readonly Taken[]> {
    try {
      const asked = { shopId, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { busy, state } = await this.#bus.ask(calendarBusy, asked);
      const read = busy.map(({ bayId, start, end }) => ({ bayId, from: Date.parse(start), to: Date.parse(end) }));
      const outside = (one: Taken): boolean => one.to > now.getTime() && (one.to <= from || to <= one.from);
      if (state !== 'none')
        this.#lastBusy.set(shopId, [...(this.#lastBusy.get(shopId) ?? []).filter(outside), ...read]);
      return read;
    } catch (error) {
      // Bays are given by our own rows and what was last known; the shop sees the calendar's lag in its metrics.
      this.#log.debug({ error }, 'going on with the last known calendars');
      return this.#lastBusy.get(shopId) ?? [];
    }
  }

  async #ours(shopId: string, { from, to }: Stretch, now: Date, exceptId: string | null): Promise<Taken[]> {
    const [start, end] = [new Date(from), new Date(to)];
    const rows = await this.#database.run(
      (client) => client.$queryRaw<BayRow[]>`
      SELECT bay_id AS "bayId",
        array_agg(extract(epoch FROM lower(during))::float8 * 1000) AS "from",
        array_agg(extract(epoch FROM upper(during))::float8 * 1000) AS "to"
      FROM appointments
      WHERE shop_id = ${shopId}::uuid AND status IN ('held', 'booked')
        AND starts_at < ${end}::timestamptz
        AND starts_at > ${start}::timestamptz - make_interval(days => ${LONGEST_VISIT_DAYS}::integer)
        AND upper(during) > ${start}::timestamptz
        AND (hold_expires_at IS NULL OR hold_expires_at > ${now}::timestamptz)
        AND id IS DISTINCT FROM ${exceptId}::uuid
      GROUP BY bay_id`,
    );
    return rows.flatMap(({ bayId, from: starts, to: ends }) =>
      starts.map((at, index) => ({ bayId, from: at, to: ends[index] ?? at })),
    );
  }
}
