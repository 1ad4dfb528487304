import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentMoved,
  type Consumer,
  consumers,
  messageClaim,
  messagePlan,
  reminderClaim,
  reminderDoubts,
  reminderList,
  reminderPlanned,
} from '@bayline/contracts';
import { type RunningServer, silent, startNats, startRedis, until } from '@bayline/local';
import {
  type Bus,
  connectBus,
  createClock,
  createLog,
  createMetrics,
  guardMaker,
  type Room,
  type Running,
  readConfig,
  startHealth,
} from '@bayline/runtime';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type ReminderConfig, reminderConfig } from '../src/config.ts';
import { startReminder } from '../src/service.ts';

const now = Date.parse('2026-11-23T15:00:00Z');
const shopId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c001';

interface Started {
  readonly bus: Bus;
  /** What /readyz says: whether it is ready, and of Redis. */
  ready(): Promise<{ ready: boolean; redis: Record<string, unknown> | undefined }>;
  stop(): Promise<void>;
}

let nats: RunningServer;
let redis: RunningServer;
let directory: string;
let crmTools: Started;
const started: Started[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'bayline-reminder-'));
  nats = await startNats(directory, silent);
  redis = await startRedis(directory, silent);
});
afterAll(async () => {
  await nats.stop();
  await redis.stop();
  rmSync(directory, { recursive: true });
});

beforeEach(async () => {
  crmTools = await open('crm-tools-0001');
  await crmTools.bus.ensureStreams();
  // crm-tools has nothing to send, to rebuild or to doubt here.
  crmTools.bus.answer(messagePlan, () => ({ planned: false }));
  crmTools.bus.answer(messageClaim, () => ({ messages: [] }));
  crmTools.bus.answer(reminderList, () => ({ appointments: [], next: null }));
  crmTools.bus.answer(reminderDoubts, () => ({ doubts: [] }));
  await crmTools.bus.flush();
});
afterEach(async () => {
  for (const service of started.splice(0)) await service.stop();
});

async function open(instanceId: string, start?: (room: Room<ReminderConfig>) => Promise<Running>): Promise<Started> {
  const config = readConfig('reminder', reminderConfig, {
    BAYLINE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    NATS_URL: nats.url,
    REDIS_URL: redis.url,
    REMINDER_REDIS_DEADLINE_MS: '500',
    REMINDER_WATCH_MS: '500',
    TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
    BAYLINE_CLOCK_OFFSET_MS: String(now - Date.now()),
  });
  const log = createLog({ service: 'reminder', instanceId, level: config.LOG_LEVEL });
  const metrics = createMetrics('reminder', instanceId);
  const bus = await connectBus({ servers: config.NATS_URL, service: 'reminder', instanceId, log, metrics });
  const health = await startHealth({ port: 0, host: '127.0.0.1', metrics, service: 'reminder' });
  const clock = createClock(config);
  const guard = guardMaker(metrics, log);
  const running = await start?.({ config, service: 'reminder', instanceId, clock, log, metrics, bus, health, guard });
  const opened: Started = {
    bus,
    ready: async () => {
      const answer = await fetch(`http://127.0.0.1:${health.port}/readyz`);
      const { ready, details } = (await answer.json()) as {
        ready: boolean;
        details: Record<string, Record<string, unknown>>;
      };
      return { ready, redis: details.redis };
    },
    stop: async () => {
      await running?.drain?.();
      await running?.close?.();
      await bus.close();
      await health.close();
      await metrics.shutdown();
    },
  };
  started.push(opened);
  return opened;
}

function start(instanceId = 'reminder-0001'): Promise<Started> {
  return open(instanceId, startReminder);
}

function row(appointmentId: string, version: number, start = '2026-12-01T09:00:00-05:00'): AppointmentRow {
  return {
    appointmentId,
    shopId,
    version,
    bayId: '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0b1',
    bayName: 'Bay 1',
    zone: 'America/New_York',
    start,
    end: '2026-12-30T10:00:00-05:00',
    services: ['oil change'],
    vehicle: null,
    customerFirstName: 'Dana',
    customerEmail: 'dana@example.com',
    customerPhone: '+12155550123',
    notes: null,
    callId: null,
    at: '2026-11-23T15:00:00Z',
  };
}

