/** A shop of its own for each conversation, so that none takes another's bay: the sample shop again under a new number. */
import pg from 'pg';
import type { StandingAppointment } from './scoring.ts';

export interface ShopCopies {
  /** Copies the shop and says its number. Nothing is booked there. */
  add(phone: string): Promise<void>;
  /** What stands at the end: the last visit that the call booked. */
  standing(callId: string): Promise<StandingAppointment | null>;
  close(): Promise<void>;
}

const COLUMNS = {
  bays: 'name, capabilities',
  services: 'code, name, minutes, capability, price_from_cents',
  opening_hours: 'kind, weekday, opens, closes',
  closures: 'date, reason',
} as const;

const SHOP = `
  INSERT INTO shops (id, name, zone, phone, desk_number, tow_number, address, asks_email, lunch_starts, lunch_ends,
                     buffer_minutes, step_minutes, notice_minutes, horizon_days)
  SELECT gen_random_uuid(), name, zone, $2, desk_number, tow_number, address, asks_email, lunch_starts, lunch_ends,
         buffer_minutes, step_minutes, notice_minutes, horizon_days
    FROM shops WHERE phone = $1 RETURNING id`;

const STANDING = `
  SELECT c.first_name, c.last_name, c.phone, v.year, v.make, v.model, a.services,
         to_char(a.starts_at AT TIME ZONE s.zone, 'YYYY-MM-DD"T"HH24:MI') AS start
    FROM appointments a
    JOIN shops s ON s.id = a.shop_id
    LEFT JOIN customers c ON c.id = a.customer_id
    LEFT JOIN vehicles v ON v.id = a.vehicle_id
   WHERE a.call_id = $1 AND a.status = 'booked' ORDER BY a.created_at DESC LIMIT 1`;

export function openShopCopies(databaseUrl: string, original: string): ShopCopies {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // A connection that is closed while it rests is opened again when it is needed.
  pool.on('error', () => undefined);
  return {
    add: async (phone) => {
      const { rows } = await pool.query<{ id: string }>(SHOP, [original, phone]);
      const id = rows[0]?.id;
      if (id === undefined) throw new Error(`there is no shop with the number ${original}`);
      for (const [table, columns] of Object.entries(COLUMNS)) {
        const [idColumn, idValue] = table === 'bays' ? ['id, ', 'gen_random_uuid(), '] : ['', ''];
        await pool.query(
          `INSERT INTO ${table} (${idColumn}shop_id, ${columns})
           SELECT ${idValue}$2::uuid, ${columns} FROM ${table} WHERE shop_id = (SELECT id FROM shops WHERE phone = $1)`,
          [original, id],
        );
      }
      await pool.query('INSERT INTO calendars (shop_id, calendar_id) VALUES ($1, $2)', [
        id,
        `shop-${phone.slice(1)}@group.calendar.simulated`,
      ]);
    },
    standing: async (callId) => {
      const { rows } = await pool.query<StandingRow>(STANDING, [callId]);
      const row = rows[0];
      if (row === undefined) return null;
      const { phone, year, make, model, services, start } = row;
      return {
        ...{ customerFirst: row.first_name, customerLast: row.last_name, phone },
        ...{ year, make, model, service: services[0] ?? null, services, start },
      };
    },
    close: () => pool.end(),
  };
}

interface StandingRow {
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  year: number | null;
  make: string | null;
  model: string | null;
  services: string[];
  start: string;
}
