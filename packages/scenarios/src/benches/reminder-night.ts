/** A night of reminders without audio: whose visits are due, how they answer the phone, and what stands in for conversations. */
import { randomUUID } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { callJudged, reminderAnswered } from '@bayline/contracts';
import { type House, until } from '@bayline/local';
import { connect } from '@nats-io/transport-node';
import type pg from 'pg';
import { providerUrl } from '../doing.ts';
import { changeSettings } from '../lab.ts';
import type { Random } from './random.ts';

/** How somebody answers the phone, and whether they may be called. */
export interface Customer {
  readonly number: string;
  readonly zone: string;
  readonly consent: 'yes' | 'no' | 'none';
  readonly optedOut: boolean;
  readonly person: Readonly<Record<string, unknown>>;
}

const PEOPLE: readonly (readonly [number, Readonly<Record<string, unknown>>])[] = [
  [0.55, { detectedAfterMs: 300, hangsUpAfterMs: 900 }],
  [0.77, { machine: { greeting: 'Not here', beep: true, recordsMs: 500 } }],
  [0.85, { answers: false }],
  [0.92, { busy: true }],
  [0.95, { unreachable: true }],
  [0.99, { detected: 'unknown', detectedAfterMs: 300, hangsUpAfterMs: 900 }],
  [1, { detected: 'fax', detectedAfterMs: 300, hangsUpAfterMs: 900 }],
];

/** So many customers, most of whom may be called. */
export function drawCustomers(random: Random, count: number, prefix = '555'): Customer[] {
  return Array.from({ length: count }, (_, index) => {
    const west = random() < 0.05;
    const line = String(index).padStart(4, '0');
    const draw = random();
    const person = PEOPLE.find(([upTo]) => draw < upTo)?.[1] ?? {};
    const consent = random() < 0.04 ? 'no' : random() < 0.04 ? 'none' : 'yes';
    return {
      number: `+1${west ? '503' : '215'}${prefix}${line}`,
      zone: west ? 'America/Los_Angeles' : 'America/New_York',
      consent,
      optedOut: random() < 0.02,
      person: { afterMs: 100, audio: false, ...person },
    };
  });
}

const SHOP = `SELECT id FROM shops WHERE phone = '+12155550100'`;

/** Writes customers with a visit a day after `dueAt`, each in a bay of its own, and their permission. */
export async function writeNight(
  house: House,
  pool: pg.Pool,
  customers: readonly Customer[],
  dueAt: (index: number) => Date,
): Promise<void> {
  const people = Object.fromEntries(customers.map(({ number, person }) => [number, person]));
  await changeSettings(providerUrl(house, 'twilio'), { people });
  const now = new Date(0);
  const rows = customers.map(({ number, consent, optedOut }, index) => ({
    ...{ number, consent, optedOut, customer: randomUUID(), bay: randomUUID(), appointment: randomUUID() },
    starts: new Date(dueAt(index).getTime() + 24 * 3_600_000).toISOString(),
    hash: '',
  }));
  for (const row of rows) if (row.optedOut) row.hash = await hashOf(row.number);
  const json = JSON.stringify(rows);
  const given = `jsonb_to_recordset($1::jsonb) AS row(number text, consent text, "optedOut" boolean, customer uuid, bay uuid,
    appointment uuid, starts timestamptz, hash text)`;
  await pool.query(`INSERT INTO bays (id, shop_id, name) SELECT bay, (${SHOP}), 'Lift ' || bay FROM ${given}`, [json]);
  await pool.query(
    `INSERT INTO customers (id, shop_id, first_name, phone, phone_verified, created_at)
     SELECT customer, (${SHOP}), 'Robin', number, true, $2 FROM ${given}`,
    [json, now],
  );
  await pool.query(
    `INSERT INTO consents (id, shop_id, number, answer, how, wording, question, words, at)
     SELECT gen_random_uuid(), (${SHOP}), number, consent, 'voice', '2026-11-27', 'May we?', consent, $2 FROM ${given}
     WHERE consent <> 'none'`,
    [json, now],
  );
  await pool.query(
    `INSERT INTO opt_outs (number_hash, shop_id, how, at) SELECT hash, (${SHOP}), 'text', $2 FROM ${given}
     WHERE "optedOut" ON CONFLICT DO NOTHING`,
    [json, now],
  );
  await pool.query(
    `INSERT INTO appointments (id, shop_id, bay_id, customer_id, status, version, services, starts_at, ends_at, free_at, during,
       created_at, updated_at)
     SELECT appointment, (${SHOP}), bay, customer, 'booked', 1, '{oil_change}', starts, starts + interval '1 hour',
       starts + interval '1 hour', tstzrange(starts, starts + interval '1 hour'), $2, $2 FROM ${given}`,
    [json, now],
  );
}

