/** What is said over /lab/phone: the messages a handset takes. */
import { z } from 'zod';

const call = z.string().min(1).describe('The client’s own name for the call.');
const level = z.number().min(0).max(1).describe('Loudness as a share of full scale.');

export const handsetMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('place'),
    call,
    from: z.string().nullable(),
    to: z.string(),
    attestation: z.enum(['A', 'B', 'C']).nullable().default(null),
    webhook: z.url().optional(),
    onAbruptClose: z.enum(['continue', 'end']).optional(),
    strictWss: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('say'),
    call,
    say: z.string(),
    text: z.string(),
    wordsPerMinute: z.number().min(40).max(400).optional(),
    pauseAfterWordMs: z.number().min(0).max(10_000).optional(),
  }),
  z.object({ type: z.literal('press'), call, digits: z.string().regex(/^[0-9*#A-D]+$/) }),
  z.object({ type: z.literal('noise'), call, ms: z.number().min(1).max(600_000), level }),
  z.object({ type: z.literal('background'), call, level }),
  z.object({ type: z.literal('hang-up'), call }),
  z.object({ type: z.literal('register'), numbers: z.array(z.string()) }),
  z.object({ type: z.literal('pick-up'), call }),
  z.object({ type: z.literal('decline'), call }),
]);

export type HandsetMessage = z.output<typeof handsetMessage>;
export type HandsetMessageTo<Type extends HandsetMessage['type']> = Extract<HandsetMessage, { type: Type }>;
