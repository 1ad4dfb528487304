import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulators, startSimulators } from '@bayline/simulators';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import pg from 'pg';
import { root } from '../paths.ts';
import { freePort } from '../ports.ts';
import { type LocalProcess, startProcess } from '../processes.ts';
import { silent } from '../progress.ts';
import { natsBinary } from '../servers/binaries.ts';
import { findBinary } from '../servers/install.ts';
import { startNats } from '../servers/nats.ts';
import { startRedis } from '../servers/redis.ts';
import type { RunningServer } from '../servers/server.ts';
import { webhooksFor } from '../tunnel/public-address.ts';
import { findNumber, setWebhooks, twilioAccount } from '../tunnel/twilio-number.ts';
import { until } from '../until.ts';
import { type Context, look } from './check.ts';
import { allChecks } from './checks.ts';
import { offsetAt } from './context.ts';

/** Starting servers and migrating a database. */
const SETUP_MS = 60_000;
const NUMBER = '+12155550100';
const PUBLIC_URL = 'https://phone.example';

let directory: string;
let simulators: Simulators;
let redis: RunningServer;
let nats: RunningServer;
let databaseUrl: string;
/** Everything as it should be; each test breaks one thing of it. */
let sound: Context;
/** Checks that some test has seen fail. */
const broken = new Set<string>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bayline-doctor-'));
  [redis, nats, simulators, databaseUrl] = await Promise.all([
    startRedis(directory, silent),
    startNats(directory, silent),
    startSimulators(
      (['twilio', 'deepgram', 'openai', 'google'] as const).map((name) => ({ name, port: 0, given: {} })),
    ),
    migratedDatabase(),
  ]);
  await makeStreams(nats.url);
  await fetch(`${simulators.env.TWILIO_API_BASE_URL}/lab/numbers`, {
    method: 'PUT',
    body: JSON.stringify({ [NUMBER]: { voiceUrl: 'https://elsewhere.example/voice' } }),
  });
  const envFile = join(directory, '.env');
  writeFileSync(envFile, 'OPENAI_MODEL=gpt-4o\n', { mode: 0o600 });
  const own = {
    ...asReal(simulators.env),
    PUBLIC_URL,
    DESK_NUMBER: '+12155550199',
    MEDIA_TOKEN_SECRET: 'x'.repeat(32),
  };
  await pointNumber(own);
  sound = {
    root,
    own,
    envFile,
    house: undefined,
    servers: { natsUrl: nats.url, redisUrl: redis.url, databaseUrl },
    nodeVersion: 'v24.21.0',
    freeDiskBytes: async () => 50e9,
    freeMemoryBytes: () => 8e9,
    referenceTime: async () => new Date(),
    now: () => new Date(),
    offsetAt,
    find: (binary) => `/usr/bin/${binary}`,
  };
}, SETUP_MS);

afterAll(async () => {
  await Promise.all([redis?.stop(), nats?.stop(), simulators?.close()]);
  rmSync(directory, { recursive: true, force: true });
});

async function see(
  id: string,
  change: Partial<Context> = {},
): Promise<{ ok: boolean; saw: string; skipped?: boolean }> {
  const check = allChecks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const finding = await look(check, { ...sound, ...change });
  if (!finding.ok) broken.add(id);
  return finding;
}

const own = (change: Record<string, string>): Partial<Context> => ({ own: { ...sound.own, ...change } });

