/** A calendar event as Google's wire shows it, and the stretch of time it covers. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { refusals } from './refusal.ts';

const eventTime = z.looseObject({
  date: z.iso.date().nullish(),
  dateTime: z.string().nullish(),
  timeZone: z.string().nullish(),
});

const properties = z.record(z.string().max(44), z.string().max(1_024).nullable());

/** What a client may write. Fields that mean nothing to the simulator are kept and given back. */
export const writableEvent = z.looseObject({
  id: z.string().nullish(),
  iCalUID: z.string().nullish(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).nullish(),
  summary: z.string().nullish(),
  description: z.string().nullish(),
  start: eventTime.nullish(),
  end: eventTime.nullish(),
  transparency: z.enum(['opaque', 'transparent']).nullish(),
  attendees: z.array(z.looseObject({ email: z.string() })).nullish(),
  extendedProperties: z.looseObject({ private: properties.nullish(), shared: properties.nullish() }).nullish(),
  recurrence: z.array(z.string()).nullish(),
});

export type WritableEvent = z.output<typeof writableEvent>;
export type EventTime = z.output<typeof eventTime>;

export interface CalendarEvent extends WritableEvent {
  readonly kind: 'calendar#event';
  readonly id: string;
  readonly etag: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly created: string;
  readonly updated: string;
  readonly sequence: number;
  readonly start: EventTime;
  readonly end: EventTime;
}

/** Milliseconds since the epoch; half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Fields that the server alone decides. */
export const SERVER_FIELDS = ['kind', 'etag', 'created', 'updated', 'sequence', 'htmlLink', 'creator', 'organizer'];

/** The instant of an event's start or end; an all-day date begins at midnight in the calendar's zone. */
export function instantOf(time: EventTime, calendarZone: string): number {
  const zone = time.timeZone ?? calendarZone;
  try {
    if (time.date) return Temporal.PlainDate.from(time.date).toZonedDateTime(calendarZone).epochMilliseconds;
    const text = time.dateTime ?? '';
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    if (!time.timeZone) throw refusals.badRequest('Missing time zone definition for start time.');
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusals.invalid('Invalid value for: start or end time');
  }
}

/** A time as Google gives it back: with seconds, and the offset of its own zone. */
export function shownTime(time: EventTime, calendarZone: string): EventTime {
  if (time.date) return { date: time.date };
  const zone = time.timeZone ?? calendarZone;
  const instant = instantOf(time, calendarZone);
  const shown = Temporal.Instant.fromEpochMilliseconds(instant).toString({ timeZone: zone, smallestUnit: 'second' });
  return { dateTime: shown, timeZone: zone };
}

/** What the event covers. */
export function stretchOf(event: { start: EventTime; end: EventTime }, calendarZone: string): Stretch {
  return { from: instantOf(event.start, calendarZone), to: instantOf(event.end, calendarZone) };
}

/** Whether it keeps the calendar's owner from doing something else: tentative does, transparent does not. */
export function isBusy(event: CalendarEvent): boolean {
  return event.status !== 'cancelled' && event.transparency !== 'transparent';
}

/** Overlapping and touching stretches made one, in order. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else if (next.to > last.to) result[result.length - 1] = { from: last.from, to: next.to };
  }
  return result;
}
