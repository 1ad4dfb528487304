/** What keeps bays from being free: our own appointments and holds, and what people put into the shop's calendars. */
import { calendarBusy } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';
import { type Database, sql } from '../database/postgres.ts';
import type { Stretch } from '../shops/workdays.ts';
import type { Taken } from './openings.ts';

const DAY_MS = 24 * 3_600_000;
/** No appointment is longer (`appointments_not_endless`), so one that starts earlier does not reach into a stretch. */
const LONGEST_VISIT_DAYS = 14;
/** What is looked for: everything that takes a bay for work that starts in a stretch. */
export interface TakenSearch {
  readonly shopId: string;
  readonly starts: Stretch;
  /** Whether the work may go on after the day it starts on. */
  readonly mayStay: boolean;
  readonly now: Date;
  /** A visit that may move within its own time. */
  readonly exceptId: string | null;
}

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
  /** Asks under way, by shop and stretch. */
  readonly #asking = new Map<string, Promise<readonly Taken[]>>();

  constructor(database: Database, bus: Bus, log: Log) {
    this.#database = database;
    this.#bus = bus;
    this.#log = log;
  }

  async during({ shopId, starts, mayStay, now, exceptId }: TakenSearch): Promise<Taken[]> {
    const whole = { from: starts.from, to: starts.to + (mayStay ? LONGEST_VISIT_DAYS : 1) * DAY_MS };
    const [ours, busy] = await Promise.all([this.#ours(shopId, whole, now, exceptId), this.busy(shopId, whole, now)]);
    return [...ours, ...busy];
  }

  /** People's own events; the last known ones when `calendar` does not answer in time. Whoever asks the same meanwhile waits along. */
  busy(shopId: string, stretch: Stretch, now: Date): Promise<readonly Taken[]> {
    const key = `${shopId}:${stretch.from}:${stretch.to}`;
    const asking =
      this.#asking.get(key) ?? this.#askCalendar(shopId, stretch, now).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #askCalendar(shopId: string, { from, to }: Stretch, now: Date): Promise<readonly Taken[]> {
    try {
      const asked = { shopId, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const { busy, state } = await this.#bus.ask(calendarBusy, asked);
      const read = busy.map(({ bayId, start, end }) => ({ bayId, from: Date.parse(start), to: Date.parse(end) }));
      if (state !== 'none') this.#remember(shopId, { from, to }, read, now);
      return read;
    } catch (error) {
      // Bays are given by our own rows and what was last known; the shop sees the calendar's lag in its metrics.
      this.#log.debug({ error }, 'going on with the last known calendars');
      return this.#lastBusy.get(shopId) ?? [];
    }
  }

  /** Replaces what was known of a stretch, keeps the rest, forgets the past. */
  #remember(shopId: string, { from, to }: Stretch, read: readonly Taken[], now: Date): void {
    const known = this.#lastBusy.get(shopId) ?? [];
    const others = known.filter((one) => one.to > now.getTime() && (one.to <= from || to <= one.from));
    this.#lastBusy.set(shopId, [...others, ...read]);
  }

  async #ours(shopId: string, { from, to }: Stretch, now: Date, exceptId: string | null): Promise<Taken[]> {
    const [start, end] = [new Date(from), new Date(to)];
    const rows = await this.#database.rows<BayRow>(sql`
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
      GROUP BY bay_id`);
    return rows.flatMap(({ bayId, from: starts, to: ends }) =>
      starts.map((at, index) => ({ bayId, from: at, to: ends[index] ?? at })),
    );
  }
}