describe('the doctor', () => {
  it('has at least 25 checks, each with a name of its own, a reason and something that mends', () => {
    expect(allChecks.length).toBeGreaterThanOrEqual(25);
    expect(new Set(allChecks.map(({ id }) => id)).size).toBe(allChecks.length);
    for (const { why, mend } of allChecks) expect([why.length > 10, mend.length > 5]).toEqual([true, true]);
  });

  it.each([
    ['node', { nodeVersion: 'v22.14.0' }],
    ['dependencies', { root: '/nowhere' }],
    ['database-client', { root: '/nowhere' }],
    ['contracts', { root: '/nowhere' }],
    ['consent-text', { root: '/nowhere' }],
    ['disk', { freeDiskBytes: async () => 2e8 }],
    ['memory', { freeMemoryBytes: () => 3e8 }],
    ['clock-skew', { referenceTime: async () => new Date(Date.now() - 120_000) }],
    ['time-zones', { offsetAt: () => -300 }],
    ['nats-server-found', { find: () => undefined, own: {} }],
    ['redis-server-found', { find: () => undefined, own: {} }],
    ['postgres-found', { find: () => undefined, own: {} }],
  ] as [string, Partial<Context>][])('sees a broken machine: %s', async (id, change) => {
    expect(await see(id, change)).toMatchObject({ ok: false });
  });

  it.each([
    'node',
    'contracts',
    'consent-text',
    'disk',
    'memory',
    'clock-skew',
    'time-zones',
    'nats-server-found',
    'env-file',
    'media-secret',
    'nats-sync',
  ])('is content with a sound machine: %s', async (id) => {
    const finding = await see(id);
    expect(finding).toMatchObject({ ok: true });
    expect(finding.skipped).toBeUndefined();
  });

  it('sees a stamp that is older than what it was made from', async () => {
    const stale = join(directory, 'checkout');
    for (const folder of ['.local', 'services/crm-tools/prisma']) mkdirSync(join(stale, folder), { recursive: true });
    const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.local/installed', '.local/generated'];
    for (const file of [...files, 'services/crm-tools/prisma/schema.prisma']) writeFileSync(join(stale, file), file);
    expect(await see('dependencies', { root: stale })).toMatchObject({ ok: false });
    expect(await see('database-client', { root: stale })).toMatchObject({ ok: false });
  });

  it('sees a port that is taken', async () => {
    const { port, server } = await serve(() => ({ status: 200 }));
    expect(await see('gateway-port', own({ GATEWAY_PORT: String(port) }))).toMatchObject({ ok: false });
    await close(server);
    expect(await see('gateway-port', own({ GATEWAY_PORT: String(port) }))).toMatchObject({ ok: true });
  });

  it('sees secrets that others may read, or that are too short', async () => {
    chmodSync(sound.envFile, 0o644);
    expect(await see('env-file')).toMatchObject({ ok: false });
    chmodSync(sound.envFile, 0o600);
    expect(await see('media-secret', own({ MEDIA_TOKEN_SECRET: 'short' }))).toMatchObject({ ok: false });
  });
});

