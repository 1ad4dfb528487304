/** Tasks: what a person must do, because the house could not. Asked for by commands, from outside the services. */
import { z } from 'zod';
import { defineAsk } from './define.ts';
import { moment, shopId, uuid } from './ids.ts';

const task = z.object({
  taskId: uuid,
  shopId,
  shop: z.string(),
  /** `call-back`, ... */
  kind: z.string(),
  state: z.enum(['open', 'done']),
  /** Who takes care of it; null while nobody does. */
  owner: z.string().nullable(),
  /** One or two sentences that say what is to be done. */
  what: z.string(),
  callId: z.string().nullable(),
  createdAt: moment,
  closedAt: moment.nullable(),
});

export const taskList = defineAsk({
  noun: 'task',
  verb: 'list',
  summary: 'What people must do, the oldest first.',
  askers: [],
  answerer: 'crm-tools',
  deadlineMs: 2_000,
  request: z.object({ state: z.enum(['open', 'done', 'all']), most: z.number().int().min(1).max(500) }),
  reply: z.object({ tasks: z.array(task) }),
});

export const taskClose = defineAsk({
  noun: 'task',
  verb: 'close',
  summary: 'A person has done a task. Closing it again changes nothing.',
  askers: [],
  answerer: 'crm-tools',
  deadlineMs: 2_000,
  request: z.object({
    /** The beginning of its id is enough when no other task begins so. */
    task: z.string().regex(/^[0-9a-f-]{4,36}$/),
    owner: z.string().max(80).nullable(),
    at: moment,
  }),
  reply: z.discriminatedUnion('type', [
    z.object({ type: z.literal('closed'), task }),
    z.object({ type: z.literal('closed-before'), task }),
    z.object({ type: z.literal('unknown') }),
    z.object({ type: z.literal('several') }),
  ]),
});

export type Task = z.output<typeof task>;