/** The job of an appointment, read past the service. */
async function jobOf(appointmentId: string): Promise<{ data: unknown; dueInMs: number } | undefined> {
  return withQueue(async (queue) => {
    const job = await queue.getJob(`day-before-${appointmentId}`);
    return job === undefined ? undefined : { data: job.data, dueInMs: job.delay };
  });
}

async function withQueue<T>(work: (queue: Queue) => Promise<T>): Promise<T> {
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue('reminders', { connection, prefix: 'bayline' });
  try {
    return await work(queue);
  } finally {
    await queue.close();
    await connection.quit();
  }
}

/** How many jobs stand for the reminders of these visits. */
function countJobs(visits: readonly { appointmentId: string }[]): Promise<number> {
  const ids = new Set(visits.map(({ appointmentId }) => appointmentId));
  return withQueue(async (queue) => {
    const jobs = await queue.getJobs(['delayed']);
    return jobs.filter(({ data }) => ids.has(data.appointmentId)).length;
  });
}

function schedulers() {
  return withQueue((queue) => queue.getJobSchedulers());
}

/** The day's sweep now, instead of at its hour. */
function comeDue(key: string): Promise<void> {
  return withQueue(async (queue) => {
    const [job] = (await queue.getJobs(['delayed'])).filter(({ id }) => id?.startsWith(`repeat:${key}`));
    await job?.promote();
  });
}

/** Every `reminder.planned` of an appointment, in the order they were told. */
function plannedOf(appointmentId: string): { version: number; dueAt: string | null }[] {
  const told: { version: number; dueAt: string | null }[] = [];
  crmTools.bus.hear(reminderPlanned, appointmentId, ({ version, dueAt }) => void told.push({ version, dueAt }));
  return told;
}

const hours = (count: number) => count * 3_600_000;

