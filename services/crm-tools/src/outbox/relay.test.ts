import { randomUUID } from 'node:crypto';
import { type AppointmentRow, appointmentBooked, consumers } from '@bayline/contracts';
import { until } from '@bayline/local';
import { type Bus, createLog, guardMaker, type Metrics } from '@bayline/runtime';
import pg from 'pg';
import { freshDatabase, joinBus, MONDAY, type Servers, standingClock, startServers } from '../../test/house.ts';
import { Database } from '../database/postgres.ts';
import { Relay } from './relay.ts';

const log = createLog({ service: 'test', instanceId: 'test-0001', level: 'silent' });
const clock = standingClock(MONDAY);
const SHOP = randomUUID();
let servers: Servers;
let databaseUrl: string;
let client: pg.Client;
let bus: Bus;
let metrics: Metrics;

beforeAll(async () => {
  [servers, databaseUrl] = await Promise.all([startServers(), freshDatabase()]);
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  ({ bus, metrics } = await joinBus(servers.nats.url, 'test-0001'));
  await bus.ensureStreams();
});

afterAll(async () => {
  await bus.close();
  await metrics.shutdown();
  await client.end();
  await servers.stop();
});

function fact(appointmentId: string, version: number): AppointmentRow {
  return {
    ...{ appointmentId, shopId: SHOP, version, bayId: SHOP, bayName: 'Bay 1', zone: 'America/New_York' },
    ...{ start: MONDAY.toISOString(), end: MONDAY.toISOString(), services: ['oil change'], vehicle: null },
    ...{ customerFirstName: 'Nora', customerEmail: null, customerPhone: null, notes: null, callId: null },
    at: MONDAY.toISOString(),
  };
}

async function write(appointmentId: string, version: number, name: string): Promise<void> {
  await client.query(
    'INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [SHOP, appointmentId, version, name, fact(appointmentId, version), new Date(MONDAY.getTime() - 5_000)],
  );
}

async function waiting(): Promise<number> {
  const { rows } = await client.query('SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL');
  return rows[0]?.waiting;
}

function startRelay(database: Database, over: Bus = bus): Relay {
  return new Relay({ database, bus: over, clock, log, metrics, pollMs: 20, reached: () => {} });
}

function openDatabase(): Database {
  const settings = {
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: 4,
    DATABASE_WAIT_MS: 1_000,
    DATABASE_DEADLINE_MS: 2_000,
  };
  return new Database({ settings, guard: guardMaker(metrics, log), metrics, log });
}

describe('several relays', () => {
  it('tell every fact once, and the facts of an appointment in their order', async () => {
    const appointments = Array.from({ length: 40 }, () => randomUUID());
    const names = ['appointment.booked', 'appointment.moved', 'appointment.changed', 'appointment.cancelled'];
    for (const id of appointments) for (const [index, name] of names.entries()) await write(id, index + 1, name);

    const heard = new Map<string, number[]>();
    const subscription = await bus.consume(consumers.calendarAppointments, async ({ payload }) => {
      const { appointmentId, version } = payload as AppointmentRow;
      heard.set(appointmentId, [...(heard.get(appointmentId) ?? []), version]);
    });
    const databases = [openDatabase(), openDatabase(), openDatabase()];
    const relays = databases.map((database) => startRelay(database));
    await until('every fact to be heard', () => [...heard.values()].flat().length >= 160);
    for (const relay of relays) await relay.close();
    for (const database of databases) await database.close();
    subscription.stop();

    expect(heard.size).toBe(40);
    for (const versions of heard.values()) expect(versions).toEqual([1, 2, 3, 4]);
    expect(await waiting()).toBe(0);
  });
});

describe('a relay', () => {
  it('waits while a fact cannot be told, measures how long, and tells it once it can', async () => {
    const id = randomUUID();
    let broken = true;
    const told: string[] = [];
    const flaky: Bus = Object.create(bus, {
      connected: { value: true },
      record: {
        value: async (...args: Parameters<Bus['record']>) => {
          if (broken) throw new Error('no stream answers');
          told.push(args[1]);
        },
      },
    });
    const database = openDatabase();
    const relay = startRelay(database, flaky);
    await write(id, 1, appointmentBooked.name);
    relay.nudge();
    await until('the lag to show', () => relay.lagMs > 0);
    expect(relay.lagMs).toBe(5_000);
    expect(told).toEqual([]);
    broken = false;
    await until('the fact to be told', () => told.includes(id) && relay.lagMs === 0);
    expect(told).toEqual([id]);
    await relay.close();
    await database.close();
  });

  it('leaves the later facts of an appointment while another one is telling the first', async () => {
    const [first, other] = [randomUUID(), randomUUID()];
    await write(first, 1, 'appointment.booked');
    await write(first, 2, 'appointment.cancelled');
    // Another relay has taken the first row and not finished.
    const busy = new pg.Client({ connectionString: databaseUrl });
    await busy.connect();
    await busy.query('BEGIN');
    await busy.query('SELECT id FROM outbox WHERE appointment_id = $1 AND version = 1 FOR UPDATE', [first]);
    await write(other, 1, 'appointment.booked');

    const database = openDatabase();
    const relay = startRelay(database);
    await until('what is free to be told', async () => (await waiting()) === 2);
    const { rows } = await client.query('SELECT version FROM outbox WHERE published_at IS NULL ORDER BY version');
    expect(rows).toEqual([{ version: 1 }, { version: 2 }]);
    await busy.query('ROLLBACK');
    await busy.end();
    await until('the rest to be told', async () => (await waiting()) === 0);
    await relay.close();
    await database.close();
  });
});
