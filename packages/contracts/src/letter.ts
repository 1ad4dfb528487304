/** Dead letters: stored messages that a consumer could not handle, kept aside for a person. */
import { z } from 'zod';
import { defineFact } from './define.ts';

const CONSUMING = ['gateway', 'speech', 'dialogue', 'crm-tools', 'calendar', 'reminder'] as const;

/** Which stored message, and who handles it. */
const storedMessage = {
  consumer: z.string(),
  stream: z.string(),
  sequence: z.number().int().positive(),
};

export const letterDied = defineFact({
  name: 'letter.died',
  summary:
    'A stored message broke its contract, or failed or crashed its handler at every delivery it is given; `npm run dead-letters` shows it.',
  about: 'consumer',
  tellers: CONSUMING,
  hearers: ['calendar'],
  lasting: true,
  schema: z.object({
    ...storedMessage,
    subject: z.string(),
    /** Its bytes. */
    dataBase64: z.string(),
    /** How often it was delivered. */
    deliveries: z.number().int().positive(),
    /** `crashed`: its handling began so often, and never came to an end. */
    why: z.enum(['breaks-contract', 'failed', 'crashed']),
    /** What the handler threw, or where the contract was broken. */
    error: z.string(),
  }),
  identity: (consumer, letter) => `letter.died:${letter.stream}:${letter.sequence}:${consumer}`,
});

export const letterTried = defineFact({
  name: 'letter.tried',
  summary:
    'The handling of a stored message begins again: what is left of these tells of a message that ends its handler each time.',
  about: 'message',
  tellers: CONSUMING,
  hearers: [],
  lasting: true,
  schema: z.object({
    ...storedMessage,
    /** The delivery that is being handled. */
    delivery: z.number().int().positive(),
  }),
  identity: (id, { delivery }) => `letter.tried:${id}:${delivery}`,
});

export type DeadLetter = Parameters<typeof letterDied.identity>[1];
