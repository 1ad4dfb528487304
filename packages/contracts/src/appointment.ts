/** What became of an appointment. Told by the outbox of crm-tools, in order per appointment; a lower `version` is ignored. */
import { z } from 'zod';
import { defineFact, type Fact } from './define.ts';
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
