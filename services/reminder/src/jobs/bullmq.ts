/** The queue of reminders in BullMQ on Redis: one delayed job for each appointment, and the version it was planned by. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Clock, type Guard, type GuardMaker, type Log, ProviderError } from '@bayline/runtime';
import { type Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type Plan, REMINDER_KIND } from '../planning.ts';
import type { ReminderJobs, Wake } from '../reminder-jobs.ts';

export const QUEUE_NAME = 'reminders';
export const PREFIX = 'bayline';
/** The job of the daily sweep. */
export const SWEEP = 'sweep';
/** A sweep is about no appointment. */
const NOTHING: Wake = { appointmentId: '', dueAt: '' };
/** Set once the queue was rebuilt; gone when Redis was emptied. */
const KEPT_KEY = `${PREFIX}:reminders-kept`;
const KEPT = '1';
/** A job that fails (crm-tools does not answer) is tried for about an hour before it is a dead letter. */
export const jobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.2 },
  removeOnComplete: true,
  removeOnFail: true,
} as const;

/** A version is remembered for longer than a fact may be delivered late: the stream keeps facts for seven days. */
const VERSION_SECONDS = 8 * 24 * 3_600;
/** Longer than making a plan stand may take. */
const LOCK_MS = 10_000;
const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

interface BullJobsOptions {
  readonly url: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** How fast the house's clock runs: delays are real time. */
  readonly clockRate: number;
  readonly guard: GuardMaker;
  readonly log: Log;
}

export class BullJobs implements ReminderJobs {
  readonly #options: BullJobsOptions;
  readonly #redis: Redis;
  readonly #standing: Guard;
  readonly #counting: Guard;
  #queue: Queue<Wake> | undefined;
  #away = false;

