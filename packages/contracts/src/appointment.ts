/** What became of an appointment. Told by the outbox of crm-tools, in order per appointment; a lower `version` is ignored. */
import { z } from 'zod';
import { defineAsk, defineFact, type Fact } from './define.ts';
import { appointmentId, callId, moment, shopId, uuid, zone } from './ids.ts';

const appointmentRow = z.object({
  appointmentId,
  shopId,
  /** Counts up with every change of the row. */
  version: z.number().int().positive(),
  bayId: uuid,
  bayName: z.string(),
  zone,
  start: moment,
  end: moment,
  services: z.array(z.string()).min(1),
  vehicle: z.string().nullable(),
  customerFirstName: z.string(),
  customerEmail: z.string().nullable(),
  customerPhone: z.string().nullable(),
  notes: z.string().nullable(),
  /** The call that changed it, when a call did. */
  callId: callId.nullable(),
  at: moment,
  /** Who changed it when it was not the caller: a person at the shop did so in its calendar. The customer is to be told. */
  changedBy: z.enum(['shop']).optional(),
});

export type AppointmentRow = z.output<typeof appointmentRow>;

function appointmentFact(happened: string, summary: string): Fact<typeof appointmentRow> {
  return defineFact({
    name: `appointment.${happened}`,
    summary,
    about: 'appointment',
    tellers: ['crm-tools'],
    hearers: ['calendar', 'reminder'],
    lasting: true,
    schema: appointmentRow,
    identity: (id, payload) => `appointment:${id}:${payload.version}`,
  });
}

export const appointmentBooked = appointmentFact('booked', 'An appointment was committed.');
export const appointmentMoved = appointmentFact('moved', 'An appointment has another time or bay.');
export const appointmentChanged = appointmentFact('changed', "An appointment's details changed, not its time.");
export const appointmentCancelled = appointmentFact('cancelled', 'An appointment was cancelled; its time is free.');

export const appointmentList = defineAsk({
  noun: 'appointment',
  verb: 'list',
  summary: 'Appointments of a shop as they stand, page by page, and those of the named ids whenever they are.',
  askers: ['calendar'],
  answerer: 'crm-tools',
  deadlineMs: 5_000,
  request: z.object({
    shopId,
    /** Visits that end after this. */
    from: moment,
    /** What the page before gave as `next`; null for the first. */
    after: appointmentId.nullable(),
    /** Of these ids only, however old; null for all. */
    ids: z.array(appointmentId).max(500).nullable(),
  }),
  reply: z.object({
    appointments: z.array(z.object({ row: appointmentRow, status: z.enum(['booked', 'cancelled', 'done']) })),
    next: appointmentId.nullable(),
  }),
});
