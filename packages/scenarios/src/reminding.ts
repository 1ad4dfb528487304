/** People who are to be reminded: a visit tomorrow, permission or none, and how they answer the phone. Written and read on the wire. */
import { randomUUID } from 'node:crypto';
import { until } from '@bayline/local';
import { z } from 'zod';
import { providerUrl } from './doing.ts';
import { changeSettings } from './lab.ts';
import type { World } from './world.ts';

/** What is needed of a house, whoever started it. */
export interface Laboratory {
  readonly clockOffsetMs: number;
  /** Base URLs of the simulated providers. */
  readonly simulators: { readonly environment: Readonly<Record<string, string>> };
}

const pattern = z.string();

export const reminded = z.strictObject({
  number: z.string(),
  /** First and last name. */
  name: z.string(),
  vehicle: z.string().default('2018 Subaru Outback'),
  service: z.string().default('oil_change'),
  /** The answer that was once given; `none` when nobody asked. */
  consent: z.enum(['yes', 'no', 'none']).default('yes'),
  /** How they answer the phone: settings of a person of the simulated network. */
  person: z.record(z.string(), z.unknown()).default({}),
  /** When the reminder is due, in seconds from the beginning of the story. */
  inSeconds: z.number().positive().default(6),
});

/** What has become of the latest reminder of a number. */
export const reminderExpectation = z.strictObject({
  state: z.enum(['due', 'claimed', 'dialled', 'in-doubt', 'done', 'failed', 'withdrawn']).optional(),
  outcome: pattern.optional(),
  /** How often this number was called. */
  calls: z.number().int().nonnegative().optional(),
  /** What the machine recorded. */
  recorded: pattern.optional(),
  notRecorded: pattern.optional(),
  optedOut: z.boolean().optional(),
  /** What became of the visit. */
  visit: z.enum(['booked', 'cancelled']).optional(),
  /** Whether the visit has another time than it had. */
  moved: z.boolean().optional(),
  /** A message to this number. */
  message: pattern.optional(),
  /** A task about this visit or number. */
  task: pattern.optional(),
});

export type Reminded = z.output<typeof reminded>;
export type ReminderExpectation = z.output<typeof reminderExpectation>;

const DAY_MS = 24 * 3_600_000;
/** The visit a person begins with is `version` 1; each change counts up. */
const INSERT = `
  WITH shop AS (SELECT id FROM shops WHERE phone = '+12155550100'),
  bay AS (INSERT INTO bays (id, shop_id, name) SELECT $1::uuid, id, 'Lift ' || $1 FROM shop RETURNING id),
  customer AS (
    INSERT INTO customers (id, shop_id, first_name, last_name, phone, phone_verified, created_at)
    SELECT $2::uuid, id, $3, $4, $5, true, $6 FROM shop RETURNING id),
  vehicle AS (
    INSERT INTO vehicles (id, shop_id, customer_id, description, created_at)
    SELECT $7::uuid, shop.id, $2::uuid, $8, $6 FROM shop, customer RETURNING id)
  INSERT INTO appointments (id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, starts_at, ends_at, free_at,
    during, created_at, updated_at)
  SELECT $9::uuid, shop.id, bay.id, $2::uuid, vehicle.id, 'booked', 1, ARRAY[$10], $11::timestamptz, $11::timestamptz + '1 hour',
    $11::timestamptz + '1 hour', tstzrange($11::timestamptz, $11::timestamptz + '1 hour'), $6, $6
  FROM shop, bay, vehicle`;
const TELL = `
  INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
  SELECT shop_id, id, version, $2, appointment_fact(id), $3 FROM appointments WHERE id = $1::uuid`;
const CONSENT = `
  INSERT INTO consents (id, shop_id, number, answer, how, wording, question, words, at)
  SELECT $1::uuid, id, $2, $3, 'voice', '2026-11-27', 'May we?', $3, $4 FROM shops WHERE phone = '+12155550100'`;

