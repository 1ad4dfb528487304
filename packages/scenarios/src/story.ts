/** A story: who calls, what they say to what they hear, what goes wrong, and what the world must look like afterwards. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { deed, providerSettings, providers } from './deed.ts';
import { expectation } from './expectation.ts';
import { knowledge } from './knowing.ts';
import { reaction } from './reaction.ts';
import { reminded } from './reminding.ts';

const caller = z
  .strictObject({
    /** A persona's name (personas.ts), a number, or `withheld`. */
    from: z.string(),
    to: z.string().default('+12155550100'),
    attestation: z.enum(['A', 'B', 'C', 'none']).default('A'),
    wordsPerMinute: z.number().positive().default(170),
    onAbruptClose: z.enum(['continue', 'end']).default('continue'),
    /** Waits to be called at `from`, and says this when picking up; calls nobody. */
    picksUp: z.string().optional(),
    /** Calls once a call of ours to `from` is over. */
    callsBack: z.boolean().default(false),
    /** Said to the greeting. */
    opens: z.union([z.string(), z.array(z.string())]).optional(),
    /** Answers to the usual questions; `reactions` come before them. */
    knows: knowledge.optional(),
    reactions: z.array(reaction).default([]),
  })
  .refine(({ opens, reactions }) => opens !== undefined || reactions.length > 0, 'a caller must have something to say');

const given = z.strictObject({
  /** Takes every bay from one local time to another. */
  full: z
    .array(z.strictObject({ from: z.string(), to: z.string(), except: z.number().int().nonnegative().default(0) }))
    .default([]),
  /** What the model does wrong in the calls of this story: `misbehaviours` of the simulated OpenAI. */
  model: z.array(z.record(z.string(), z.unknown())).default([]),
  /** People whose reminder is about to be due. */
  reminders: z.array(reminded).default([]),
  /** Done to the house before anybody calls. */
  does: z.array(deed).default([]),
});

/** What a story needs of its house. Stories that need the same share one. */
const house = z.strictObject({
  /** Sets a house apart from others that are equal: for stories that disturb others, but not each other. */
  name: z.string().optional(),
  /** The moment that the house takes for now. */
  now: z.iso.datetime().optional(),
  /** Settings of the simulated providers from the start. */
  simulators: z.partialRecord(z.enum(providers), providerSettings).default({}),
  /** Environment of all services. */
  environment: z.record(z.string(), z.string()).default({}),
});

export const storySchema = z.strictObject({
  title: z.string(),
  /** What the story is there to show. */
  about: z.string().optional(),
  /** What it covers, by the names in covering.ts: `habit 3`, `down: redis`, `model: empty answer`. */
  covers: z.array(z.string()).default([]),
  /** The models that `npm test` plays it with; `npm run scenarios` plays every story. */
  ci: z.array(z.enum(['plain', 'clumsy'])).default([]),
  /** Disturbs whoever else calls: played when nobody does. */
  alone: z.boolean().default(false),
  house: house.prefault({}),
  given: given.prefault({}),
  callers: z.record(z.string(), caller),
  expect: expectation.prefault({}),
  /** How many instances of gateway, speech, dialogue and crm-tools the story needs. */
  needs: z.enum(['one', 'two-of-each']).default('one'),
  /** Longest the story may take. */
  withinSeconds: z.number().positive().default(150),
});

export type Story = z.output<typeof storySchema> & { readonly name: string };
export type Caller = z.output<typeof caller>;

/** Reads a story from YAML. @throws Error naming the file and every problem. */
export function readStory(file: string, name: string): Story {
  const result = storySchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return { ...result.data, name };
  throw new Error(`${file} is not a story:\n${z.prettifyError(result.error)}`);
}
