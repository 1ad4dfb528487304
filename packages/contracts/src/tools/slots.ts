/** Free times of the shop. */
import { z } from 'zod';
import { no, noReason, offer } from './answers.ts';
import { defineTool } from './define-tool.ts';

const offers = z.object({
  ok: z.literal(true),
  /** The services as the shop names them. */
  services: z.array(z.string()),
  minutes: z.number().int().positive(),
  /** What was understood of the wished time, to be said; null when none was given. */
  understood: z.string().nullable(),
  /** Whether the wished time itself is among the offers; when not, `why` tells. */
  asWished: z.boolean(),
  why: noReason.nullable(),
  offers: z.array(offer).min(1),
  say: z.string(),
});

export const getAvailableSlots = defineTool({
  name: 'get_available_slots',
  summary: 'A few free times around a wish, and why when the wished time itself cannot be had.',
  description:
    'Find free times. Pass the time exactly in the words of the caller ("next Thursday, first thing"): never work out ' +
    'a date yourself. Offer only times this tool has returned.',
  arguments: z.strictObject({
    services: z.array(z.string().max(120)).min(1).max(6).describe('What is to be done, in the words of the caller'),
    when: z
      .string()
      .max(200)
      .nullable()
      .describe('The wished day and time in the words of the caller, or null for soonest'),
    visit: z.enum(['drop-off', 'wait']).nullable().describe('Whether they leave the car or wait for it, or null'),
    for_appointment: z
      .string()
      .max(8)
      .nullable()
      .describe('When an existing appointment is to be moved: its short name, else null'),
  }),
  answer: z.discriminatedUnion('ok', [offers, no]),
  changes: false,
  deadlineMs: 1_500,
});
