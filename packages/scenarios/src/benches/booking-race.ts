/**
 * `bench booking-race`: many callers want the same times at once, over the bus, through the tools. A slot is one bay at one
 * time; every time has as many as there are bays that can do the work.
 */
import { bookAppointment, getAvailableSlots } from '@bayline/contracts';
import { until } from '@bayline/local';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench } from './bench.ts';
import { startCrmHouse } from './crm-house.ts';
import { machine, percentiles, tenth } from './figures.ts';
import { introduced, ToolCaller, wishFor } from './tool-caller.ts';

const BAYS = 4;
const SHOP_PHONE = '+12155550177';
/** Open so long that a day has so many half hours. */
const TIMES_PER_DAY = 25;
const OPENS_MINUTE = 8 * 60;
const WARM_UP = ['November 28 at 9 am', 'November 28 at 10 am'];
/** PostgreSQL's statistics of deadlocks are that old at most. */
const STATISTICS_MS = 1_500;

/** What a caller met in one race. */
interface Attempt {
  readonly holdSentAt: number;
  readonly holdAnsweredAt: number;
  readonly outcome: 'accepted' | 'refused';
  /** Of every ask of this attempt. */
  readonly tookMs: readonly number[];
}

export const bookingRaceBench: Bench = {
  name: 'booking-race',
  about: 'many callers want the same times at once: none twice, none refused while free, nobody waits long',
  fields: {
    accepted: 'bookings confirmed to callers; must be the number of slots',
    refused: 'callers told that the time has gone, with other times',
    refusedWhileFree: 'of those, callers for whom a bay was free when they were told so',
    overlaps: 'pairs of live appointments that overlap in one bay',
    deadlocks: 'deadlocks PostgreSQL counted in its database',
    'p99Ms, maxMs': 'how long holding, confirming and being refused took, each ask by itself; ms holds them apart',
    unavailable: 'asks told "not just now" or not answered in time; those callers asked again',
    lost: 'bookings confirmed to a caller without a row',
  },
  run: async ({ clients, slots, quiet, note }) => {
    const house = await startCrmHouse(quiet);
    const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 2 });
    const bus = await connect({ servers: house.servers.nats.url });
    try {
      await openRaceShop(pool);
      const before = await deadlocks(pool);
      // Fresh processes compile what they run: two races that are not counted.
      for (const [index, when] of WARM_UP.entries()) await race(bus, when, clients, 1_000 + index);
      const rounds: Attempt[][] = [];
      const times = raceTimes(Math.ceil(slots / BAYS));
      for (const [index, when] of times.entries()) {
        rounds.push(await race(bus, when, clients, index));
        if ((index + 1) % 50 === 0) note(`${index + 1} of ${times.length} times`);
      }
      // Figures of PostgreSQL's statistics are told late.
      await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
      return { ...(await summarise(pool, rounds, slots, clients, before)), machine: machine() };
    } finally {
      await bus.close();
      await pool.end();
      await house.stop();
    }
  },
};

/** crm-tools learns of a new shop within a second or so of being asked for it. */
function callShop(bus: NatsConnection, from: string): Promise<ToolCaller> {
  return until('the shop to answer', () => ToolCaller.open(bus, { from, to: SHOP_PHONE, at: HOUSE_NOW }));
}

/** Everybody asks for the slot of this time, then all hold it at the same moment; who holds it confirms at once. */
async function race(bus: NatsConnection, when: string, clients: number, round: number): Promise<Attempt[]> {
  const callers = await Promise.all(
    Array.from({ length: clients }, async (_, n) => {
      const from = `+1646${String(2_000_000 + round * clients + n)}`;
      const caller = await callShop(bus, from);
      const { reply } = await caller.insist(getAvailableSlots, wishFor(['oil change'], when));
      const slot = reply.ok && reply.asWished ? reply.offers[0]?.slot : undefined;
      if (slot === undefined) throw new Error(`nothing is free ${when} before the race: ${JSON.stringify(reply)}`);
      return { caller, given: introduced(slot, `Caller${n}`, '2012 Ford Focus') };
    }),
  );
  return Promise.all(callers.map(({ caller, given }) => attempt(caller, given)));
}

async function attempt(caller: ToolCaller, given: ReturnType<typeof introduced>): Promise<Attempt> {
  const held = await caller.insist(bookAppointment, given);
  const times = { holdSentAt: held.sentAt, holdAnsweredAt: held.answeredAt };
  if (!held.reply.ok) {
    if (held.reply.no !== 'slot-taken') throw new Error(`refused for another reason: ${held.reply.no}`);
    return { ...times, outcome: 'refused', tookMs: held.everyMs };
  }
  if (held.reply.state !== 'read-back') throw new Error('booked without a yes');
  const done = await caller.insist(bookAppointment, given, held.reply.pending);
  if (!done.reply.ok) throw new Error(`held, and not booked: ${done.reply.no}`);
  return { ...times, outcome: 'accepted', tookMs: [...held.everyMs, ...done.everyMs] };
}

