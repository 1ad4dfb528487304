/** The shops in memory: read at the start and every half minute, and the last ones known while the database is away. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Log } from '@bayline/runtime';
import type { Database } from '../database/postgres.ts';
import type { PrismaClient } from '../generated/client.ts';
import type { Shop } from './shop.ts';

const REFRESH_MS = 30_000;
/** A number that nobody knows makes the shops be read again, at most this often. */
const EAGER_REFRESH_MS = 1_000;
const FIRST_READING_MS = 5_000;
const READ_AGAIN_MS = 200;

export class Shops {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #shops: readonly Shop[] = [];
  #reading: Promise<void> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(database: Database, clock: Clock, log: Log) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
    this.#timer = setInterval(() => void this.refresh(), REFRESH_MS).unref();
  }

  get all(): readonly Shop[] {
    return this.#shops;
  }

  byId(shopId: string): Promise<Shop | undefined> {
    return this.#find((shop) => shop.id === shopId);
  }

  byPhone(phone: string): Promise<Shop | undefined> {
    return this.#find((shop) => shop.phone === phone);
  }

  /** Reads every shop again; keeps what is known when the database does not answer. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads the shops before anybody asks for them; a process whose database is away starts all the same, after a while. */
  async readFirst(): Promise<void> {
    const giveUpAt = this.#clock.monotonic() + FIRST_READING_MS;
    await this.refresh();
    while (this.#shops.length === 0 && this.#clock.monotonic() < giveUpAt) {
      // A database that starts at the same time, or a machine that is busy, needs a moment.
      await wait(READ_AGAIN_MS);
      await this.refresh();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #find(wanted: (shop: Shop) => boolean): Promise<Shop | undefined> {
    const known = this.#shops.find(wanted);
    if (known !== undefined) return known;
    const due = this.#clock.monotonic() - this.#readAt >= EAGER_REFRESH_MS;
    if (due || this.#reading !== undefined) await this.refresh();
    // Before the first reading nobody's number is nobody's.
    if (this.#shops.length === 0) throw new Error('no shop is known: the database has no answer yet, or no shops');
    return this.#shops.find(wanted);
  }

  async #read(): Promise<void> {
    this.#readAt = this.#clock.monotonic();
    try {
      const read = await this.#database.run(readShops);
      // The same objects are kept while nothing changed: their workdays are remembered by object.
      if (JSON.stringify(read) !== JSON.stringify(this.#shops)) this.#shops = read;
    } catch (error) {
      // The last known shops are better than none: calls are answered from them until the database is back.
      this.#log.warn({ error, known: this.#shops.length }, 'the shops could not be read');
    }
  }
}

async function readShops(client: PrismaClient): Promise<Shop[]> {
  const rows = await client.shop.findMany({
    include: { bays: true, services: true, openingHours: true, closures: true },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ lunchStarts, lunchEnds, openingHours, closures, ...row }) => {
    const hours = openingHours.toSorted((a, b) => a.weekday - b.weekday);
    return {
      ...row,
      lunch: lunchStarts === null || lunchEnds === null ? null : { starts: lunchStarts, ends: lunchEnds },
      hours: hours.filter(({ kind }) => kind === 'service'),
      deskHours: hours.filter(({ kind }) => kind === 'desk'),
      closures: closures
        .map(({ date, reason }) => ({ date: date.toISOString().slice(0, 10), reason }))
        .toSorted((a, b) => a.date.localeCompare(b.date)),
    };
  });
}
