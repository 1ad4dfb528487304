/** Working off the queue of reminders: so many a second and no more, whoever does it; what fails for good is a dead letter. */
import type { Log } from '@bayline/runtime';
import { DelayedError, type Job, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Handled, Wake } from '../reminder-jobs.ts';
import { PREFIX, QUEUE_NAME, SWEEP } from './bullmq.ts';
import type { DeadLetters } from './dead-letters.ts';

interface WorkerOptions {
  readonly url: string;
  /** Jobs begun each second by all instances together. */
  readonly perSecond: number;
  readonly handle: (wake: Wake) => Promise<Handled>;
  readonly sweep: () => Promise<unknown>;
  /** Real milliseconds until a moment of the house's clock. */
  readonly until: (at: Date) => number;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
}

export interface ReminderWorker {
  /** Takes nothing new; resolves when what is under way is done. */
  close(): Promise<void>;
}

/** While one waits for Twilio, others go on: the pace is the limiter's. */
const AT_ONCE_PER_SECOND = 4;
/** A job whose process ended so often while it was at work is a dead letter. */
const MOST_INTERRUPTIONS = 20;

export function startWorker(options: WorkerOptions): ReminderWorker {
  const { url, perSecond, handle, sweep, until, deadLetters, log } = options;
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  });
  let failing = false;
  // The queue's own connection tells that Redis is away.
  connection.on('error', () => (failing = true));
  connection.on('ready', () => (failing = false));
  const worker = new Worker<Wake>(
    QUEUE_NAME,
    async (job, token) => {
      if (job.name === SWEEP) {
        await sweep();
        return;
      }
      const handled = await handle(job.data);
      if (handled.type === 'done') return;
      await job.moveToDelayed(Date.now() + until(handled.at), token);
      throw new DelayedError();
    },
    {
      connection,
      prefix: PREFIX,
      concurrency: AT_ONCE_PER_SECOND * Math.min(perSecond, 10),
      // One after another: so many at once each second would be twice as many around a second's end.
      limiter: { max: 1, duration: Math.ceil(1_000 / perSecond) },
      lockDuration: 30_000,
      // A process that is killed at work, or a machine that is restarted, is no fault of the job it had.
      maxStalledCount: MOST_INTERRUPTIONS,
    },
  );
  worker.on('error', (error) => {
    if (!failing) log.warn({ error }, 'the worker of the reminders failed; it goes on trying');
    failing = true;
  });
  worker.on('active', () => (failing = false));
  worker.on('failed', (job, error) => {
    if (job !== undefined && isDead(job)) void deadLetters.add(QUEUE_NAME, job, error);
  });
  return {
    close: async () => {
      await worker.close().catch(() => undefined); // Its connection may be gone: what it held is taken up by others.
      connection.disconnect();
    },
  };
}

/** Failed for good: tried too often, or interrupted too often. */
function isDead(job: Job): boolean {
  return job.name !== SWEEP && typeof job.finishedOn === 'number';
}