/** Local times from Tuesday, December 1st on: day by day, half hour by half hour. */
function raceTimes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.UTC(2026, 11, 1 + Math.floor(index / TIMES_PER_DAY)));
    const minute = OPENS_MINUTE + (index % TIMES_PER_DAY) * 30;
    const clock = `${Math.floor(minute / 60) % 12 || 12}:${String(minute % 60).padStart(2, '0')} ${minute < 720 ? 'am' : 'pm'}`;
    return `${date.toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: 'UTC' })} at ${clock}`;
  });
}

/** A shop of its own: every day open, four bays that can all do it. */
async function openRaceShop(pool: pg.Pool): Promise<void> {
  const closes = OPENS_MINUTE + TIMES_PER_DAY * 30;
  await pool.query(
    `WITH shop AS (
       INSERT INTO shops (id, name, zone, phone, address, notice_minutes, horizon_days)
       VALUES (gen_random_uuid(), 'Race Garage', 'America/New_York', '${SHOP_PHONE}', '1 Track Road', 60, 90) RETURNING id),
     bays AS (
       INSERT INTO bays (id, shop_id, name, capabilities)
       SELECT gen_random_uuid(), shop.id, 'Bay ' || n, '{quick}' FROM shop, generate_series(1, ${BAYS}) n),
     services AS (
       INSERT INTO services (shop_id, code, name, minutes, capability)
       SELECT shop.id, 'oil_change', 'oil change', 30, 'quick' FROM shop)
     INSERT INTO opening_hours (shop_id, kind, weekday, opens, closes)
     SELECT shop.id, 'service', weekday, $1, $2 FROM shop, generate_series(1, 7) weekday`,
    [clockOf(OPENS_MINUTE), clockOf(closes)],
  );
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

async function deadlocks(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()');
  return rows[0].deadlocks;
}

async function summarise(
  pool: pg.Pool,
  rounds: readonly (readonly Attempt[])[],
  slots: number,
  clients: number,
  deadlocksBefore: number,
): Promise<Record<string, unknown>> {
  const attempts = rounds.flat();
  const accepted = attempts.filter(({ outcome }) => outcome === 'accepted');
  const refused = attempts.filter(({ outcome }) => outcome === 'refused');
  const took = attempts.flatMap(({ tookMs }) => tookMs);
  const { rows } = await pool.query(
    `SELECT (SELECT count(*)::int FROM appointments WHERE shop_id = s.id AND status = 'booked') AS booked,
       (SELECT count(*)::int FROM appointments a JOIN appointments b
          ON a.bay_id = b.bay_id AND a.id < b.id AND a.during && b.during
        WHERE a.status IN ('held', 'booked') AND b.status IN ('held', 'booked')) AS overlaps
     FROM shops s WHERE s.phone = $1`,
    [SHOP_PHONE],
  );
  return {
    bench: 'booking-race',
    clients,
    slots,
    accepted: accepted.length,
    refused: refused.length,
    refusedWhileFree: rounds.reduce((sum, round) => sum + whileFree(round), 0),
    overlaps: rows[0].overlaps,
    deadlocks: (await deadlocks(pool)) - deadlocksBefore,
    lost: accepted.length + WARM_UP.length * BAYS - rows[0].booked,
    unavailable: took.length - attempts.length - accepted.length,
    p99Ms: percentiles(took).p99,
    maxMs: tenth(Math.max(...took)),
    ms: {
      hold: percentiles(accepted.map(({ tookMs }) => tookMs[0] ?? 0)),
      commit: percentiles(accepted.map(({ tookMs }) => tookMs.at(-1) ?? 0)),
      refusal: percentiles(refused.map(({ tookMs }) => tookMs[0] ?? 0)),
    },
  };
}

/** Refusals at a moment when fewer callers than there are bays could have held the time: those whose ask was out by then. */
function whileFree(round: readonly Attempt[]): number {
  const accepted = round.filter(({ outcome }) => outcome === 'accepted');
  const refused = round.filter(({ outcome }) => outcome === 'refused');
  return refused.filter(
    ({ holdAnsweredAt }) => accepted.filter(({ holdSentAt }) => holdSentAt < holdAnsweredAt).length < BAYS,
  ).length;
}
