/** Booking, hearing, cancelling and moving appointments. Changes hold and read back first; they commit with a proof only. */
import { z } from 'zod';
import { appointmentCard, done, no, readBack } from './answers.ts';
import { defineTool } from './define-tool.ts';

const changeAnswer = z.union([readBack, done, no]);

export const bookAppointment = defineTool({
  name: 'book_appointment',
  summary: 'Holds a slot and reads it back; with a proof, books it.',
  description:
    'Book a slot that get_available_slots returned and the caller chose. Give what the caller has said of themselves ' +
    'and their vehicle, null for what is on file or unknown. The booking is read back for you; do not repeat it.',
  arguments: z.strictObject({
    slot: z.string().max(8).describe('Short name of the slot, such as A'),
    first_name: z.string().max(60).nullable(),
    last_name: z.string().max(60).nullable(),
    phone: z.string().max(60).nullable().describe('Phone number in the words of the caller, or null'),
    vehicle: z.string().max(120).nullable().describe('Year, make and model in the words of the caller, or null'),
    vin: z.string().max(200).nullable().describe('VIN as decoded, or null'),
    email: z.string().max(120).nullable(),
    notes: z.string().max(400).nullable().describe('Symptoms or wishes worth telling the shop, or null'),
    another_visit: z
      .boolean()
      .nullable()
      .describe('True only when the caller wants a second visit for a vehicle that already has one then'),
  }),
  answer: changeAnswer,
  changes: true,
  deadlineMs: 2_500,
});

export const getUpcomingAppointments = defineTool({
  name: 'get_upcoming_appointments',
  summary: "The caller's own coming appointments, once they have proven who they are.",
  description: "List the caller's coming appointments. Pass the day they named, in their words, when they named one.",
  arguments: z.strictObject({
    appointment_day: z
      .string()
      .max(120)
      .nullable()
      .describe('The day of the visit in the words of the caller, or null'),
  }),
  answer: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), appointments: z.array(appointmentCard), say: z.string() }),
    no,
  ]),
  changes: false,
  deadlineMs: 1_500,
});

export const cancelAppointment = defineTool({
  name: 'cancel_appointment',
  summary: 'Reads back which appointment would be cancelled; with a proof, cancels it.',
  description:
    'Cancel an appointment of the caller. Name it by its short name, or by the day the caller said, or leave both null ' +
    'when they have only one. The cancellation is read back for you.',
  arguments: z.strictObject({
    appointment: z.string().max(8).nullable(),
    appointment_day: z
      .string()
      .max(120)
      .nullable()
      .describe('The day of the visit in the words of the caller, or null'),
    reason: z.string().max(200).nullable(),
  }),
  answer: changeAnswer,
  changes: true,
  deadlineMs: 2_500,
});

export const rescheduleAppointment = defineTool({
  name: 'reschedule_appointment',
  summary: 'Holds another slot for an appointment and reads it back; with a proof, moves it.',
  description:
    'Move an appointment of the caller to a slot that get_available_slots returned (ask for slots with for_appointment ' +
    'first). The change is read back for you.',
  arguments: z.strictObject({
    appointment: z.string().max(8).nullable(),
    appointment_day: z
      .string()
      .max(120)
      .nullable()
      .describe('The day of the present visit in the words of the caller, or null'),
    slot: z.string().max(8).describe('Short name of the new slot, such as A'),
  }),
  answer: changeAnswer,
  changes: true,
  deadlineMs: 2_500,
});
