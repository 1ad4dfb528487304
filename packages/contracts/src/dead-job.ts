/** Dead jobs: work of a queue that failed for good, kept with the reason until a person has it tried again or drops it. */
import { z } from 'zod';
import { defineAsk } from './define.ts';
import { moment, uuid } from './ids.ts';

const deadJob = z.object({
  jobId: uuid,
  queue: z.string(),
  /** What kind of work it was. */
  name: z.string(),
  /** Ids and times only: queues are clear text. */
  data: z.record(z.string(), z.string()),
  /** What its last try failed with. */
  reason: z.string(),
  tries: z.number().int().nonnegative(),
  /** When it died, in real time. */
  at: moment,
});

export const deadJobList = defineAsk({
  noun: 'dead-job',
  verb: 'list',
  summary: 'The jobs that failed for good, the oldest first; `npm run dead-letters` shows them.',
  askers: [],
  answerer: 'reminder',
  deadlineMs: 2_000,
  request: z.object({}),
  reply: z.object({ jobs: z.array(deadJob) }),
});

export const deadJobRetry = defineAsk({
  noun: 'dead-job',
  verb: 'retry',
  summary: 'Puts a job back into its queue and forgets that it died.',
  askers: [],
  answerer: 'reminder',
  deadlineMs: 2_000,
  request: z.object({ jobId: uuid }),
  /** False when there is no such job. */
  reply: z.object({ retried: z.boolean() }),
});

export const deadJobDrop = defineAsk({
  noun: 'dead-job',
  verb: 'drop',
  summary: 'Forgets a job that failed for good.',
  askers: [],
  answerer: 'reminder',
  deadlineMs: 2_000,
  request: z.object({ jobId: uuid }),
  /** False when there is no such job. */
  reply: z.object({ dropped: z.boolean() }),
});

export type DeadJob = z.output<typeof deadJob>;
