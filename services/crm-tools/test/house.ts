/** For tests: crm-tools on real servers, with a database of its own, a clock that stands still, and a caller's hand to ask with. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarBusy, callOpen, type Envelope, type Proof, type Tool } from '@bayline/contracts';
import { type RunningServer, silent, startNats, startRedis } from '@bayline/local';
import {
  AskFailed,
  type Bus,
  type Clock,
  connectBus,
  createLog,
  createMetrics,
  guardMaker,
  type Metrics,
  type Room,
  type Running,
  readConfig,
  startHealth,
} from '@bayline/runtime';
import pg from 'pg';
import type { z } from 'zod';
import { type CrmToolsConfig, crmToolsConfig } from '../src/config.ts';
import { migrate } from '../src/migrate.ts';
import { seed } from '../src/seed.ts';
import { startCrmTools } from '../src/service.ts';
import { startProxy, type TestProxy } from './proxy.ts';

/** A Monday morning in November: both shops are open, no daylight saving changes within the month. */
export const MONDAY = new Date('2026-11-23T15:05:00.000Z');

/** One template for every suite of a run; whoever needs it first makes it. */
const TEMPLATE = 'crm_tools_template';
const TEMPLATE_LOCK = 5_411_208;

/** A fresh copy of the migrated template on the test run's server; its URL. */
export async function freshDatabase(): Promise<string> {
  const server = process.env.BAYLINE_TEST_POSTGRES_URL;
  if (server === undefined) throw new Error('BAYLINE_TEST_POSTGRES_URL is set by the global setup of the tests');
  const name = `crm_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (known.rowCount === 0) {
      await client.query(`CREATE DATABASE ${TEMPLATE}`);
      await migrate(`${server}/${TEMPLATE}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  } finally {
    await client.end();
  }
  return `${server}/${name}`;
}

export interface Servers {
  readonly nats: RunningServer;
  readonly redis: RunningServer;
  readonly stop: () => Promise<void>;
}

/** A bus and a cache of one suite's own: another suite's crm-tools would answer its asks. */
export async function startServers(): Promise<Servers> {
  const directory = mkdtempSync(join(tmpdir(), 'bayline-crm-'));
  const [nats, redis] = await Promise.all([startNats(directory, silent), startRedis(directory, silent)]);
  return {
    nats,
    redis,
    stop: async () => {
      await Promise.all([nats.stop(), redis.stop()]);
      rmSync(directory, { recursive: true });
    },
  };
}

export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function standingClock(start: Date): TestClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    monotonic: () => performance.now(),
    advance: (ms) => {
      now += ms;
    },
  };
}

/** One bus member of a test. */
export async function joinBus(url: string, instanceId: string): Promise<{ bus: Bus; metrics: Metrics }> {
  const log = createLog({ service: 'test', instanceId, level: 'silent' });
  const metrics = createMetrics('test', instanceId);
  return { bus: await connectBus({ servers: url, service: 'test', instanceId, log, metrics }), metrics };
}

export interface RunningCrmTools {
  readonly room: Room<CrmToolsConfig>;
  readonly running: Running;
  readonly stop: () => Promise<void>;
}

