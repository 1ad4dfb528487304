/** What a house has written down, as the tools show it: customers, calls and their logs. Read only. */
import pg from 'pg';
import type { HouseCard } from './running.ts';

export interface CustomerRecord {
  readonly phone: string;
  readonly name: string;
  readonly shop: string;
  readonly shopPhone: string;
  readonly vehicles: readonly string[];
  /** Coming visits: what, and when by the shop's clock. */
  readonly visits: readonly string[];
}

export interface CallSummary {
  readonly callId: string;
  readonly shop: string;
  readonly direction: string;
  readonly number: string | null;
  /** By the shop's clock. */
  readonly at: string;
  readonly state: 'live' | 'ended';
  readonly seconds: number | null;
  readonly intent: string | null;
  readonly outcome: string | null;
  readonly endReason: string | null;
  readonly turns: number;
}

export interface LoggedTurn {
  readonly callerSaid: string | null;
  readonly agentSaid: string;
  readonly interrupted: boolean;
  readonly state?: string;
  readonly tools?: readonly { name: string; ok: boolean; no: string | null; tookMs: number }[];
  readonly turn?: number;
}

export interface CallLog extends CallSummary {
  readonly transcript: readonly LoggedTurn[];
  readonly latencies: { readonly turns?: readonly Record<string, number | null | boolean>[] };
  readonly model: string | null;
  readonly promptVersion: string | null;
}

const CUSTOMERS = `
  SELECT c.phone, concat_ws(' ', c.first_name, c.last_name) AS name, s.name AS shop, s.phone AS "shopPhone",
         coalesce((SELECT array_agg(concat_ws(' ', v.year, v.make, v.model, v.description) ORDER BY v.year)
                     FROM vehicles v WHERE v.customer_id = c.id), '{}') AS vehicles,
         coalesce((SELECT array_agg(array_to_string(a.services, ', ') || ' '
                                    || to_char(a.starts_at AT TIME ZONE s.zone, 'Dy Mon DD HH24:MI') ORDER BY a.starts_at)
                     FROM appointments a
                    WHERE a.customer_id = c.id AND a.status = 'booked' AND a.starts_at > $1), '{}') AS visits
    FROM customers c JOIN shops s ON s.id = c.shop_id
   WHERE c.phone IS NOT NULL AND ($2::text IS NULL OR c.phone = $2)
   ORDER BY c.created_at, c.phone LIMIT $3`;

const CALLS = `
  SELECT c.call_id AS "callId", s.name AS shop, c.direction, c.number,
         to_char(c.opened_at AT TIME ZONE s.zone, 'Mon DD HH24:MI:SS') AS at,
         CASE WHEN c.ended_at IS NULL THEN 'live' ELSE 'ended' END AS state,
         round(l.duration_ms / 1000.0)::int AS seconds, l.intent, l.outcome, coalesce(c.end_reason, l.end_reason) AS "endReason",
         coalesce(jsonb_array_length(l.transcript), 0) AS turns
    FROM calls c JOIN shops s ON s.id = c.shop_id LEFT JOIN call_logs l ON l.call_id = c.call_id`;

export async function withRecords<T>(house: HouseCard, work: (records: Records) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  try {
    return await work(new Records(client, house));
  } finally {
    await client.end();
  }
}

export class Records {
  readonly #client: pg.Client;
  readonly #house: HouseCard;

  constructor(client: pg.Client, house: HouseCard) {
    this.#client = client;
    this.#house = house;
  }

  /** Customers who can be called by, those with a known story first. */
  async customers(most = 40, phone: string | null = null): Promise<CustomerRecord[]> {
    const now = new Date(Date.now() + this.#house.clockOffsetMs);
    const { rows } = await this.#client.query<CustomerRecord>(CUSTOMERS, [now, phone, most]);
    return rows;
  }

  /** The latest calls, newest first. */
  async calls(most = 20, where: 'all' | 'live' = 'all'): Promise<CallSummary[]> {
    const live = where === 'live' ? 'WHERE c.ended_at IS NULL' : '';
    const { rows } = await this.#client.query<CallSummary>(`${CALLS} ${live} ORDER BY c.opened_at DESC LIMIT $1`, [
      most,
    ]);
    return rows;
  }

  /** The log of a call, or of the latest one for `last`; a beginning of the id is enough when it is the only one. */
  async callLog(callId: string): Promise<CallLog | undefined> {
    const wanted = callId === 'last' ? 'true' : 'c.call_id LIKE $1';
    const { rows } = await this.#client.query<CallLog>(
      `SELECT * FROM (${CALLS} WHERE ${wanted} ORDER BY c.opened_at DESC LIMIT 2) picked
         LEFT JOIN LATERAL (SELECT transcript, latencies, model, prompt_version AS "promptVersion"
                              FROM call_logs WHERE call_id = picked."callId") log ON true`,
      callId === 'last' ? [] : [`${callId.replaceAll(/[%_\\]/g, '')}%`],
    );
    return callId === 'last' || rows.length === 1 ? rows[0] : undefined;
  }
}
