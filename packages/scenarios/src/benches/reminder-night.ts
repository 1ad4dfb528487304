/** A night of reminders without audio: people and machines on the simulated network, and what came of each in rows and calls. */
import { randomUUID } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { callJudged, reminderAnswered } from '@bayline/contracts';
import { type House, until } from '@bayline/local';
import { connect } from '@nats-io/transport-node';
import type pg from 'pg';
import { providerUrl } from '../doing.ts';
import { changeSettings } from '../lab.ts';

/** How somebody answers the phone, and whether they may be called. */
export interface Customer {
  readonly number: string;
  readonly zone: string;
  readonly consent: 'yes' | 'no' | 'none';
  readonly optedOut: boolean;
  readonly person: Readonly<Record<string, unknown>>;
}

type Random = () => number;

/** A sequence of numbers that is the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
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

interface SimulatedCall {
  readonly callSid: string;
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  readonly initiatedAt: number | null;
  readonly answeredBy: string | null;
}

export interface NightFigures {
  readonly due: number;
  readonly reached: number;
  readonly voicemail: number;
  readonly retried: number;
  readonly sms: number;
  readonly missed: number;
  readonly doubled: number;
  readonly outsideHours: number;
  readonly withoutConsent: number;
  readonly maxCps: number;
  readonly inDoubt: number;
  /** Who was called too often, and by which calls. */
  readonly problems: readonly string[];
}

/** Waits until every reminder is at its end, and says now and then how many are not. What is not in time counts as missed. */
export async function settle(
  pool: pg.Pool,
  customers: readonly Customer[],
  { withinMs, toldEveryMs, note }: { withinMs: number; toldEveryMs: number; note: (line: string) => void },
): Promise<void> {
  const numbers = customers.map(({ number }) => number);
  let toldAt = Number.NEGATIVE_INFINITY;
  const none = async (): Promise<boolean> => {
    const left = await leftToDo(pool, numbers);
    if (performance.now() - toldAt >= toldEveryMs) {
      note(`${left} of ${numbers.length} reminders are left`);
      toldAt = performance.now();
    }
    return left === 0;
  };
  await until('every reminder to be over', none, { withinMs, everyMs: 1_000 }).catch(() => undefined);
}

/** How many reminders are not at their end. */
async function leftToDo(pool: pg.Pool, numbers: readonly string[]): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS left FROM customers c JOIN appointments a ON a.customer_id = c.id
     LEFT JOIN reminders r ON r.appointment_id = a.id AND r.state <> 'withdrawn'
     WHERE c.phone = ANY ($1) AND (r.state IS NULL OR r.state NOT IN ('done', 'failed'))`,
    [numbers],
  );
  return rows[0].left;
}

/**
 * Judges a night by its rows and by the calls at the telephone company. `houseTime` reads a moment of real time; `told` holds the
 * calls of which was told what they came to, when not every call that was answered was talked in.
 */
export async function nightFigures(
  house: House,
  pool: pg.Pool,
  customers: readonly Customer[],
  houseTime: (real: number) => Date,
  told?: ReadonlySet<string>,
): Promise<NightFigures> {
  const numbers = customers.map(({ number }) => number);
  const { rows } = await pool.query<{ number: string; state: string | null; outcome: string | null; tries: number }>(
    `SELECT c.phone AS number, r.state, r.outcome,
       (SELECT count(*)::int FROM reminder_tries t WHERE t.reminder_id = r.id AND t.result IS DISTINCT FROM 'unplaced') AS tries
     FROM customers c JOIN appointments a ON a.customer_id = c.id
     LEFT JOIN reminders r ON r.appointment_id = a.id AND r.state <> 'withdrawn' WHERE c.phone = ANY ($1)`,
    [numbers],
  );
  const { rows: texts } = await pool.query(
    `SELECT count(*)::int AS sms FROM messages WHERE kind = 'reminder' AND number = ANY ($1)`,
    [numbers],
  );
  const calls = await callsOf(house, numbers);
  const rowOf = new Map(rows.map((row) => [row.number, row]));
  const callsTo = Map.groupBy(calls, ({ to }) => to);
  const of = (fits: (customer: Customer) => boolean): SimulatedCall[] =>
    customers.filter(fits).flatMap(({ number }) => callsTo.get(number) ?? []);
  const tooOften = customers.flatMap(({ number }) => {
    const { tries = 0, outcome = null } = rowOf.get(number) ?? {};
    const theirs = callsTo.get(number) ?? [];
    return doubledBy(theirs, tries, told) === 0 ? [] : [{ number, tries, outcome, theirs }];
  });
  return {
    due: customers.length,
    reached: rows.filter(({ outcome }) => outcome === 'confirmed').length,
    voicemail: rows.filter(({ outcome }) => outcome === 'voicemail').length,
    retried: rows.filter(({ tries }) => tries > 1).length,
    sms: texts[0]?.sms ?? 0,
    missed: customers.filter(({ number }) => !['done', 'failed'].includes(rowOf.get(number)?.state ?? '')).length,
    doubled: tooOften.reduce((sum, { theirs, tries }) => sum + doubledBy(theirs, tries, told), 0),
    outsideHours: customers.reduce(
      (sum, { number, zone }) =>
        sum + (callsTo.get(number) ?? []).filter((call) => !fitHour(houseTime(call.initiatedAt ?? 0), zone)).length,
      0,
    ),
    withoutConsent: of(({ consent, optedOut }) => consent !== 'yes' || optedOut).length,
    maxCps: mostWithinASecond(calls.flatMap(({ initiatedAt }) => initiatedAt ?? [])),
    inDoubt: rows.filter(({ state }) => state === 'in-doubt' || state === 'claimed').length,
    problems: tooOften.map(({ number, tries, outcome, theirs }) => {
      const described = theirs.map(({ callSid, status, answeredBy, initiatedAt }) => {
        const at = initiatedAt === null ? 'never' : houseTime(initiatedAt).toISOString();
        return `${callSid} at ${at} ${status}, ${answeredBy ?? 'not judged'}${told?.has(callSid) ? ', told' : ''}`;
      });
      return `${number} ${outcome ?? 'without an outcome'} after ${tries} tries: ${described.join('; ')}`;
    }),
  };
}

/** Calls nobody has a try for, and calls after one that came to something. */
function doubledBy(calls: readonly SimulatedCall[], tries: number, told: ReadonlySet<string> | undefined): number {
  const inOrder = calls.toSorted((a, b) => (a.initiatedAt ?? 0) - (b.initiatedAt ?? 0));
  const answered = inOrder.findIndex(({ callSid, answeredBy }) =>
    told === undefined ? answeredBy !== null : told.has(callSid),
  );
  const after = answered < 0 ? 0 : inOrder.length - 1 - answered;
  return Math.max(after, calls.length - tries, 0);
}

function fitHour(at: Date, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(at),
  );
  return hour >= 9 && hour < 20;
}

/** The most calls that began within any second. */
function mostWithinASecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, at, to) => {
    while ((sorted[from] ?? at) <= at - 1_000) from += 1;
    return Math.max(most, to - from + 1);
  }, 0);
}

async function callsOf(house: House, numbers: readonly string[]): Promise<SimulatedCall[]> {
  const response = await fetch(`${providerUrl(house, 'twilio')}/lab/state`);
  const { calls } = (await response.json()) as { calls: SimulatedCall[] };
  const wanted = new Set(numbers);
  return calls.filter(({ to, direction }) => direction === 'outbound-api' && wanted.has(to));
}