async function hashOf(number: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`bayline number\n${number}`));
  return Buffer.from(bytes).toString('base64url');
}

export interface Conversations {
  /** Calls of which was told what they came to. */
  readonly told: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Tells what a conversation would: calls without audio have none. */
export async function standInForConversations(house: House, pool: pg.Pool): Promise<Conversations> {
  const calls = new Set<string>();
  const bus = await connect({ servers: house.servers.nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 200 });
  const outcomes = { human: 'confirmed', machine: 'voicemail', fax: 'fax', unknown: 'no-details' } as const;
  bus.subscribe(`${callJudged.name}.*`, {
    callback: (error, message) => {
      const judged = callJudged.schema.safeParse(error === null ? message.json() : undefined);
      if (!judged.success) return;
      const callId = message.subject.slice(callJudged.name.length + 1);
      void reminderOf(pool, callId).then((reminderId) => {
        if (reminderId === null) return;
        const told = { reminderId, outcome: outcomes[judged.data.verdict], at: judged.data.at };
        // As a service records a lasting fact: told once the stream has stored it, and tried for some seconds.
        const stored = (): Promise<true> =>
          bus.request(`${reminderAnswered.name}.${callId}`, JSON.stringify(told), { timeout: 1_000 }).then(() => true);
        const tried = (): Promise<boolean> => stored().catch(() => false);
        void until('an outcome to be stored', tried, { withinMs: 10_000, everyMs: 200 }).then(
          () => calls.add(callId),
          () => undefined, // Nobody could be told: the call counts as one that was hung up.
        );
      });
    },
  });
  return { told: calls, stop: () => bus.close() };
}

/** The call's row comes with Twilio's request for instructions: after the verdict, now and then. Null for an inbound call. */
async function reminderOf(pool: pg.Pool, callId: string): Promise<string | null> {
  const row = async (): Promise<{ reminder_id: string | null } | undefined> => {
    const { rows } = await pool
      .query('SELECT reminder_id FROM calls WHERE call_id = $1', [callId])
      .catch(() => ({ rows: [] })); // The database is being restarted.
    return rows[0];
  };
  const found = await until('the row of a call', row, { withinMs: 8_000 }).catch(() => undefined);
  // Without a row by then, the call counts as one that was hung up.
  return found?.reminder_id ?? null;
}

/** Says one command to Redis. */
export async function sayToRedis(url: string, command: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connectSocket(Number(port), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', () => resolve());
    socket.write(`${command}\r\n`);
  });
  socket.destroy();
}

export function emptyRedis(url: string): Promise<void> {
  return sayToRedis(url, 'FLUSHALL');
}

/** The visits are told as any booking is. */
export async function tellNight(pool: pg.Pool, customers: readonly Customer[]): Promise<void> {
  await pool.query(
    `INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
     SELECT a.shop_id, a.id, a.version, 'appointment.booked', appointment_fact(a.id), a.created_at
     FROM appointments a JOIN customers c ON c.id = a.customer_id WHERE c.phone = ANY ($1)`,
    [customers.map(({ number }) => number)],
  );
}
