/** Customers as they are looked up: by number through the cache, by name through likeness of letters and sound. */
import type { Cache } from '../cache/cache.ts';
import { type Database, sql } from '../database/postgres.ts';
import type { Customer } from './customer.ts';

const FIVE_MINUTES_S = 300;
/** More people of one name are not compared. */
const MOST_NAMESAKES = 20;
/** Visits that were not long ago are remembered by their day, too. */
const RECENT_VISIT_DAYS = 30;

/** A Customer, with the vehicles in the order in which they came. */
const columns = sql`
  c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.phone, c.email, coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', v.id, 'year', v.year, 'make', v.make, 'model', v.model,
      'description', v.description, 'vin', v.vin) ORDER BY v.created_at, v.id)
    FROM vehicles v WHERE v.customer_id = c.id), '[]') AS vehicles`;

export class Customers {
  readonly #database: Database;
  readonly #cache: Cache;

  constructor(database: Database, cache: Cache) {
    this.#database = database;
    this.#cache = cache;
  }

  /** The shop's customers with this number, in the order in which they came. */
  withNumber(shopId: string, phone: string): Promise<readonly Customer[]> {
    return this.#cache.get(numberKey(shopId, phone), FIVE_MINUTES_S, () => this.#readByNumber(shopId, phone));
  }

  /** A write changed who has this number, or what they drive. */
  async changed(shopId: string, phone: string): Promise<void> {
    await this.#cache.invalidate(numberKey(shopId, phone));
  }

  async withId(shopId: string, id: string): Promise<Customer | null> {
    const [found] = await this.#database.rows<Customer>(sql`
      SELECT ${columns} FROM customers c WHERE c.shop_id = ${shopId}::uuid AND c.id = ${id}::uuid`);
    return found ?? null;
  }

  /** Customers whose name looks or sounds like the one that was heard, the likeliest first. */
  namedLike(shopId: string, first: string | null, last: string | null): Promise<Customer[]> {
    const whole = [first, last]
      .filter((part) => part !== null)
      .join(' ')
      .toLowerCase();
    const sounding = last ?? first ?? '';
    return this.#database.rows<Customer>(sql`
      SELECT ${columns} FROM customers c
      WHERE c.shop_id = ${shopId}::uuid AND (
        lower(c.first_name || ' ' || coalesce(c.last_name, '')) % ${whole}
        OR dmetaphone(coalesce(c.last_name, c.first_name)) = dmetaphone(${sounding}))
      ORDER BY similarity(lower(c.first_name || ' ' || coalesce(c.last_name, '')), ${whole}) DESC, c.id
      LIMIT ${MOST_NAMESAKES}`);
  }

  /** The local dates on which customers have or recently had a visit. Asked for nobody it takes as long as for somebody. */
  async visitDays(
    customerIds: readonly string[],
    zone: string,
    now: Date,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.#database.rows<{ id: string; days: string[] }>(sql`
      SELECT customer_id AS id, array_agg(DISTINCT to_char(starts_at AT TIME ZONE ${zone}, 'YYYY-MM-DD')) AS days
      FROM appointments
      WHERE customer_id = ANY (${customerIds}::uuid[]) AND status IN ('booked', 'done')
        AND starts_at > ${now}::timestamptz - make_interval(days => ${RECENT_VISIT_DAYS}::integer)
      GROUP BY customer_id`);
    return new Map(rows.map(({ id, days }) => [id, days]));
  }

  #readByNumber(shopId: string, phone: string): Promise<Customer[]> {
    return this.#database.rows<Customer>(sql`
      SELECT ${columns} FROM customers c
      WHERE c.shop_id = ${shopId}::uuid AND c.phone = ${phone} ORDER BY c.created_at, c.id`);
  }
}

function numberKey(shopId: string, phone: string): string {
  return `customers:${shopId}:${phone}`;
}