describe('a reminder', () => {
  it('stands a day ahead, moves with its appointment, and goes with it', async () => {
    await start();
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1));
    await until('the first plan', () => told.length === 1);
    const first = await jobOf(id);
    expect(first?.data).toEqual({ appointmentId: id, dueAt: '2026-11-30T14:00:00.000Z' });
    expect(Math.abs((first?.dueInMs ?? 0) - (Date.parse('2026-11-30T14:00:00Z') - now))).toBeLessThan(hours(1));

    await crmTools.bus.record(appointmentMoved, id, row(id, 2, '2026-12-08T13:00:00-05:00'));
    await until('the second plan', () => told.length === 2);
    expect(await jobOf(id)).toMatchObject({ data: { dueAt: '2026-12-07T18:00:00.000Z' } });

    await crmTools.bus.record(appointmentCancelled, id, row(id, 3, '2026-12-08T13:00:00-05:00'));
    await until('the third plan', () => told.length === 3);
    expect(await jobOf(id)).toBeUndefined();
    expect(told).toEqual([
      { version: 1, dueAt: '2026-11-30T14:00:00.000Z' },
      { version: 2, dueAt: '2026-12-07T18:00:00.000Z' },
      { version: 3, dueAt: null },
    ]);
  });

  it('carries no name, number or address into Redis', async () => {
    await start();
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1));
    await until('the plan', () => told.length === 1);
    const reader = new Redis(redis.url);
    const hash = await reader.hgetall(`bayline:reminders:day-before-${id}`);
    await reader.quit();
    expect(JSON.stringify(hash)).toContain(id);
    expect(JSON.stringify(hash)).not.toMatch(/Dana|5550123|example/);
  });

  it('is not planned by an older version that comes late', async () => {
    await start();
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentCancelled, id, row(id, 3));
    await until('the plan', () => told.length === 1);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1));
    const last = randomUUID();
    const lastTold = plannedOf(last);
    await crmTools.bus.record(appointmentBooked, last, row(last, 1));
    await until('a later fact to be followed', () => lastTold.length === 1);
    expect(told).toEqual([{ version: 3, dueAt: null }]);
    expect(await jobOf(id)).toBeUndefined();
  });

  it('does not stand for a visit within a day', async () => {
    await start();
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1, '2026-11-24T09:00:00-05:00'));
    await until('the plan', () => told.length === 1);
    expect(told).toEqual([{ version: 1, dueAt: null }]);
    expect(await jobOf(id)).toBeUndefined();
  });

  it('is still due when its fact comes late, and stays when the visit changes on its last day', async () => {
    const claims: string[] = [];
    crmTools.bus.answer(reminderClaim, ({ appointmentId, dueAt }) => {
      claims.push(`${appointmentId} ${dueAt}`);
      return { type: 'later' as const, at: '2026-11-23T16:00:00Z', why: 'hours' };
    });
    await crmTools.bus.flush();
    await start();
    const id = randomUUID();
    const told = plannedOf(id);
    const visit = '2026-11-24T09:00:00-05:00';
    await crmTools.bus.record(appointmentBooked, id, { ...row(id, 1, visit), at: '2026-11-20T15:00:00Z' });
    await until('its claim', () => claims.length > 0);
    expect(claims[0]).toBe(`${id} 2026-11-23T14:00:00.000Z`);
    await until('it to wait', async () => ((await jobOf(id))?.dueInMs ?? 0) > 0);
    await crmTools.bus.record(appointmentMoved, id, row(id, 2, visit));
    await until('the change', () => told.length === 2);
    expect(told).toEqual([
      { version: 1, dueAt: '2026-11-23T14:00:00.000Z' },
      { version: 2, dueAt: null },
    ]);
    expect(await jobOf(id)).toMatchObject({ data: { dueAt: '2026-11-23T14:00:00.000Z' } });
  });

  it('stands once, by the latest version, with several instances', async () => {
    await start('reminder-0001');
    await start('reminder-0002');
    const ids = Array.from({ length: 10 }, () => randomUUID());
    for (const id of ids) {
      await crmTools.bus.record(appointmentBooked, id, row(id, 1));
      await crmTools.bus.record(appointmentMoved, id, row(id, 2, '2026-12-02T09:00:00-05:00'));
      await crmTools.bus.record(appointmentMoved, id, row(id, 3, '2026-12-03T09:00:00-05:00'));
    }
    for (const id of ids) {
      const job = await until('the latest plan', async () => {
        const found = await jobOf(id);
        return (found?.data as { dueAt?: string } | undefined)?.dueAt === '2026-12-02T14:00:00.000Z' && found;
      });
      expect(Math.abs(job.dueInMs - (Date.parse('2026-12-02T14:00:00Z') - now))).toBeLessThan(hours(1));
    }
    await until('every fact to be settled', async () => (await pending(consumers.reminderAppointments)) === 0);
    for (const id of ids) expect(await jobOf(id)).toMatchObject({ data: { dueAt: '2026-12-02T14:00:00.000Z' } });
  });
});