/** Writes the people, their visits and their permission; the visits are told like any other. */
export async function writeReminded(house: Laboratory, world: World, people: readonly Reminded[]): Promise<void> {
  if (people.length === 0) return;
  const described = people.filter(({ person }) => Object.keys(person).length > 0);
  const settings = Object.fromEntries(described.map(({ number, person }) => [number, person]));
  if (described.length > 0) await changeSettings(providerUrl(house, 'twilio'), { people: settings });
  for (const person of people) {
    const now = new Date(Date.now() + house.clockOffsetMs);
    const startsAt = new Date(now.getTime() + DAY_MS + person.inSeconds * 1_000);
    const [appointmentId, ...ids] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    const [first = '', ...last] = person.name.split(' ');
    if (person.consent !== 'none') await world.rows(CONSENT, [randomUUID(), person.number, person.consent, now]);
    const visit = [ids[2], person.vehicle, appointmentId, person.service, startsAt];
    await world.rows(INSERT, [ids[0], ids[1], first, last.join(' '), person.number, now, ...visit]);
    await world.rows(TELL, [appointmentId, 'appointment.booked', now]);
  }
}

const BOOKED_BY = `SELECT id, shop_id FROM appointments WHERE call_id = $1 AND status = 'booked'`;
const BOOKED_FOR = `SELECT a.id, a.shop_id FROM appointments a JOIN customers c ON c.id = a.customer_id
  WHERE c.phone = $1 AND a.status = 'booked' AND a.starts_at > $4::timestamptz ORDER BY a.starts_at LIMIT 1`;
/** To a bay of its own. */
const MOVE = (those: string): string => `
  WITH those AS (${those}),
  bay AS (INSERT INTO bays (id, shop_id, name) SELECT $2::uuid, shop_id, 'Lift ' || $2 FROM those LIMIT 1 RETURNING id)
  UPDATE appointments a SET bay_id = bay.id, starts_at = $3::timestamptz, ends_at = $3::timestamptz + '1 hour',
    free_at = $3::timestamptz + '1 hour', during = tstzrange($3::timestamptz, $3::timestamptz + '1 hour'), version = version + 1,
    updated_at = $4::timestamptz
  FROM bay WHERE a.id IN (SELECT id FROM those) RETURNING a.id`;

/** The shop moves what this call has booked to the same time tomorrow, so that its reminder is due at once. */
export function bringNear(house: Laboratory, world: World, callSid: string): Promise<void> {
  return move(house, world, BOOKED_BY, callSid, 8);
}

/** The shop moves the next visit of a number, so that its reminder is due in so many seconds. @throws when there is none */
export function moveVisit(house: Laboratory, world: World, number: string, inSeconds: number): Promise<void> {
  return move(house, world, BOOKED_FOR, number, inSeconds);
}

async function move(house: Laboratory, world: World, those: string, whose: string, inSeconds: number): Promise<void> {
  const now = new Date(Date.now() + house.clockOffsetMs);
  const startsAt = new Date(now.getTime() + DAY_MS + inSeconds * 1_000);
  const rows = await world.rows(MOVE(those), [whose, randomUUID(), startsAt, now]);
  if (rows.length === 0) throw new Error(`there is no visit of ${whose} to be moved`);
  for (const { id } of rows) await world.rows(TELL, [id, 'appointment.moved', now]);
}

const BOOK = `
  WITH customer AS (SELECT id, shop_id FROM customers WHERE phone = $1 LIMIT 1),
  bay AS (INSERT INTO bays (id, shop_id, name) SELECT $2::uuid, shop_id, 'Lift ' || $2 FROM customer RETURNING id)
  INSERT INTO appointments (id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, starts_at, ends_at, free_at,
    during, created_at, updated_at)
  SELECT $3::uuid, customer.shop_id, bay.id, customer.id,
    (SELECT id FROM vehicles v WHERE v.customer_id = customer.id ORDER BY v.created_at LIMIT 1), 'booked', 1, '{oil_change}',
    $4::timestamptz, $4::timestamptz + '1 hour', $4::timestamptz + '1 hour',
    tstzrange($4::timestamptz, $4::timestamptz + '1 hour'), $5::timestamptz, $5::timestamptz
  FROM customer, bay`;