/** One instance of the service. */
export async function startInstance(
  servers: Pick<Servers, 'nats' | 'redis'>,
  databaseUrl: string,
  clock: Clock,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningCrmTools> {
  const config = readConfig('crm-tools', crmToolsConfig, {
    ...{ DATABASE_URL: databaseUrl, NATS_URL: servers.nats.url, REDIS_URL: servers.redis.url },
    ...{ NHTSA_BASE_URL: 'http://127.0.0.1:9', OUTBOX_POLL_MS: '50', DATABASE_POOL: '8' },
    ...environment,
  });
  const instanceId = `crm-tools-${randomBytes(4).toString('hex')}`;
  const log = createLog({ service: 'crm-tools', instanceId, level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const metrics = createMetrics('crm-tools', instanceId);
  const bus = await connectBus({ servers: config.NATS_URL, service: 'crm-tools', instanceId, log, metrics });
  await bus.ensureStreams();
  const health = await startHealth({ port: 0, host: '127.0.0.1', metrics, service: 'crm-tools' });
  const guard = guardMaker(metrics, log);
  const room: Room<CrmToolsConfig> = {
    config,
    service: 'crm-tools',
    instanceId,
    clock,
    log,
    metrics,
    bus,
    health,
    guard,
  };
  const running = await startCrmTools(room);
  const stop = async (): Promise<void> => {
    await running.drain?.();
    await running.close?.();
    await bus.close();
    await health.close();
    await metrics.shutdown();
  };
  return { room, running, stop };
}

/** A telephone call as dialogue has it in its hands. */
export interface TestCall {
  readonly callId: string;
  readonly shopId: string;
  /** Asks until there is an answer: whether a busy machine gave it in time is not what most tests are about. */
  readonly ask: AskTool;
  /** Asks once. @throws AskFailed when the answer is not there within the tool's deadline. */
  readonly askInTime: AskTool;
  envelope(options?: { proof?: Omit<Proof, 'judged' | 'turn'>; epoch?: number }): Envelope;
}

type AskTool = <Arguments extends z.ZodObject, Reply extends z.ZodType>(
  tool: Tool<string, Arguments, Reply>,
  argumentsGiven: z.input<Arguments>,
  options?: { proof?: Omit<Proof, 'judged' | 'turn'>; epoch?: number },
) => Promise<z.output<Reply>>;

export interface TestHouse {
  readonly servers: Servers;
  readonly databaseUrl: string;
  /** Before the database of the first instance. */
  readonly proxy: TestProxy;
  readonly clock: TestClock;
  readonly crm: RunningCrmTools;
  /** A bus member that plays the other services. */
  readonly bus: Bus;
  /** Events of people that `calendar.busy` tells of; one may be pushed. */
  readonly busy: { bayId: string | null; start: string; end: string }[];
  /** From now on nobody answers `calendar.busy`. */
  readonly stopCalendar: () => void;
  readonly sql: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Opens a call; attestation A to Bayline Motors when nothing else is said. */
  call(options?: {
    from?: string | null;
    to?: string;
    attestation?: 'A' | 'B' | 'C' | null;
    direction?: 'inbound' | 'outbound';
  }): Promise<TestCall>;
  readonly close: () => Promise<void>;
}

export const MOTORS = '+12155550100';
export const SUMMIT = '+13035550100';

/** Everything at once: servers, seeded database behind a proxy, one instance, and a hand on the bus. */
export async function openHouse(environment: Readonly<Record<string, string>> = {}): Promise<TestHouse> {
  const [servers, databaseUrl] = await Promise.all([startServers(), freshDatabase()]);
  await seed(databaseUrl, { seed: 1, now: MONDAY });
  const clock = standingClock(MONDAY);
  const proxy = await startProxy(databaseUrl);
  const crm = await startInstance(servers, proxy.url, clock, environment);
  const { bus, metrics } = await joinBus(servers.nats.url, 'calendar-0001');
  const busy: TestHouse['busy'] = [];
  const calendar = bus.answer(calendarBusy, () => ({ state: 'live' as const, ageMs: 0, busy }));
  await bus.flush();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  return {
    ...{ servers, databaseUrl, proxy, clock, crm, bus, busy },
    stopCalendar: () => calendar.stop(),
    sql: async (text, values = []) => (await pool.query(text, [...values])).rows,
    call: (options) => openTestCall(bus, clock, options),
    close: async () => {
      calendar.stop();
      await crm.stop();
      await bus.close();
      await metrics.shutdown();
      await pool.end();
      await proxy.stop();
      await servers.stop();
    },
  };
}

/** An ask's answer. One that a busy machine gave too late is asked for again: the asks of these tests are harmless when repeated. */
export async function answered<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AskFailed && error.reason === 'deadline')) throw error;
    }
  }
}

async function openTestCall(
  bus: Bus,
  clock: Clock,
  {
    from = '+12155559999',
    to = MOTORS,
    attestation = 'A',
    direction = 'inbound',
  }: Parameters<TestHouse['call']>[0] = {},
): Promise<TestCall> {
  const callId = `CA${randomBytes(16).toString('hex')}`;
  const opening = { callId, direction, from, to, attestation, at: clock.now().toISOString() };
  const opened = await answered(() => bus.ask(callOpen, opening));
  if (opened.type !== 'open') throw new Error(`no shop answers ${to}`);
  const { shopId } = opened.shop;
  const envelope: TestCall['envelope'] = ({ proof, epoch = 1 } = {}) => ({
    ...{ shopId, callId, epoch, toolCallId: randomBytes(4).toString('hex') },
    ...(proof === undefined ? {} : { proof: { ...proof, judged: 'yes', turn: 3 } }),
  });
  const askInTime: AskTool = (tool, argumentsGiven, options) => {
    const request = { arguments: argumentsGiven, envelope: envelope(options) };
    return bus.ask(tool.ask, request as z.input<typeof tool.ask.request>, { callId });
  };
  const ask: AskTool = (tool, argumentsGiven, options) => answered(() => askInTime(tool, argumentsGiven, options));
  return { callId, shopId, envelope, ask, askInTime };
}
