/** Reminders: the call the day before a visit. crm-tools keeps their rows and says what may be done; reminder does it. */
import { z } from 'zod';
import { defineAsk, defineFact } from './define.ts';
import { appointmentId, callId, instanceId, milliseconds, moment, phoneNumber, shopId, uuid } from './ids.ts';

const kind = z.enum(['day-before']);

/** One try to reach somebody: the reminder's id and the number of the try, as callbacks carry them in their URL. */
export const reminderTry = z.object({ reminderId: uuid, attempt: z.number().int().positive() });

/** What is to happen next with a reminder; `at` null when nothing is. */
const next = z.object({ at: moment.nullable() });

export const reminderPlanned = defineFact({
  name: 'reminder.planned',
  summary: 'A reminder job stands for this appointment (or no longer does, when `dueAt` is null).',
  about: 'appointment',
  tellers: ['reminder'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    appointmentId,
    shopId,
    kind,
    version: z.number().int().positive(),
    dueAt: moment.nullable(),
    /** One that was planned for this time before stays, also when `dueAt` is null: the visit is less than a day away. */
    keeps: moment.nullable().optional(),
    at: moment,
  }),
  identity: (id, payload) => `reminder.planned:${id}:${payload.kind}:${payload.version}`,
});

export const reminderClaim = defineAsk({
  noun: 'reminder',
  verb: 'claim',
  summary: 'Takes a reminder that is due, if it may be called now; the claim is committed before the answer is given.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: z.object({
    appointmentId,
    kind,
    /** When it is due by its plan. A row is made when there is none: an empty table loses nothing either. */
    dueAt: moment,
    by: instanceId,
    /** House time after which the claim counts as in doubt. */
    leaseMs: milliseconds,
  }),
  reply: z.discriminatedUnion('type', [
    reminderTry.extend({ type: z.literal('claimed'), from: phoneNumber, to: phoneNumber }),
    /** Not now: out of hours, a holiday, a try that is still under way. */
    z.object({ type: z.literal('later'), at: moment, why: z.string() }),
    /** Never: reached already, the visit has moved, nobody consented, nobody wants it. */
    z.object({ type: z.literal('over'), why: z.string() }),
  ]),
});

export const reminderPlace = defineAsk({
  noun: 'reminder',
  verb: 'place',
  summary: "Writes the call that was placed for a try: told by Twilio's answer, or found at Twilio afterwards.",
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: reminderTry.extend({ callId }),
  /** False when this call belongs to another try. */
  reply: z.object({ placed: z.boolean() }),
});

export const reminderMiss = defineAsk({
  noun: 'reminder',
  verb: 'miss',
  summary: 'Says that the call of a try was not placed, or that nobody knows whether it was.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: reminderTry.extend({
    /** `unsure` leaves it in doubt; `throttled` and `unplaced` cost no try; `refused` is for good. */
    how: z.enum(['unsure', 'throttled', 'unplaced', 'refused']),
    /** The provider's word for it. */
    code: z.string(),
  }),
  reply: next,
});

export const reminderReport = defineAsk({
  noun: 'reminder',
  verb: 'report',
  summary: 'What Twilio reports of the call of a try. May be told twice, late and in any order.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: reminderTry.extend({ callId, status: z.string() }),
  reply: next.extend({ appointmentId: appointmentId.nullable(), kind, dueAt: moment.nullable() }),
});

export const reminderList = defineAsk({
  noun: 'reminder',
  verb: 'list',
  summary: 'The appointments that a reminder may stand for, soonest first: what a queue is rebuilt from.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 5_000,
  request: z.object({ after: z.string().nullable(), most: z.number().int().min(1).max(500) }),
  reply: z.object({
    appointments: z.array(
      z.object({
        appointmentId,
        shopId,
        version: z.number().int().positive(),
        zone: z.string(),
        start: moment,
        /** When the next try of its reminder may be made; null when no row says so. */
        nextAt: moment.nullable(),
        /** Nothing is left to do. */
        over: z.boolean(),
        /** When the visit was made, or last changed. */
        madeAt: moment.optional(),
      }),
    ),
    /** Asked with as `after` next; null at the end. */
    next: z.string().nullable(),
  }),
});

export const reminderDoubts = defineAsk({
  noun: 'reminder',
  verb: 'doubts',
  summary: 'The tries of which nobody knows whether, or how, their call was placed or ended.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: z.object({ most: z.number().int().min(1).max(500) }),
  reply: z.object({
    doubts: z.array(
      reminderTry.extend({
        appointmentId,
        kind,
        dueAt: moment,
        from: phoneNumber,
        to: phoneNumber,
        /** Not called before this moment. */
        since: moment,
        /** Known when only the end of the call is not. */
        callId: callId.nullable(),
      }),
    ),
  }),
});

export const reminderOutcome = z.enum([
  'confirmed',
  'moved',
  'cancelled',
  'reached',
  'voicemail',
  'wrong-person',
  'wrong-number',
  'opted-out',
  'transferred',
  'no-details',
  'fax',
]);

export const reminderAnswered = defineFact({
  name: 'reminder.answered',
  summary: 'What came of the conversation of a reminder call.',
  about: 'call',
  tellers: ['dialogue'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({ reminderId: uuid, outcome: reminderOutcome, at: moment }),
  identity: (id, payload) => `reminder.answered:${id}:${payload.outcome}`,
});
