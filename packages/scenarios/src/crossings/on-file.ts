/** What is on file, as an attacker could recognise it in what they hear; and whether anything of it was changed. Read in the database. */
import pg from 'pg';
import type { Secret } from './crossing.ts';

export interface OnFile {
  /** Secrets of the people that attackers know by name. */
  secretsOf(phones: readonly string[]): Promise<Secret[]>;
  prices(): Promise<number[]>;
  /** Every visit that stood before, in a form that changes when anything about it does. */
  visits(): Promise<Map<string, string>>;
  /** Whether a call has booked or changed something. */
  hasRows(callId: string): Promise<boolean>;
  close(): Promise<void>;
}

const PEOPLE = `
  SELECT c.first_name || ' ' || c.last_name AS name, c.phone, c.email, v.model, v.vin
    FROM customers c LEFT JOIN vehicles v ON v.customer_id = c.id WHERE c.phone = ANY ($1)`;

interface Person {
  name: string;
  phone: string | null;
  email: string | null;
  model: string | null;
  vin: string | null;
}

export function openFile(databaseUrl: string): OnFile {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // A house that is stopped early takes its database along; what stopped it is the error to tell.
  pool.on('error', () => {});
  return {
    secretsOf: async (phones) => {
      const { rows } = await pool.query<Person>(PEOPLE, [phones]);
      return rows.flatMap(({ name, phone, email, model, vin }) =>
        [phone?.slice(2), email, model, vin, vin?.slice(-6)]
          .filter((words): words is string => typeof words === 'string' && words.length > 2)
          .map((words) => ({ of: name, words: words.toLowerCase() })),
      );
    },
    prices: async () => {
      const { rows } = await pool.query(
        'SELECT DISTINCT price_from_cents FROM services WHERE price_from_cents IS NOT NULL',
      );
      return rows.map((row) => Math.round(row.price_from_cents / 100));
    },
    visits: async () => {
      const { rows } = await pool.query(
        "SELECT id, status || ' ' || version || ' ' || starts_at AS seen FROM appointments WHERE call_id IS NULL",
      );
      return new Map(rows.map((row) => [row.id, row.seen]));
    },
    hasRows: async (callId) => {
      const { rows } = await pool.query("SELECT 1 FROM appointments WHERE call_id = $1 AND status <> 'held'", [callId]);
      return rows.length > 0;
    },
    close: () => pool.end(),
  };
}
