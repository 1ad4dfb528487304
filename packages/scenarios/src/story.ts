/** A story: who calls, what they say to what they hear, what goes wrong, and what the world must look like afterwards. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const pattern = z.string().refine(isPattern, 'must be a regular expression');

/** What may be done to the house in the middle of a call. */
const deed = z.discriminatedUnion('type', [
  /** Kills the instance that owns this call. */
  z.strictObject({ type: z.literal('kill'), role: z.enum(['gateway', 'speech', 'dialogue']) }),
]);

const reaction = z.strictObject({
  /** Words of the agent that this answers, since the caller last spoke; anything when not given. */
  hears: pattern.optional(),
  /** Said once the agent has finished speaking; several are said one after another, with a pause. */
  says: z.union([z.string(), z.array(z.string())]).optional(),
  /** Keys to press instead of, or after, speaking. */
  presses: z.string().optional(),
  /** Speak as soon as the words are heard, over the agent's voice. */
  interrupts: z.boolean().default(false),
  /** How long the caller thinks first, in milliseconds. */
  after: z.number().nonnegative().default(300),
  hangsUp: z.boolean().default(false),
  /** Say nothing, whatever is asked, from here on. */
  staysSilent: z.boolean().default(false),
  does: deed.optional(),
  /** How often this may be used. */
  times: z.number().int().positive().default(1),
});

const caller = z.strictObject({
  /** A persona's name (personas.ts), a number, or `withheld`. */
  from: z.string(),
  to: z.string().default('+12155550100'),
  attestation: z.enum(['A', 'B', 'C', 'none']).default('A'),
  wordsPerMinute: z.number().positive().default(170),
  onAbruptClose: z.enum(['continue', 'end']).default('continue'),
  reactions: z.array(reaction).min(1),
});

const appointment = z.strictObject({
  /** Whose: the caller's name in this story; the first caller's when not given. */
  of: z.string().optional(),
  status: z.enum(['booked', 'cancelled', 'none']).default('booked'),
  /** Code of a service it must include. */
  service: z.string().optional(),
  /** Local start, `2026-12-01T09:00`, or a pattern over it. */
  start: pattern.optional(),
  vehicle: pattern.optional(),
  /** The lower-case name in the customer's row. */
  name: pattern.optional(),
  /** Whether the shop's Google calendar holds exactly one live event for it. */
  calendar: z.boolean().default(true),
  /** Whether a reminder job stands for it. */
  reminder: z.boolean().optional(),
});

const expectation = z.strictObject({
  /** Appointments that the call made or changed; `none` when it must have changed nothing. */
  appointments: z.union([z.literal('none'), z.array(appointment)]).optional(),
  /** Each must be found in what the caller heard. */
  heard: z.array(pattern).default([]),
  notHeard: z.array(pattern).default([]),
  /** The same for one caller of several, by their name in this story. */
  each: z
    .record(z.string(), z.strictObject({ heard: z.array(pattern).default([]), notHeard: z.array(pattern).default([]) }))
    .default({}),
  endedBy: z.enum(['caller', 'agent', 'network']).optional(),
  outcome: z.string().optional(),
  /** A number that was rung for the caller. */
  dialled: z.string().optional(),
  tasks: z.array(pattern).optional(),
  interrupted: z.boolean().optional(),
  /** Longest time in which the caller waited for the first word of an answer. */
  deadAirMs: z.number().positive().optional(),
  /** Of these callers exactly so many have an appointment in the end. */
  winners: z.number().int().nonnegative().optional(),
  /** The words in the call log are the words that were heard. */
  heardIsKept: z.boolean().default(false),
});

const given = z.strictObject({
  /** Takes every bay from one local time to another. */
  full: z
    .array(z.strictObject({ from: z.string(), to: z.string(), except: z.number().int().nonnegative().default(0) }))
    .default([]),
});

export const storySchema = z.strictObject({
  title: z.string(),
  /** What the story is there to show. */
  about: z.string().optional(),
  given: given.prefault({}),
  callers: z.record(z.string(), caller),
  expect: expectation.prefault({}),
  /** How many instances the story needs; more than one of a role puts it into the fault suite. */
  needs: z.enum(['one', 'two-of-each']).default('one'),
  /** Longest the story may take. */
  withinSeconds: z.number().positive().default(150),
});

export type Story = z.output<typeof storySchema> & { readonly name: string };
export type Caller = z.output<typeof caller>;
export type Reaction = z.output<typeof reaction>;
export type Expectation = z.output<typeof expectation>;
export type Deed = z.output<typeof deed>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'i');
    return true;
  } catch {
    // Not being one is the answer.
    return false;
  }
}

/** Reads a story from YAML. @throws Error naming the file and every problem. */
export function readStory(file: string, name: string): Story {
  const result = storySchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return { ...result.data, name };
  throw new Error(`${file} is not a story:\n${z.prettifyError(result.error)}`);
}
