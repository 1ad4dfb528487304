/** Jobs that failed for good: kept with the reason until a person has them tried again, or drops them. */
import { randomUUID } from 'node:crypto';
import type { DeadJob } from '@bayline/contracts';
import type { Log } from '@bayline/runtime';
import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobOptions, PREFIX } from './bullmq.ts';

export const DEAD_LETTER_QUEUE = 'dead-letters';

const MOST_LISTED = 1_000;
const LONGEST_REASON = 500;

export class DeadLetters {
  readonly #queue: Queue<Omit<DeadJob, 'jobId'>>;
  readonly #redis: Redis;
  readonly #log: Log;

  constructor(redis: Redis, log: Log) {
    this.#redis = redis;
    this.#log = log;
    this.#queue = new Queue(DEAD_LETTER_QUEUE, { connection: redis, prefix: PREFIX });
    // The owner of the connection tells when Redis is away.
    this.#queue.on('error', () => undefined);
  }

  async add(queue: string, job: Pick<Job, 'id' | 'name' | 'data' | 'attemptsMade'>, error: Error): Promise<void> {
    const reason = `${error.name}: ${error.message}`.slice(0, LONGEST_REASON);
    const { name, data, attemptsMade: tries } = job;
    this.#log.error({ queue, job: job.id, reason }, 'a job has failed for good');
    const letter = { queue, name, data, reason, tries, at: new Date().toISOString() };
    await this.#queue.add('letter', letter, { jobId: randomUUID() }).catch((failure: unknown) => {
      // The rows are the truth: the next sweep wakes the reminder again.
      this.#log.error({ job: job.id, error: failure }, 'a dead letter could not be kept');
    });
  }

  /** The oldest first. */
  async list(): Promise<DeadJob[]> {
    const jobs = await this.#queue.getJobs(['waiting'], 0, MOST_LISTED, true);
    return jobs.map(({ id, data }) => ({ ...data, jobId: id ?? '' }));
  }

  /** Puts a job back into its queue. False when there is no such letter. */
  async retry(id: string): Promise<boolean> {
    const job = await this.#queue.getJob(id);
    if (job === undefined) return false;
    const { queue: of, name, data } = job.data;
    const queue = new Queue(of, { connection: this.#redis, prefix: PREFIX });
    try {
      await queue.add(name, data, { jobId: `retried-${id}`, ...jobOptions });
    } finally {
      await queue.close();
    }
    await job.remove();
    return true;
  }

  async drop(id: string): Promise<boolean> {
    const job = await this.#queue.getJob(id);
    await job?.remove();
    return job !== undefined;
  }

  /** Age of the oldest one in milliseconds; 0 when there is none. */
  async oldestAgeMs(): Promise<number> {
    const [oldest] = await this.#queue.getJobs(['waiting'], 0, 0, true);
    return oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.timestamp);
  }

  async close(): Promise<void> {
    await this.#queue.close().catch(() => undefined); // Its connection is its owner's, and may be gone.
  }
}
