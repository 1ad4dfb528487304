/** One exchange of a call: what it took (for every figure we quote) and what was said (for the call log). */
import { z } from 'zod';
import { defineFact } from './define.ts';
import { epoch, generation, milliseconds, moment } from './ids.ts';
import { askedAhead } from './reply.ts';

export const turnMeasured = defineFact({
  name: 'turn.measured',
  summary:
    'The latency ledger of one turn: each stage since the one before it. Every figure about turns is read from here.',
  about: 'call',
  tellers: ['gateway'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    turn: z.number().int().nonnegative(),
    generation,
    lastWordToFinalMs: milliseconds,
    finalToRequestMs: milliseconds,
    requestToFirstTokenMs: milliseconds,
    firstTokenToPieceMs: milliseconds,
    pieceToFirstByteMs: milliseconds,
    firstByteToFrameMs: milliseconds,
    /** First frame sent -> its mark came back: the line's own delay. Null when no mark came. */
    frameToMarkMs: milliseconds.nullable(),
    /** Arrival of the last word's audio at the gateway -> first frame of the answer to Twilio. */
    totalMs: milliseconds,
    toolsMs: milliseconds,
    tools: z.number().int().nonnegative(),
    speculated: z.boolean(),
    ...askedAhead,
    cached: z.boolean(),
    at: moment,
  }),
  identity: (id, payload) => `turn.measured:${id}:${payload.generation}`,
});

export const toolUse = z.object({ name: z.string(), ok: z.boolean(), no: z.string().nullable(), tookMs: milliseconds });

export const turnTaken = defineFact({
  name: 'turn.taken',
  summary: 'What one turn said, for the call log: told when it is over, so that a crash loses one turn at most.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    turn: z.number().int().nonnegative(),
    epoch,
    state: z.string(),
    /** Null for the greeting and for prompts after a silence. */
    callerSaid: z.string().nullable(),
    /** What the caller heard of the answer, which an interruption may have cut short. */
    agentSaid: z.string(),
    interrupted: z.boolean(),
    tools: z.array(toolUse),
    /** What the call is about as far as is known: book, cancel, reschedule, question, person, other. */
    intent: z.string().nullable(),
    /** What has come of it so far: booked, cancelled, rescheduled, answered, transferred, none. */
    outcome: z.string().nullable(),
    /** Hash of the prompt files in use. */
    promptVersion: z.string(),
    model: z.string(),
    at: moment,
  }),
  identity: (id, payload) => `turn.taken:${id}:${payload.epoch}:${payload.turn}`,
});

export const wishLeft = defineFact({
  name: 'wish.left',
  summary: 'What a caller wanted when it could not be stored: name, number and wish. Becomes a call-back task.',
  about: 'call',
  tellers: ['dialogue', 'gateway'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    shopId: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    wish: z.string(),
    why: z.string(),
    at: moment,
  }),
  identity: (id, { at }) => `wish.left:${id}:${at}`,
});

export const askAnswered = defineFact({
  name: 'ask.answered',
  summary:
    'Told by the runtime after each ask that belongs to a call, so that `*.*.<callId>` taps a whole call. No arguments.',
  about: 'call',
  tellers: ['gateway', 'speech', 'dialogue', 'crm-tools', 'calendar', 'reminder'],
  hearers: [],
  schema: z.object({
    subject: z.string(),
    asker: z.string(),
    tookMs: milliseconds,
    ok: z.boolean(),
    /** `deadline`, `nobody-there`, `refused` or `invalid-reply` when not ok. */
    reason: z.string().nullable(),
  }),
});
