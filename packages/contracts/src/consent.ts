/** Permission to call and text: asked once in a booking call, kept with its wording; an opt-out holds for good. */
import { z } from 'zod';
import { defineAsk } from './define.ts';
import { callId } from './ids.ts';

export const consentRecord = defineAsk({
  noun: 'consent',
  verb: 'record',
  summary: 'Keeps the answer to the question whether the shop may call or text the day before.',
  askers: ['dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 1_500,
  request: z.object({
    callId,
    /** The dated wording that was asked, from the brief. */
    wording: z.string().max(40),
    answer: z.enum(['yes', 'no']),
    /** The person's words. */
    words: z.string().max(500),
  }),
  reply: z.object({ recorded: z.boolean() }),
});

export const consentRefuse = defineAsk({
  noun: 'consent',
  verb: 'refuse',
  summary:
    'Somebody wants no more calls or messages: the number of this call is on the stop list when this is answered.',
  askers: ['dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 1_500,
  request: z.object({ callId, how: z.enum(['voice', 'key', 'wrong-number']) }),
  reply: z.object({ refused: z.boolean() }),
});