describe('the queue', () => {
  /** Visits as crm-tools lists them, a page at a time. */
  function visits(count: number): { appointmentId: string; start: string }[] {
    return Array.from({ length: count }, (_, index) => ({
      appointmentId: randomUUID(),
      start: `2026-11-25T${String(9 + (index % 8)).padStart(2, '0')}:00:00-05:00`,
    }));
  }

  function keepIn(crm: Started, kept: readonly { appointmentId: string; start: string; over?: boolean }[]): void {
    const rows = kept.map((visit) => ({
      ...{ shopId, version: 1, zone: 'America/New_York', nextAt: null, over: false, ...visit },
    }));
    crm.bus.answer(reminderList, ({ after, most }) => {
      const from = Number(after ?? 0);
      const next = from + most < rows.length ? String(from + most) : null;
      return { appointments: rows.slice(from, from + most), next };
    });
  }

  /** crm-tools as it is from now on, with these visits; a test answers itself when it names none. */
  async function crmToolsWith(kept?: readonly { appointmentId: string; start: string; over?: boolean }[]) {
    await crmTools.stop();
    started.splice(started.indexOf(crmTools), 1);
    crmTools = await open('crm-tools-0002');
    crmTools.bus.answer(messagePlan, () => ({ planned: false }));
    crmTools.bus.answer(messageClaim, () => ({ messages: [] }));
    crmTools.bus.answer(reminderDoubts, () => ({ doubts: [] }));
    if (kept !== undefined) keepIn(crmTools, kept);
    await crmTools.bus.flush();
  }

  async function emptied(): Promise<void> {
    const connection = new Redis(redis.url);
    await connection.flushall();
    await connection.quit();
  }

  const dueOf = async (appointmentId: string): Promise<unknown> =>
    ((await jobOf(appointmentId))?.data as { dueAt?: string } | undefined)?.dueAt;
  const dayBefore = (start: string): string => new Date(Date.parse(start) - hours(24)).toISOString();

  it('is rebuilt from crm-tools when Redis was emptied, whole and each reminder once', async () => {
    const kept = visits(230);
    const over = { ...visits(1)[0], over: true } as { appointmentId: string; start: string; over: true };
    await crmToolsWith([...kept, over]);
    await emptied();
    await start();
    const standing = async (): Promise<boolean> => (await countJobs([...kept, over])) === kept.length;
    await until('the queue to be built', standing);
    await emptied();
    await until('the queue to be built again', standing);
    for (const { appointmentId, start: visit } of [...kept.slice(0, 3), ...kept.slice(-3)])
      expect(await dueOf(appointmentId)).toBe(dayBefore(visit));
  });

  it('is rebuilt again when Redis is emptied while it is rebuilt', async () => {
    const kept = visits(3);
    await crmToolsWith();
    let asked = 0;
    crmTools.bus.answer(reminderList, async () => {
      asked += 1;
      if (asked > 1) {
        const rows = kept.map((visit) => ({ ...visit, shopId, version: 1, zone: 'America/New_York' }));
        return { appointments: rows.map((one) => ({ ...one, nextAt: null, over: false })), next: null };
      }
      // What was written since is not in this list.
      await emptied();
      return { appointments: [], next: null };
    });
    await crmTools.bus.flush();
    await emptied();
    await start();
    await until('the queue to be built again', async () => (await countJobs(kept)) === kept.length);
  });

  it('is rebuilt every day by the clock of the shop’s zone, whoever notices nothing', async () => {
    const [first, late] = visits(2) as [ReturnType<typeof visits>[number], ReturnType<typeof visits>[number]];
    const kept = [first];
    await crmToolsWith(kept);
    await emptied();
    await start();
    await until('the first visit', async () => (await dueOf(first.appointmentId)) !== undefined);
    // A visit that no fact told of, and a queue that is not empty: only the sweep of the day finds it.
    kept.push(late);
    await crmToolsWith(kept);
    const [sweep] = await schedulers();
    expect(sweep).toMatchObject({ key: 'sweep-America-New_York', pattern: '0 0 6 * * *', tz: 'America/New_York' });
    await comeDue(sweep?.key ?? '');
    await until('the visit that nobody told', async () => (await dueOf(late.appointmentId)) === dayBefore(late.start));
    expect(await schedulers()).toHaveLength(1);
  });
});

describe('without Redis', () => {
  it('a plan waits and /readyz says so; with Redis back it stands', async () => {
    const service = await start();
    await until('Redis to be seen', async () => (await service.ready()).ready);
    await redis.stop();
    await until('Redis to be missed', async () => !(await service.ready()).ready);
    expect((await service.ready()).redis).toMatchObject({ ok: false });
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1));
    await redis.restart();
    await until('the plan', () => told.length === 1);
    expect(await jobOf(id)).toBeDefined();
    await until('Redis to be seen', async () => (await service.ready()).ready);
  });

  it('starts all the same, and plans once Redis is there', async () => {
    await redis.stop();
    const service = await start();
    expect((await service.ready()).ready).toBe(false);
    const id = randomUUID();
    const told = plannedOf(id);
    await crmTools.bus.record(appointmentBooked, id, row(id, 1));
    await redis.restart();
    await until('the plan', () => told.length === 1);
    expect(await jobOf(id)).toBeDefined();
  });
});

/** How many facts of a consumer are not settled. */
async function pending(consumer: Consumer): Promise<number> {
  const subject = `$JS.API.CONSUMER.INFO.${consumer.stream}.${consumer.name}`;
  const answer = await crmTools.bus.connection.request(subject);
  const { num_pending, num_ack_pending } = answer.json<{ num_pending: number; num_ack_pending: number }>();
  return num_pending + num_ack_pending;
}
