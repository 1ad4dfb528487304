/** The parts that tool answers are made of. Every `say` is a sentence rendered by code, ready to be spoken. */
import { z } from 'zod';
import { moment } from '../ids.ts';

/** The closed list of reasons for a no. A no is data the agent may say aloud; a failure is not in this list. */
export const noReason = z.enum([
  'already-cancelled',
  'ambiguous',
  'changed-arguments',
  'closed-that-day',
  'fully-booked',
  'hold-lapsed',
  'in-the-past',
  'invalid-arguments',
  'invalid-vin',
  'needs-another-fact',
  'needs-details',
  'no-capable-bay',
  'not-confirmed',
  'not-found',
  'not-now',
  'not-verified',
  'nothing-booked',
  'overlapping-visit',
  'slot-taken',
  'stale-owner',
  'too-far-ahead',
  'too-short-notice',
  'unavailable',
  'unclear-time',
  'unknown-appointment',
  'unknown-service',
  'unknown-slot',
  'vin-not-decoded',
]);

/** A free time under a short name that is valid for this call only. */
export const offer = z.object({
  slot: z.string(),
  start: moment,
  /** "Tuesday, November 24th at 9 AM". */
  say: z.string(),
});

export const no = z.object({
  ok: z.literal(false),
  no: noReason,
  /** What the agent may say about it. */
  say: z.string(),
  /** What is missing, for `needs-details` and `not-now`. */
  missing: z.array(z.string()).optional(),
  /** Other free times, when a slot has gone or a wish cannot be met. */
  offers: z.array(offer).optional(),
});

export const vehicleCard = z.object({
  year: z.number().int().nullable(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  /** "2018 Subaru Outback". */
  say: z.string(),
});

/** An appointment as the caller may hear it, under a short name valid for this call. */
export const appointmentCard = z.object({
  appointment: z.string(),
  services: z.array(z.string()),
  vehicle: z.string().nullable(),
  start: moment,
  say: z.string(),
});

/** A change that waits for the caller's yes. `facts` must be heard to the end before a yes counts; `question` asks for it. */
export const readBack = z.object({
  ok: z.literal(true),
  state: z.literal('read-back'),
  pending: z.string(),
  say: z.object({ facts: z.string(), question: z.string() }),
});

/** A change that is committed; `say` is rendered from the committed row. */
export const done = z.object({
  ok: z.literal(true),
  state: z.literal('done'),
  appointment: appointmentCard,
  say: z.string(),
});

export type NoReason = z.output<typeof noReason>;
export type No = z.output<typeof no>;
export type Offer = z.output<typeof offer>;
export type AppointmentCard = z.output<typeof appointmentCard>;
export type VehicleCard = z.output<typeof vehicleCard>;
export type ReadBack = z.output<typeof readBack>;
export type Done = z.output<typeof done>;
