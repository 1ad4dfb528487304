/** Tells what was committed: takes rows of the outbox that no older one of the same appointment waits before, in any number of processes. */
import {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentChanged,
  appointmentMoved,
} from '@bayline/contracts';
import type { Bus, Clock, FaultPoint, Log, Metrics } from '@bayline/runtime';
import type { CrmToolsFaultPoint } from '../config.ts';
import type { Database } from '../database/postgres.ts';
import type { Prisma } from '../generated/client.ts';

export interface RelayOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** How often the outbox is searched without being nudged. */
  readonly pollMs: number;
  /** Where a fault suite may end this process. */
  readonly reached: FaultPoint<CrmToolsFaultPoint>;
}

interface OutboxRow {
  readonly id: bigint;
  readonly fact: string;
  readonly payload: AppointmentRow;
}

const facts = [appointmentBooked, appointmentMoved, appointmentChanged, appointmentCancelled];
/** Told in one transaction; each is of another appointment, so they go out side by side. */
const BATCH = 50;
/** Longer than the bus tries to store one fact. */
const TRANSACTION_MS = 15_000;
/** Published rows are kept for a while, for a person who asks what was told. */
const KEPT_DAYS = 7;

export class Relay {
  readonly #options: RelayOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #nudged = false;
  #stopped = false;
  #oldestAgeMs = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    const about = 'How long the oldest committed fact about an appointment has waited to be told, in milliseconds.';
    options.metrics.gauge('outbox_lag_milliseconds', about, () => this.#oldestAgeMs);
    this.#schedule(0);
  }

  /** Age of the oldest fact that waits, as of the latest search. */
  get lagMs(): number {
    return this.#oldestAgeMs;
  }

  /** Something was committed: searches at once. */
  nudge(): void {
    this.#nudged = true;
    if (this.#running === undefined) this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#work().finally(() => {
        this.#running = undefined;
        this.#schedule(this.#nudged ? 0 : this.#options.pollMs);
      });
    }, ms).unref();
  }

  /** Until nothing is left that can be told now. A failure leaves the rows for the next search. */
  async #work(): Promise<void> {
    this.#nudged = false;
    try {
      if (!(await this.#somethingWaits()) || !this.#options.bus.connected) return;
      while (!this.#stopped && (await this.#tellBatch()) > 0);
      await this.#somethingWaits();
    } catch (error) {
      this.#options.log.warn({ error }, 'the outbox could not be emptied; it is tried again');
    }
  }

  /** Takes rows, tells them and marks them in one transaction: a crash in between tells them again, which nobody minds. */
  #tellBatch(): Promise<number> {
    const { database, clock, reached } = this.#options;
    return database.transaction(TRANSACTION_MS, async (transaction) => {
      const rows = await takeRows(transaction);
      if (rows.length === 0) return 0;
      reached('publish.before');
      await Promise.all(rows.map((row) => this.#tell(row)));
      reached('publish.after');
      const ids = rows.map(({ id }) => id);
      await transaction.$executeRaw`
        UPDATE outbox SET published_at = ${clock.now()}::timestamptz WHERE id = ANY (${ids}::bigint[])`;
      return rows.length;
    });
  }

  async #tell({ fact: name, payload }: OutboxRow): Promise<void> {
    const fact = facts.find((candidate) => candidate.name === name);
    if (fact === undefined) throw new Error(`the outbox holds a fact nobody declared: ${name}`);
    await this.#options.bus.record(fact, payload.appointmentId, payload);
  }

  /** Looks, and measures how long the oldest fact has waited. */
  async #somethingWaits(): Promise<boolean> {
    const { database, clock } = this.#options;
    const [row] = await database.run(
      (client) => client.$queryRaw<{ oldest: Date | null }[]>`
      SELECT min(created_at) AS oldest FROM outbox WHERE published_at IS NULL`,
    );
    const oldest = row?.oldest ?? null;
    this.#oldestAgeMs = oldest === null ? 0 : Math.max(0, clock.now().getTime() - oldest.getTime());
    return oldest !== null;
  }
}

/** The oldest untold row of each appointment. A row that another relay is telling is skipped, and so is what comes after it. */
function takeRows(transaction: Prisma.TransactionClient): Promise<OutboxRow[]> {
  return transaction.$queryRaw<OutboxRow[]>`
    SELECT id, fact, payload FROM outbox waiting
    WHERE published_at IS NULL AND NOT EXISTS (
      SELECT FROM outbox older
      WHERE older.appointment_id = waiting.appointment_id AND older.version < waiting.version
        AND older.published_at IS NULL)
    ORDER BY id LIMIT ${BATCH}::integer FOR UPDATE SKIP LOCKED`;
}

/** Removes what was told long ago. */
export async function removeOldFacts(database: Database, now: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    DELETE FROM outbox WHERE published_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS}::integer)`,
  );
}
