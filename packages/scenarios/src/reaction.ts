/** One thing a caller does, and the words of the agent that make them do it. */
import { z } from 'zod';
import { deed } from './deed.ts';
import { pattern } from './expectation.ts';

export const reaction = z.strictObject({
  /** Words of the agent that this answers, since the caller last spoke; anything when not given. */
  hears: pattern.optional(),
  /** Said once the agent has finished speaking; several are said one after another, with a pause. */
  says: z.union([z.string(), z.array(z.string())]).optional(),
  /** Keys to press instead of, or after, speaking. */
  presses: z.string().optional(),
  /** A cough, a slammed door: voice without words, for so many milliseconds. */
  noise: z.number().positive().optional(),
  /** Speak as soon as the words are heard, over the agent's voice. */
  interrupts: z.boolean().default(false),
  /** How long the caller thinks first, in milliseconds. */
  after: z.number().nonnegative().default(300),
  hangsUp: z.boolean().default(false),
  /** Say nothing, whatever is asked, from here on. */
  staysSilent: z.boolean().default(false),
  /** Done to the house as soon as the caller has begun to speak; several one after another. */
  does: z
    .union([deed, z.array(deed)])
    .transform((deeds) => [deeds].flat())
    .optional(),
  /** How often this may be used. */
  times: z.number().int().positive().default(1),
});

export type Reaction = z.output<typeof reaction>;
