/** Events, pages and errors as Google's wire shows them, and what of them this service reads and writes. */
import type { calendar_v3 } from '@googleapis/calendar';
import { z } from 'zod';
import type { Refused } from '../failure.ts';
import type { CalendarEvent, EventDraft, EventTime, Page, Written } from '../shop-calendars.ts';

/** The body of an event of ours in a calendar. */
export function bodyOf(draft: EventDraft, calendarId: string): calendar_v3.Schema$Event {
  const { summary, description, location, zone, guest, standing } = draft;
  return {
    status: 'confirmed',
    summary,
    description,
    location,
    start: { dateTime: draft.start.toISOString(), timeZone: zone },
    end: { dateTime: draft.end.toISOString(), timeZone: zone },
    attendees: guest === null ? [] : [{ email: guest }],
    extendedProperties: {
      private: {
        appointmentId: draft.appointmentId,
        ...markOf(draft.version, standing),
        calendarId,
        startsAt: draft.start.toISOString(),
        endsAt: draft.end.toISOString(),
      },
    },
  };
}

/** The private properties that say how far the event has followed its appointment. */
export function markOf(version: number, standing: boolean): { version: string; standing: 'yes' | 'no' } {
  return { version: String(version), standing: standing ? 'yes' : 'no' };
}

const wireTime = z.object({ date: z.string().nullish(), dateTime: z.string().nullish() }).nullish();

/** What is read of an event; whatever else Google sends is left alone. */
const wireEvent = z.object({
  id: z.string(),
  etag: z.string().nullish(),
  status: z.string().nullish(),
  eventType: z.string().nullish(),
  transparency: z.string().nullish(),
  start: wireTime,
  end: wireTime,
  attendees: z.array(z.object({ self: z.boolean().nullish(), responseStatus: z.string().nullish() })).nullish(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).nullish() }).nullish(),
});

const wirePage = z.object({
  items: z.array(wireEvent).nullish(),
  nextPageToken: z.string().nullish(),
  nextSyncToken: z.string().nullish(),
});

/** @throws ZodError when it is no event. */
export function readEvent(data: unknown): CalendarEvent {
  return shapeEvent(wireEvent.parse(data));
}

/** @throws ZodError when it is no page of events. */
export function readPage(data: unknown): Page {
  const { items, nextPageToken, nextSyncToken } = wirePage.parse(data);
  return {
    type: 'page',
    events: (items ?? []).map(shapeEvent),
    nextPage: nextPageToken ?? null,
    syncToken: nextSyncToken ?? null,
  };
}

function shapeEvent(event: z.output<typeof wireEvent>): CalendarEvent {
  const ours = event.extendedProperties?.private ?? {};
  const declined = (event.attendees ?? []).some(({ self, responseStatus }) => self && responseStatus === 'declined');
  const free = event.transparency === 'transparent' || event.eventType === 'workingLocation';
  return {
    id: event.id,
    etag: event.etag ?? '*',
    cancelled: event.status === 'cancelled',
    busy: !declined && !free,
    start: readTime(event.start),
    end: readTime(event.end),
    appointmentId: ours.appointmentId ?? null,
    version: /^\d+$/.test(ours.version ?? '') ? Number(ours.version) : null,
    written: readWritten(ours),
    standing: ours.standing !== 'no',
  };
}

function readWritten({ calendarId, startsAt, endsAt }: Readonly<Record<string, string>>): Written | null {
  if (calendarId === undefined || startsAt === undefined || endsAt === undefined) return null;
  return { calendarId, start: new Date(startsAt), end: new Date(endsAt) };
}

function readTime(time: z.output<typeof wireTime>): EventTime | null {
  if (time?.date) return { date: time.date };
  return time?.dateTime ? { at: new Date(time.dateTime) } : null;
}

const wireBusy = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      errors: z.array(z.object({ reason: z.string() })).nullish(),
      busy: z.array(z.object({ start: z.string(), end: z.string() })).nullish(),
    }),
  ),
});

/** @throws Error when the answer tells nothing of this calendar: a failure of one calendar comes inside a 200. */
export function readBusy(data: unknown, calendarId: string): { from: Date; to: Date }[] {
  const found = wireBusy.parse(data).calendars[calendarId];
  const [failure] = found?.errors ?? [];
  if (found === undefined || failure !== undefined)
    throw new Error(failure?.reason ?? 'the calendar is not in the answer');
  return (found.busy ?? []).map(({ start, end }) => ({ from: new Date(start), to: new Date(end) }));
}

const wireError = z.object({ response: z.object({ status: z.number(), data: z.unknown() }) });
/** The envelope of the token endpoint. */
const grantRefusal = z.object({ error: z.string() });
/** The envelope of the Calendar API. */
const apiRefusal = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })) }) });

/** What the SDK's error tells of a refusal; nothing when no answer came. */
export function refusalOf(error: unknown): Refused {
  const answer = wireError.safeParse(error).data?.response;
  return {
    status: answer?.status,
    reason: apiRefusal.safeParse(answer?.data).data?.error.errors[0]?.reason,
    grantError: grantRefusal.safeParse(answer?.data).data?.error,
  };
}
