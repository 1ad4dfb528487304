/** A shop with a past: so many customers and appointments that a query without an index would show. */
import type pg from 'pg';

export interface Plenty {
  readonly customers: number;
  readonly appointments: number;
}

export interface Person {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly vehicle: string;
}

/** Numbers of invented customers begin with this; they are counted up from 2,000,000. */
const NUMBERS = '+1267';
const PLACES_PER_DAY = 20;

/** Customers with one vehicle each; some two thousand names in all, so that namesakes are many. */
const CUSTOMERS = `
  WITH shop AS (SELECT id FROM shops WHERE phone = $1),
  names AS (SELECT '{Ava,Ben,Cara,Dan,Eva,Finn,Gwen,Hugo,Ida,Jack,Kim,Leo,Mia,Ned,Ora,Paul,Quinn,Rosa,Sam,Tess}'::text[] AS firsts,
    '{Ack,Bel,Cor,Dun,Ell,Fair,Grim,Hart,Ing,Jess}'::text[] AS heads, '{er,ing,o,wat,ley,ham,den,mor,ri,sto}'::text[] AS middles,
    '{son,field,ton,well,ford,man,worth,by,wood,ers}'::text[] AS tails),
  people AS (
    INSERT INTO customers (id, shop_id, first_name, last_name, phone, phone_verified, created_at)
    SELECT gen_random_uuid(), shop.id, firsts[1 + n % 20],
      heads[1 + (n / 20) % 10] || middles[1 + (n / 200) % 10] || tails[1 + (n / 2000) % 10],
      '${NUMBERS}' || (2000000 + n), true, $3
    FROM shop, names, generate_series(0, $2::integer - 1) n RETURNING id, shop_id)
  INSERT INTO vehicles (id, shop_id, customer_id, year, make, model, created_at)
  SELECT gen_random_uuid(), shop_id, id, 2008 + (random() * 15)::integer,
    split_part(car, ' ', 1), split_part(car, ' ', 2), $3
  FROM (SELECT *, (ARRAY['Honda Civic', 'Toyota Camry', 'Ford Focus', 'Subaru Outback', 'Mazda CX-5'])[1 + floor(random() * 5)::integer] AS car
    FROM people) AS cars`;

/** Visits that were, back from yesterday: every half hour of every bay. */
const PAST = `
  WITH shop AS (SELECT id FROM shops WHERE phone = $1),
  bay AS (SELECT array_agg(id ORDER BY name) AS ids, count(*)::integer AS many FROM bays WHERE shop_id = (SELECT id FROM shop)),
  car AS (SELECT array_agg(id ORDER BY id) AS ids, array_agg(customer_id ORDER BY id) AS owners, count(*)::integer AS many
    FROM vehicles WHERE shop_id = (SELECT id FROM shop)),
  visits AS (
    SELECT bay.ids[1 + n % bay.many] AS bay_id, car.ids[1 + n % car.many] AS vehicle_id, car.owners[1 + n % car.many] AS customer_id,
      date_trunc('day', $3::timestamptz) - make_interval(days => 1 + n / bay.many / ${PLACES_PER_DAY})
        + make_interval(hours => 13, mins => 30 * (n / bay.many % ${PLACES_PER_DAY})) AS starts
    FROM bay, car, generate_series(0, $2::integer - 1) n)
  INSERT INTO appointments (id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, starts_at, ends_at, free_at,
    during, created_at, updated_at)
  SELECT gen_random_uuid(), shop.id, bay_id, customer_id, vehicle_id, 'done', 1, '{oil_change}', starts,
    starts + interval '30 minutes', starts + interval '30 minutes', tstzrange(starts, starts + interval '30 minutes'), starts, starts
  FROM visits, shop`;

/** Half of what is to come is booked: after the sample's month, every other hour of each bay on weekdays. */
const FUTURE = `
  INSERT INTO appointments (id, shop_id, bay_id, customer_id, status, version, services, starts_at, ends_at, free_at, during,
    created_at, updated_at)
  SELECT gen_random_uuid(), b.shop_id, b.id, (SELECT id FROM customers WHERE shop_id = b.shop_id LIMIT 1), 'booked', 1,
    '{oil_change}', t.at, t.at + interval '1 hour', t.at + interval '1 hour', tstzrange(t.at, t.at + interval '1 hour'), $2, $2
  FROM bays b JOIN shops s ON s.id = b.shop_id AND s.phone = $1, generate_series(31, 59) d, generate_series(13, 21, 2) h,
    LATERAL (SELECT date_trunc('day', $2::timestamptz) + make_interval(days => d, hours => h) AS at) t
  WHERE extract(isodow FROM t.at) < 6
  ON CONFLICT DO NOTHING`;

/** Fills the shop with this number; what it had stays. */
export async function fillShop(pool: pg.Pool, phone: string, plenty: Plenty, now: string): Promise<void> {
  await pool.query(CUSTOMERS, [phone, plenty.customers, now]);
  await pool.query(FUTURE, [phone, now]);
  await pool.query(PAST, [phone, plenty.appointments, now]);
  // What autovacuum would do within a minute: without it the planner knows nothing of the new rows.
  await pool.query('VACUUM ANALYZE');
}

/** Customers whose number is nobody else's, in an order that has nothing to do with their ids. */
export async function peopleOf(pool: pg.Pool, count: number): Promise<Person[]> {
  const { rows } = await pool.query<Person>(
    `SELECT c.phone, c.first_name AS "firstName", c.last_name AS "lastName", concat_ws(' ', v.year, v.make, v.model) AS vehicle
     FROM customers c JOIN vehicles v ON v.customer_id = c.id
     WHERE c.phone LIKE '${NUMBERS}%' ORDER BY md5(c.id::text) LIMIT $1`,
    [count],
  );
  return rows;
}