/** A visit of a customer who has none, whose reminder is due in so many seconds. */
export async function bookVisit(house: Laboratory, world: World, number: string, inSeconds: number): Promise<void> {
  const now = new Date(Date.now() + house.clockOffsetMs);
  const startsAt = new Date(now.getTime() + DAY_MS + inSeconds * 1_000);
  const appointmentId = randomUUID();
  await world.rows(BOOK, [number, randomUUID(), appointmentId, startsAt, now]);
  await world.rows(TELL, [appointmentId, 'appointment.booked', now]);
}

/** Whether a customer of this number has a visit ahead. */
export async function hasVisit(house: Laboratory, world: World, number: string): Promise<boolean> {
  const now = new Date(Date.now() + house.clockOffsetMs);
  const rows = await world.rows(
    `SELECT 1 AS one FROM appointments a JOIN customers c ON c.id = a.customer_id
     WHERE c.phone = $1 AND a.status = 'booked' AND a.starts_at > $2 LIMIT 1`,
    [number, now],
  );
  return rows.length > 0;
}

const ALLOW = `
  INSERT INTO consents (id, shop_id, number, customer_id, answer, how, wording, question, words, at)
  SELECT $1::uuid, c.shop_id, c.phone, c.id, 'yes', 'desk', 'by hand', 'May we?', $3, $4 FROM customers c
  WHERE c.phone = $2 AND coalesce((SELECT answer FROM consents k WHERE k.shop_id = c.shop_id AND k.number = c.phone
    ORDER BY at DESC LIMIT 1), '') <> 'yes' RETURNING id`;

/** Writes a yes for a customer of this number who has given none; says whether it did. */
export async function allowCalls(house: Laboratory, world: World, number: string, words: string): Promise<boolean> {
  const now = new Date(Date.now() + house.clockOffsetMs);
  return (await world.rows(ALLOW, [randomUUID(), number, words, now])).length > 0;
}

export interface ReminderRow {
  readonly reminderId: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly nextAt: Date;
  /** By the clock of the shop's wall. */
  readonly nextLocal: string;
  readonly callId: string | null;
}

const DUE_AFTER = `
  SELECT r.id AS "reminderId", r.state, r.outcome, r.next_at AS "nextAt", r.call_id AS "callId",
    to_char(r.next_at AT TIME ZONE s.zone, 'Dy Mon DD HH24:MI') AS "nextLocal"
  FROM reminders r JOIN appointments a ON a.id = r.appointment_id JOIN customers c ON c.id = a.customer_id
    JOIN shops s ON s.id = r.shop_id
  WHERE c.phone = $1 AND r.due_at BETWEEN $2::timestamptz AND $2::timestamptz + interval '1 minute' ORDER BY r.due_at LIMIT 1`;

/** The reminder of a number that is due within a minute of a moment, as its row stands. */
export async function reminderDueAfter(world: World, number: string, after: Date): Promise<ReminderRow | undefined> {
  const [row] = await world.rows(DUE_AFTER, [number, after]);
  return row as ReminderRow | undefined;
}

const REMINDER = `
  SELECT a.status AS visit, a.version, r.state, r.outcome, r.id AS reminder_id, a.id AS appointment_id
  FROM customers c JOIN appointments a ON a.customer_id = c.id LEFT JOIN LATERAL (
    SELECT * FROM reminders WHERE appointment_id = a.id ORDER BY (state = 'withdrawn'), due_at LIMIT 1) r ON true
  WHERE c.phone = $1 ORDER BY a.created_at DESC LIMIT 1`;

