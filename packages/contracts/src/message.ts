/** Text messages: crm-tools keeps and renders them, reminder sends them, the gateway tells what Twilio says of them. */
import { z } from 'zod';
import { defineAsk, defineFact } from './define.ts';
import { appointmentId, milliseconds, moment, phoneNumber, uuid } from './ids.ts';

/** A message as Twilio names it. */
const messageSid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/);

export const messagePlan = defineAsk({
  noun: 'message',
  verb: 'plan',
  summary: 'Writes the message that tells a customer of a change of their appointment; the same change is told once.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: z.object({
    appointmentId,
    version: z.number().int().positive(),
    happened: z.enum(['booked', 'moved', 'cancelled']),
  }),
  reply: z.object({ planned: z.boolean() }),
});

export const messageClaim = defineAsk({
  noun: 'message',
  verb: 'claim',
  summary: 'Takes messages that may be sent now; the claim is committed before the answer is given.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: z.object({ most: z.number().int().min(1).max(100), leaseMs: milliseconds }),
  reply: z.object({
    messages: z.array(
      z.object({
        messageId: uuid,
        from: phoneNumber,
        to: phoneNumber,
        body: z.string().min(1).max(1_600),
        /** Set when an earlier try is in doubt: it is looked for at Twilio before it is sent. */
        doubtfulSince: moment.nullable(),
      }),
    ),
  }),
});

export const messageSettle = defineAsk({
  noun: 'message',
  verb: 'settle',
  summary: 'Says what came of sending a message.',
  askers: ['reminder'],
  answerer: 'crm-tools',
  deadlineMs: 3_000,
  request: z.object({
    messageId: uuid,
    /** `unsure` leaves it in doubt; `unsent` is tried again; `refused` is for good. */
    how: z.enum(['sent', 'unsure', 'unsent', 'refused']),
    sid: messageSid.nullable(),
    code: z.string().nullable(),
  }),
  reply: z.object({ settled: z.boolean() }),
});

export const messageReported = defineFact({
  name: 'message.reported',
  summary: 'A status callback of a message. May arrive twice, late and in any order.',
  about: 'message',
  tellers: ['gateway'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    status: z.enum([
      'accepted',
      'scheduled',
      'queued',
      'sending',
      'sent',
      'delivered',
      'undelivered',
      'failed',
      'canceled',
    ]),
    errorCode: z.string().nullable(),
    /** Our own id of it, from the callback's URL. */
    messageId: uuid.nullable(),
    at: moment,
  }),
  identity: (id, payload) => `message.reported:${id}:${payload.status}`,
});

export const messageReceived = defineFact({
  name: 'message.received',
  summary: 'Somebody sent a text message to one of the shops: STOP, START, HELP, or anything else.',
  about: 'message',
  tellers: ['gateway'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({ from: phoneNumber, to: phoneNumber, body: z.string().max(1_600), at: moment }),
  identity: (id) => `message.received:${id}`,
});
