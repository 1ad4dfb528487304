/** The mirror of one calendar: the busy events of people, page by page as the calendar tells them. */
import { Temporal } from 'temporal-polyfill';
import { isOurs } from './appointment-event.ts';
import type { CalendarEvent, EventTime } from './shop-calendars.ts';

/** Milliseconds since the epoch; half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Busy stretches of people's events, by event id. */
export type Mirror = ReadonlyMap<string, Stretch>;

export const emptyMirror: Mirror = new Map();

/** The mirror after some events were told. All-day events begin and end at midnight in `zone`. */
export function applyEvents(mirror: Mirror, events: readonly CalendarEvent[], zone: string): Mirror {
  if (events.length === 0) return mirror;
  const next = new Map(mirror);
  for (const event of events) {
    const stretch = stretchOf(event, zone);
    if (stretch === undefined || isOurs(event)) next.delete(event.id);
    else next.set(event.id, stretch);
  }
  return next;
}

/** What a person's event keeps busy; undefined when that is nothing. */
function stretchOf(event: CalendarEvent, zone: string): Stretch | undefined {
  if (event.cancelled || !event.busy || event.start === null || event.end === null) return undefined;
  const stretch = { from: instantOf(event.start, zone), to: instantOf(event.end, zone) };
  return stretch.to > stretch.from ? stretch : undefined;
}

function instantOf(time: EventTime, zone: string): number {
  if ('at' in time) return time.at.getTime();
  return Temporal.PlainDate.from(time.date).toZonedDateTime(zone).epochMilliseconds;
}

/** What is left of the stretches when others are taken off them. */
export function remaining(stretches: readonly Stretch[], off: readonly Stretch[]): Stretch[] {
  return off.reduce<readonly Stretch[]>((left, taken) => left.flatMap((one) => without(one, taken)), stretches).slice();
}

function without(one: Stretch, taken: Stretch): Stretch[] {
  if (taken.to <= one.from || one.to <= taken.from) return [one];
  const parts = [
    { from: one.from, to: taken.from },
    { from: taken.to, to: one.to },
  ];
  return parts.filter(({ from, to }) => from < to);
}