describe('the doctor at the servers', () => {
  it('is content with servers that are as they should be', async () => {
    const ids = [
      'nats-jetstream',
      'nats-streams',
      'redis-eviction',
      'redis-durable',
      'postgres-version',
      'postgres-extensions',
    ];
    for (const id of [...ids, 'postgres-constraint', 'postgres-migrations', 'double-bookings', 'outbox'])
      expect([id, await see(id)]).toEqual([id, { ok: true, saw: expect.any(String) }]);
  });

  it('sees servers that are away', async () => {
    const away = {
      natsUrl: 'nats://127.0.0.1:9',
      redisUrl: 'redis://127.0.0.1:9',
      databaseUrl: 'postgresql://x@127.0.0.1:9/x',
    };
    for (const id of ['nats-jetstream', 'redis-eviction', 'postgres-version'])
      expect(await see(id, { servers: away })).toMatchObject({ ok: false });
  });

  it('sees a NATS without JetStream', async () => {
    const { url, server } = await natsWithoutJetStream();
    expect(await see('nats-jetstream', { servers: { natsUrl: url, redisUrl: redis.url, databaseUrl } })).toMatchObject({
      ok: false,
    });
    await server.stop();
  });

  it('sees a stream that captures questions, and one that is missing', async () => {
    const connection = await connect({ servers: nats.url });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'GREEDY', subjects: ['tool.*'] });
    expect(await see('nats-streams')).toMatchObject({
      ok: false,
      saw: expect.stringContaining('tool.book_appointment'),
    });
    await manager.streams.delete('GREEDY');
    for await (const { config } of manager.streams.list()) await manager.streams.delete(config.name);
    expect(await see('nats-streams')).toMatchObject({ ok: false, saw: expect.stringContaining('missing') });
    await connection.close();
    await makeStreams(nats.url);
  });

  it('sees a configuration of NATS that acknowledges before it writes', async () => {
    const file = join(directory, 'nats.conf');
    writeFileSync(file, 'jetstream { store_dir: "/data" }\n');
    expect(await see('nats-sync', own({ NATS_CONFIG: file }))).toMatchObject({ ok: false });
  });

  it('sees a Redis that evicts, or forgets', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await see('redis-eviction')).toMatchObject({ ok: false, saw: expect.stringContaining('allkeys-lru') });
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.config('SET', 'appendonly', 'no');
    expect(await see('redis-durable')).toMatchObject({ ok: false });
    await client.config('SET', 'appendonly', 'yes');
    client.disconnect();
  });

  it('sees a database that was never migrated', async () => {
    const empty = { natsUrl: nats.url, redisUrl: redis.url, databaseUrl: await newDatabase() };
    for (const id of ['postgres-extensions', 'postgres-constraint', 'postgres-migrations'])
      expect([id, (await see(id, { servers: empty })).ok]).toEqual([id, false]);
  });

  it('sees a version of PostgreSQL that is too old', async () => {
    const check = allChecks.find(({ id }) => id === 'postgres-version');
    const query = pg.Client.prototype.query;
    // No old server is at hand: its answer is given instead.
    pg.Client.prototype.query = (async () => ({ rows: [{ server_version_num: '120004' }] })) as never;
    const finding = check === undefined ? undefined : await look(check, sound);
    pg.Client.prototype.query = query;
    expect(finding).toEqual({ ok: false, saw: 'version 12' });
    broken.add('postgres-version');
  });

  it('sees two visits in one bay, and facts that nobody was told', async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(
      "INSERT INTO shops (id, name, zone, phone, address) VALUES (gen_random_uuid(), 's', 'UTC', '+1', '')",
    );
    await client.query("INSERT INTO bays (id, shop_id, name) SELECT gen_random_uuid(), id, 'b' FROM shops");
    await client.query('ALTER TABLE appointments DROP CONSTRAINT appointments_no_overlap');
    await client.query(
      `INSERT INTO appointments (id, shop_id, bay_id, status, starts_at, ends_at, free_at, during, hold_expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), shop_id, b.id, 'held', t, t + '1 h', t + '1 h', tstzrange(t, t + '1 h'), t, t, t
         FROM bays b, (VALUES ('2030-01-01 10:00Z'::timestamptz), ('2030-01-01 10:30Z')) v(t)`,
    );
    await client.query(
      `INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
       SELECT shop_id, id, 1, 'appointment.booked', '{}', '2020-01-01Z' FROM appointments`,
    );
    await client.query('COMMIT');
    expect(await see('double-bookings')).toMatchObject({ ok: false, saw: '1 pairs overlap' });
    expect(await see('outbox')).toMatchObject({ ok: false });
    await client.end();
  });
});

