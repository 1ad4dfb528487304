/** The queue of reminders in BullMQ on Redis: one delayed job for each appointment, and the version it was planned by. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Clock, type Guard, type GuardMaker, type Log, ProviderError } from '@bayline/runtime';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Plan } from '../planning.ts';
import type { ReminderJobs } from '../reminder-jobs.ts';

export const QUEUE_NAME = 'reminders';
const PREFIX = 'bayline';

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
  #queue: Queue | undefined;
  #away = false;

  constructor(options: BullJobsOptions) {
    const { url, deadlineMs, guard } = options;
    this.#options = options;
    // What cannot be stored now fails at once and is tried again by the stream; a worker's connection will need
    // `maxRetriesPerRequest: null` instead, and is another one.
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

  count(): Promise<number> {
    return this.#counting.run(async () => (await this.#ready()).getJobCountByTypes('delayed', 'waiting', 'active'));
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
    // Its connection is ours, and gone: there is nothing left that could fail usefully.
    await this.#queue?.close().catch(() => undefined);
  }

  async #replace(queue: Queue, plan: Plan): Promise<void> {
    const { appointmentId, shopId, kind, version, dueAt } = plan;
    const jobId = `${kind}-${appointmentId}`;
    await queue.remove(jobId);
    if (dueAt === null) return;
    const delay = (dueAt.getTime() - this.#options.clock.now().getTime()) / this.#options.clockRate;
    await queue.add(
      kind,
      { appointmentId, shopId, version },
      { jobId, delay: Math.max(0, Math.round(delay)), removeOnComplete: true },
    );
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
  async #ready(): Promise<Queue> {
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

  #open(): Queue {
    const queue = new Queue(QUEUE_NAME, { connection: this.#redis, prefix: PREFIX });
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
