/** Letting go of a pending change that the caller said no to. */
import { z } from 'zod';
import { defineAsk } from '../define.ts';
import { envelope } from './envelope.ts';

export const changeRelease = defineAsk({
  noun: 'change',
  verb: 'release',
  summary: 'The caller said no: the hold behind a pending change is let go at once.',
  askers: ['dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 1_500,
  request: z.object({ envelope, pending: z.string().min(1).max(8) }),
  reply: z.object({ released: z.boolean() }),
});
