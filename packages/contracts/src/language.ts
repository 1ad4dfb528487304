/** The language somebody wants to be written to in, as they said or wrote themselves. */
import { z } from 'zod';
import { defineAsk } from './define.ts';
import { callId } from './ids.ts';

export const languageKeep = defineAsk({
  noun: 'language',
  verb: 'keep',
  summary:
    'Somebody asked for this language in a call: messages to the number of the call are written in it from now on.',
  askers: ['dialogue'],
  answerer: 'crm-tools',
  deadlineMs: 1_500,
  request: z.object({ callId, language: z.enum(['es']) }),
  /** False when the call shows no number. */
  reply: z.object({ kept: z.boolean() }),
});
