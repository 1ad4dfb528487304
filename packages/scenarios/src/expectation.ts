/** What the world must look like after a story, as stories write it. How it is judged stands in verdict.ts. */
import { z } from 'zod';
import { reminderExpectation } from './reminding.ts';

/** A regular expression, read without regard to capitals. */
export const pattern = z.string().refine(isPattern, 'must be a regular expression');

const appointment = z.strictObject({
  /** Whose: the caller's name in this story; the first caller's when not given. */
  of: z.string().optional(),
  status: z.enum(['booked', 'cancelled']).default('booked'),
  /** Code of a service it must include. */
  service: z.string().optional(),
  /** Local start, `2026-12-01T09:00`, or a pattern over it. */
  start: pattern.optional(),
  vehicle: pattern.optional(),
  /** The customer's name. */
  name: pattern.optional(),
  /** The customer's number, E.164. */
  phone: z.string().optional(),
  /** Whether the shop's Google calendar holds exactly one live event for it. */
  calendar: z.boolean().default(true),
  /** Whether a reminder job stands for it. */
  reminder: z.boolean().optional(),
});

export const expectation = z.strictObject({
  /** All appointments that the call made or changed; `none` when it must have changed nothing. */
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
  /** Each must be found among the tasks that the call left for a person. */
  tasks: z.array(pattern).optional(),
  /** Nothing was changed about the visits of these people, whoever called: personas or numbers. */
  untouched: z.array(z.string()).default([]),
  /** Whether the agent's voice was cut off at least once. */
  interrupted: z.boolean().optional(),
  /** What Twilio would log of these calls (`11200: ...`) and the story wants so. */
  problems: z.array(pattern).default([]),
  /** What became of the reminders, by the number of whom they are for. */
  reminders: z.record(z.string(), reminderExpectation).default({}),
  /** Longest time in which the caller waited for the first word of an answer. */
  deadAirMs: z.number().positive().optional(),
  /** Of these callers exactly so many have an appointment in the end. */
  winners: z.number().int().nonnegative().optional(),
  /** The words in the call log are the words that were heard. */
  heardIsKept: z.boolean().default(false),
});

export type Expectation = z.output<typeof expectation>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'i');
    return true;
  } catch {
    // Not being one is the answer.
    return false;
  }
}