interface SimulatedCall {
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  readonly recorded: string | null;
}

/** What is not as a story wants it, after some time to settle. */
export async function judgeReminder(
  house: Laboratory,
  world: World,
  number: string,
  expect: ReminderExpectation,
  withinMs: number,
): Promise<string[]> {
  let failures: string[] = ['nothing was looked at'];
  await until(
    `the reminder of ${number}`,
    async () => {
      failures = await failuresNow(house, world, number, expect);
      return failures.length === 0;
    },
    { withinMs, everyMs: 200 },
  ).catch(() => undefined); // What was not so in the end is the answer.
  return failures.map((failure) => `${number}: ${failure}`);
}

async function failuresNow(
  house: Laboratory,
  world: World,
  number: string,
  expect: ReminderExpectation,
): Promise<string[]> {
  const [row = {}] = await world.rows(REMINDER, [number]);
  const calls = await callsTo(house, number);
  const recorded = calls.map((call) => call.recorded ?? '').join(' ');
  const messages = await world.rows('SELECT body FROM messages WHERE number = $1', [number]);
  const tasks = await world.rows('SELECT what FROM tasks WHERE subject = $1 OR what LIKE $2', [
    ...[row.reminder_id ?? '', `%${number}%`],
  ]);
  const out = await world.rows('SELECT 1 AS one FROM opt_outs WHERE lifted_at IS NULL AND number_hash = $1', [
    await hashOf(number),
  ]);
  const like = (text: unknown, wanted: string): boolean => new RegExp(wanted, 'i').test(String(text ?? ''));
  const failures: string[] = [];
  const want = (holds: boolean, what: string): void => void (holds || failures.push(what));
  const { state, outcome, visit, moved, optedOut, message, task } = expect;
  if (state !== undefined) want(row.state === state, `its state is ${row.state} (${row.outcome}), not ${state}`);
  if (outcome !== undefined) want(like(row.outcome, outcome), `its outcome is ${row.outcome}, not ${outcome}`);
  if (expect.calls !== undefined) want(calls.length === expect.calls, `${calls.length} calls, not ${expect.calls}`);
  if (expect.recorded !== undefined) want(like(recorded, expect.recorded), `the machine recorded "${recorded}"`);
  if (expect.notRecorded !== undefined)
    want(!like(recorded, expect.notRecorded), `the machine recorded /${expect.notRecorded}/`);
  if (visit !== undefined) want(row.visit === visit, `the visit is ${row.visit}, not ${visit}`);
  if (moved !== undefined) want(Number(row.version) > 1 === moved, `the visit is at version ${row.version}`);
  if (optedOut !== undefined) want(out.length > 0 === optedOut, `it is ${optedOut ? 'not ' : ''}on the stop list`);
  if (message !== undefined)
    want(
      messages.some(({ body }) => like(body, message)),
      `no message is like /${message}/`,
    );
  if (task !== undefined)
    want(
      tasks.some(({ what }) => like(what, task)),
      `no task is like /${task}/`,
    );
  return failures;
}

/** Resolves once a call of ours to this number has ended without being answered. */
export async function calledInVain(house: Laboratory, number: string, withinMs: number): Promise<void> {
  const over = async (): Promise<boolean> =>
    (await callsTo(house, number)).some(({ status }) => status === 'busy' || status === 'no-answer');
  await until(`a call to ${number} to fail`, over, { withinMs, everyMs: 200 });
}

async function callsTo(house: Laboratory, number: string): Promise<SimulatedCall[]> {
  const response = await fetch(`${providerUrl(house, 'twilio')}/lab/state`);
  const { calls } = (await response.json()) as { calls: SimulatedCall[] };
  return calls.filter(({ to, direction }) => to === number && direction === 'outbound-api');
}

/** As crm-tools keeps a number that wants no calls. */
async function hashOf(number: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`bayline number\n${number}`));
  return Buffer.from(bytes).toString('base64url');
}
