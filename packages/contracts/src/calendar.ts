/** What people have put into a shop's Google calendars. */
import { z } from 'zod';
import { defineAsk, defineFact } from './define.ts';
import { appointmentId, milliseconds, moment, shopId, uuid } from './ids.ts';

export const calendarBusy = defineAsk({
  noun: 'calendar',
  verb: 'busy',
  summary: "People's own events in a stretch of time, from the mirror; never the events that mirror our appointments.",
  askers: ['crm-tools'],
  answerer: 'calendar',
  deadlineMs: 300,
  request: z.object({ shopId, from: moment, to: moment }),
  reply: z.object({
    /** `live` mirrors are at most a minute old; `stale` ones older; `none` when there is no calendar or no mirror yet. */
    state: z.enum(['live', 'stale', 'none']),
    ageMs: milliseconds.nullable(),
    busy: z.array(
      z.object({
        /** The bay whose calendar holds it; null blocks the whole shop. */
        bayId: uuid.nullable(),
        start: moment,
        end: moment,
      }),
    ),
  }),
});

export const calendarList = defineAsk({
  noun: 'calendar',
  verb: 'list',
  summary: 'Which Google calendars belong to which shops and bays.',
  askers: ['calendar'],
  answerer: 'crm-tools',
  deadlineMs: 2_000,
  request: z.object({}),
  reply: z.object({
    calendars: z.array(
      z.object({ shopId, bayId: uuid.nullable(), calendarId: z.string(), zone: z.string(), shopName: z.string() }),
    ),
  }),
});

export const calendarCheck = defineAsk({
  noun: 'calendar',
  verb: 'check',
  summary:
    "Looks into one bay's calendar at Google, now: whether a person's event is in the way of a visit about to be committed.",
  askers: ['crm-tools'],
  answerer: 'calendar',
  deadlineMs: 900,
  request: z.object({
    shopId,
    bayId: uuid,
    from: moment,
    to: moment,
    /** Times our own appointments have or had in that bay: what Google tells as busy there may be their events. */
    own: z.array(z.object({ start: moment, end: moment })).max(100),
  }),
  reply: z.object({
    /** `unknown` when the bay has no calendar of its own, or Google did not say in time. */
    state: z.enum(['free', 'taken', 'unknown']),
  }),
});

const count = z.number().int().nonnegative();

export const reconcileReport = z.object({
  shops: count,
  appointments: count,
  events: count,
  /** Events that were missing, and those that were behind. */
  written: count,
  updated: count,
  /** Events of cancelled appointments, and second ones. */
  removed: count,
  /** What people had moved or deleted, told to crm-tools now. */
  movedByPeople: count,
  deletedByPeople: count,
  /** Events that carry an appointment nobody knows: left alone, and told. */
  unknown: count,
  /** Appointments and calendars that could not be looked at or written. */
  failed: count,
  tookMs: milliseconds,
});

export const calendarReconcile = defineAsk({
  noun: 'calendar',
  verb: 'reconcile',
  summary:
    'Compares every appointment to come with every event of ours, repairs both directions, and reports what it did.',
  askers: [],
  answerer: 'calendar',
  deadlineMs: 300_000,
  request: z.object({
    /** One shop only; null for all. */
    shopId: shopId.nullable(),
  }),
  reply: reconcileReport,
});

const eventSeen = {
  appointmentId,
  shopId,
  /** The version of the appointment that stood in the event. */
  version: z.number().int().positive(),
  /** Names this state of the event. */
  etag: z.string(),
};

export const eventMoved = defineFact({
  name: 'event.moved',
  summary: 'A person gave the event of an appointment another time, length or calendar.',
  about: 'appointment',
  tellers: ['calendar'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({
    ...eventSeen,
    /** The bay whose calendar it stands in now; null for a calendar of the whole shop. */
    bayId: uuid.nullable(),
    /** Null when it has no time of day any more. */
    start: moment.nullable(),
    end: moment.nullable(),
  }),
  identity: (id, seen) => `event.moved:${id}:${seen.version}:${seen.etag}`,
});

export const eventDeleted = defineFact({
  name: 'event.deleted',
  summary: 'A person deleted the event of an appointment; the appointment itself stands.',
  about: 'appointment',
  tellers: ['calendar'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object(eventSeen),
  identity: (id, seen) => `event.deleted:${id}:${seen.version}:${seen.etag}`,
});

export const eventUnknown = defineFact({
  name: 'event.unknown',
  summary: 'An event carries an appointment that crm-tools does not know.',
  about: 'appointment',
  tellers: ['calendar'],
  hearers: ['crm-tools'],
  lasting: true,
  schema: z.object({ ...eventSeen, start: moment.nullable() }),
  identity: (id, seen) => `event.unknown:${id}:${seen.version}`,
});

/** Whether a shop's calendars can be reached; told when it changes, and again when a process of calendar starts. */
export const calendarConnected = calendarConnection(
  'connected',
  'Google accepts the consent for the shop’s calendars.',
);
export const calendarDisconnected = calendarConnection(
  'disconnected',
  'The consent for the shop’s calendars was withdrawn or has expired: a person must give it again.',
);

function calendarConnection(happened: 'connected' | 'disconnected', summary: string) {
  return defineFact({
    name: `calendar.${happened}`,
    summary,
    about: 'shop',
    tellers: ['calendar'],
    hearers: ['crm-tools'],
    lasting: true,
    schema: z.object({ shopId, at: moment }),
    identity: (id, { at }) => `calendar.${happened}:${id}:${at}`,
  });
}

export type ReconcileReport = z.output<typeof reconcileReport>;