describe('the doctor at services and providers', () => {
  it('sees a service that is not ready, is gone, or has given a provider up', async () => {
    const unready = { ready: false, details: { bus: { ok: false }, started: { ok: true } } };
    const bad = await serve((path) => ({
      status: 200,
      body:
        path === '/metrics'
          ? 'provider_breaker_state{provider="openai",operation="chat"} 2\n'
          : JSON.stringify(unready),
    }));
    const house = houseOf(bad.port);
    expect(await see('services-ready', { house })).toMatchObject({ ok: false, saw: 'dialogue: bus' });
    expect(await see('breakers', { house })).toMatchObject({ ok: false, saw: 'dialogue: openai' });
    await close(bad.server);
    expect(await see('services-ready', { house })).toMatchObject({ ok: false, saw: 'dialogue: no answer' });
    const good = await serve(() => ({ status: 200, body: JSON.stringify({ ready: true, details: {} }) }));
    expect(await see('services-ready', { house: houseOf(good.port) })).toMatchObject({ ok: true });
    await close(good.server);
  });

  it.each([
    ['twilio-key', { TWILIO_AUTH_TOKEN: 'wrong' }],
    ['deepgram-key', { DEEPGRAM_API_KEY: 'wrong' }],
    ['openai-key', { OPENAI_API_KEY: 'wrong' }],
    ['calendar', { GOOGLE_REFRESH_TOKEN: 'wrong' }],
    ['number', { TWILIO_NUMBER: '+19995550100' }],
  ])('tells a good key from a bad one: %s', async (id, change) => {
    expect(await see(id)).toMatchObject({ ok: true, saw: expect.not.stringContaining('simulated') });
    expect(await see(id, own(change as Record<string, string>))).toMatchObject({ ok: false });
  });

  it('sees a number that rings elsewhere or has nothing to fall back to', async () => {
    for (const id of ['webhooks', 'fallback']) expect([id, (await see(id)).ok]).toEqual([id, true]);
    const account = twilioAccount(sound.own);
    if (account === undefined) throw new Error('no account');
    const { sid } = await findNumber(account, NUMBER);
    await setWebhooks(account, sid, { VoiceUrl: 'https://elsewhere.example/voice', VoiceFallbackUrl: '' });
    expect(await see('webhooks')).toMatchObject({ ok: false });
    expect(await see('fallback')).toMatchObject({ ok: false });
    await setWebhooks(account, sid, { VoiceFallbackUrl: `${PUBLIC_URL}/fallback` });
    expect(await see('fallback')).toMatchObject({ ok: false, saw: expect.stringContaining('us again') });
    await pointNumber(sound.own);
  });

  it('sees a public address that takes forged requests, or refuses ours', async () => {
    const careless = await serve(() => ({ status: 204 }));
    expect(await see('signature', own({ PUBLIC_URL: `http://127.0.0.1:${careless.port}` }))).toMatchObject({
      ok: false,
    });
    await close(careless.server);
    const deaf = await serve(() => ({ status: 403 }));
    expect(await see('signature', own({ PUBLIC_URL: `http://127.0.0.1:${deaf.port}` }))).toMatchObject({ ok: false });
    await close(deaf.server);
  });

  it('says what it did not look at', async () => {
    const nothing = { own: {}, servers: undefined, envFile: '/nowhere/.env', referenceTime: async () => undefined };
    for (const id of [
      'twilio-key',
      'calendar',
      'webhooks',
      'signature',
      'redis-eviction',
      'services-ready',
      'clock-skew',
      'env-file',
    ])
      expect([id, await see(id, nothing)]).toEqual([id, { ok: true, saw: expect.any(String), skipped: true }]);
  });

  it('was seen to fail in every one of its checks', () => {
    expect(allChecks.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
  });
});

/** Simulated keys would count as keys all the same; what makes a provider real here is that one is set. */
function asReal(env: Readonly<Record<string, string>>): Record<string, string> {
  return { ...env, TWILIO_NUMBER: NUMBER };
}

async function pointNumber(values: Readonly<Record<string, string>>): Promise<void> {
  const account = twilioAccount(values);
  if (account === undefined) throw new Error('no account');
  const { sid } = await findNumber(account, NUMBER);
  await setWebhooks(account, sid, webhooksFor(PUBLIC_URL, values));
}

function houseOf(healthPort: number): Context['house'] {
  const service = {
    service: 'dialogue',
    index: 0,
    instanceId: 'dialogue-1',
    pid: 1,
    healthPort,
    state: 'ready',
    restarts: 0,
  } as const;
  return { services: [service], directory, clockOffsetMs: 0, gatewayUrl: 'http://127.0.0.1:1' };
}

async function newDatabase(): Promise<string> {
  const base = process.env.BAYLINE_TEST_POSTGRES_URL ?? '';
  const name = `doctor_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return `${base}/${name}`;
}

async function migratedDatabase(): Promise<string> {
  const url = await newDatabase();
  const script = join(root, 'services', 'crm-tools', 'src', 'migrate.ts');
  const result = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATABASE_URL: url },
  });
  if (result.status !== 0) throw new Error(result.stdout + result.stderr);
  return url;
}

/** As every service does when it starts. */
async function makeStreams(url: string): Promise<void> {
  const { streams } = await import('@bayline/contracts');
  const connection = await connect({ servers: url });
  const manager = await jetstreamManager(connection);
  for (const { name, subjects } of streams) await manager.streams.add({ name, subjects: [...subjects] });
  await connection.close();
}

async function natsWithoutJetStream(): Promise<{ url: string; server: LocalProcess }> {
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  const server = startProcess({
    name: 'nats-server',
    command: findBinary(natsBinary) ?? 'nats-server',
    args: ['-a', '127.0.0.1', '-p', String(port)],
    logFile: join(directory, 'plain-nats.log'),
  });
  await until('nats-server', async () => {
    const connection = await connect({ servers: url, reconnect: false }).catch(() => undefined);
    await connection?.close();
    return connection !== undefined;
  });
  return { url, server };
}

function serve(answer: (path: string) => { status: number; body?: string }): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '/');
    response.writeHead(status).end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, server }));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