  constructor(options: BullJobsOptions) {
    const { url, deadlineMs, guard } = options;
    this.#options = options;
    // What cannot be stored now fails at once and is tried again by the stream; a worker's connection waits instead, and
    // is another one (worker.ts).
    this.#redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: deadlineMs,
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
    });
    this.#redis.on('error', (error) => this.#note('away', error));
    this.#redis.on('ready', () => this.#note('back'));
    this.#standing = guard({ provider: 'redis', operation: 'reminder.stand', deadlineMs });
    this.#counting = guard({ provider: 'redis', operation: 'reminder.count', deadlineMs });
  }

  stand(plan: Plan): Promise<boolean> {
    return this.#standing.run(async (signal) => {
      // A connection that is just being made is waited for; one that fails is an error at once.
      if (this.#redis.status !== 'ready') await once(this.#redis, 'ready', { signal });
      const queue = await this.#ready();
      return this.#locked(plan.appointmentId, async () => {
        const versionKey = `${PREFIX}:reminder-version:${plan.appointmentId}`;
        if (Number((await this.#redis.get(versionKey)) ?? 0) > plan.version) return false;
        signal.throwIfAborted();
        await this.#replace(queue, plan);
        await this.#redis.set(versionKey, plan.version, 'EX', VERSION_SECONDS);
        return true;
      });
    });
  }

  wake(wake: Wake, at: Date): Promise<void> {
    return this.#standing.run(async (signal) => {
      if (this.#redis.status !== 'ready') await once(this.#redis, 'ready', { signal });
      const queue = await this.#ready();
      // The plan's own job, while it waits, does as well: `jobId` makes an addition of what is there no addition.
      const jobId = `${REMINDER_KIND}-${wake.appointmentId}`;
      const planned = await queue.getJob(jobId);
      if (planned === undefined) return this.#add(queue, REMINDER_KIND, wake, jobId, at);
      if (planned.data.dueAt === wake.dueAt && (await planned.isDelayed()) && this.#wakesBy(planned, at)) return;
      await this.#add(queue, REMINDER_KIND, wake, `${jobId}-${at.getTime()}`, at);
    });
  }

  /** Whether a delayed job wakes at that moment, give or take a second. */
  #wakesBy(job: Job<Wake>, at: Date): boolean {
    const { clock, clockRate } = this.#options;
    const delay = (at.getTime() - clock.now().getTime()) / clockRate;
    return Math.abs(job.timestamp + job.delay - (Date.now() + delay)) < 1_000;
  }

  async wasEmptied(): Promise<boolean> {
    return this.#counting.run(async () => {
      await this.#ready();
      return (await this.#redis.get(KEPT_KEY)) !== KEPT;
    });
  }

  async markBuilding(): Promise<void> {
    await this.#counting.run(() => this.#redis.set(KEPT_KEY, 'building'));
  }

  async markKept(): Promise<void> {
    // Only where the mark of its beginning still is: what was built in a Redis that was emptied meanwhile is built again.
    await this.#counting.run(() => this.#redis.set(KEPT_KEY, KEPT, 'XX'));
  }

  async sweepDaily(zones: readonly string[], pattern: string): Promise<void> {
    await this.#counting.run(async () => {
      const queue = await this.#ready();
      for (const zone of zones) {
        const schedule = { pattern, tz: zone };
        const sweeping = { name: SWEEP, data: NOTHING, opts: { removeOnComplete: true, removeOnFail: true } };
        await queue.upsertJobScheduler(`${SWEEP}-${zone.replaceAll('/', '-')}`, schedule, sweeping);
      }
    });
  }

  count(): Promise<number> {
    return this.#counting.run(async () => (await this.#ready()).getJobCountByTypes('delayed', 'waiting', 'active'));
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
    // Its connection is ours, and gone: there is nothing left that could fail usefully.
    await this.#queue?.close().catch(() => undefined);
  }

  async #replace(queue: Queue<Wake>, plan: Plan): Promise<void> {
    const { appointmentId, kind, version, dueAt, keeps } = plan;
    const jobId = `${kind}-${appointmentId}`;
    if (dueAt === null && keeps !== null) {
      const stands = await queue.getJob(jobId);
      if (stands?.data.dueAt === keeps.toISOString()) return;
    }
    const removed = await queue.remove(jobId);
    if (dueAt === null) return;
    const data = { appointmentId, dueAt: dueAt.toISOString() };
    // A job that is being worked on cannot be removed, and another one could not have its name.
    const taken = removed === 0 && (await queue.getJob(jobId)) !== undefined;
    await this.#add(queue, kind, data, taken ? `${jobId}-${version}` : jobId, dueAt);
  }

  async #add(queue: Queue<Wake>, kind: string, data: Wake, jobId: string, at: Date): Promise<void> {
    const { clock, clockRate } = this.#options;
    const delay = Math.max(0, Math.round((at.getTime() - clock.now().getTime()) / clockRate));
    await queue.add(kind, data, { jobId, delay, ...jobOptions });
  }

  /** One instance at a time for each appointment; another one fails, and its fact is delivered again. */
  async #locked<T>(appointmentId: string, work: () => Promise<T>): Promise<T> {
    const key = `${PREFIX}:reminder-lock:${appointmentId}`;
    const token = randomUUID();
    if ((await this.#redis.set(key, token, 'PX', LOCK_MS, 'NX')) === null) {
      throw new ProviderError('redis', 'locked', { retryable: false });
    }
    try {
      return await work();
    } finally {
      // A lock that cannot be released runs out by itself.
      await this.#redis.eval(UNLOCK, 1, key, token).catch(() => undefined);
    }
  }

  /** The queue once its connection is up; a queue whose beginning was broken off is opened anew. */
  async #ready(): Promise<Queue<Wake>> {
    if (this.#redis.status !== 'ready') throw new ProviderError('redis', 'away', { retryable: true });
    this.#queue ??= this.#open();
    try {
      await this.#queue.waitUntilReady();
      return this.#queue;
    } catch (error) {
      this.#queue = undefined;
      throw error;
    }
  }

  #open(): Queue<Wake> {
    const queue = new Queue<Wake>(QUEUE_NAME, { connection: this.#redis, prefix: PREFIX });
    queue.on('error', (error) => this.#note('away', error));
    return queue;
  }

  /** Logged once per outage. */
  #note(state: 'away' | 'back', error?: unknown): void {
    const { log } = this.#options;
    if (state === 'away' && !this.#away) log.warn({ error }, 'redis is away: reminders wait in the stream');
    if (state === 'back' && this.#away) log.info('redis is back');
    this.#away = state === 'away';
  }
}
