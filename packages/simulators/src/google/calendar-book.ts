/** One calendar: its events, their etags, and the running count of changes that sync tokens point into. */
import {
  type CalendarEvent,
  instantOf,
  isBusy,
  merged,
  SERVER_FIELDS,
  type Stretch,
  shownTime,
  stretchOf,
  type WritableEvent,
} from './event.ts';
import { refusals } from './refusal.ts';

export interface Kept {
  readonly event: CalendarEvent;
  /** The how-manieth event of this calendar it is; the order in which they are listed. */
  readonly born: number;
  /** The how-manieth change of this calendar was the latest to it. */
  readonly changed: number;
}

/** What a write did; `before` is missing for a new event. */
export interface Written {
  readonly event: CalendarEvent;
  readonly before?: CalendarEvent;
}

const LEGAL_ID = /^[a-v0-9]{5,1024}$/;
/** Google's etags are large even numbers that only grow. */
const FIRST_ETAG = 3_420_000_000_000_000;

export class CalendarBook {
  readonly id: string;
  readonly zone: string;
  readonly #events = new Map<string, Kept>();
  #changes = 0;

  constructor(id: string, zone: string) {
    this.id = id;
    this.zone = zone;
  }

  /** How many changes there have been. */
  get changes(): number {
    return this.#changes;
  }

  /** Every event, deleted ones too, in the order they were made. */
  all(): readonly Kept[] {
    return [...this.#events.values()];
  }

  /** Also a deleted event is found; one that never was is not. */
  get(id: string): CalendarEvent {
    return this.#kept(id).event;
  }

  /** Makes an event under the client's own id or `newId`. An id stays taken when its event is deleted. */
  insert(body: WritableEvent, newId: string, now: Date): Written {
    if (body.id && body.iCalUID) throw refusals.invalid('id and iCalUID may not both be given', 'id');
    if (body.id && !LEGAL_ID.test(body.id)) throw refusals.invalid('Invalid resource id value.', 'resource.id');
    const id = body.id ?? newId;
    if (this.#events.has(id)) throw refusals.duplicate();
    const fixed = { id, iCalUID: body.iCalUID ?? `${id}@google.com`, created: now.toISOString(), sequence: 0 };
    return { event: this.#write(body, fixed, this.#events.size, now) };
  }

  /** Merges `body` into the event: objects field by field, lists as a whole; null removes. */
  patch(id: string, body: WritableEvent, ifMatch: string | undefined, now: Date): Written {
    const before = this.#kept(id, ifMatch).event;
    return this.#overwrite(before, merge(before, body) as WritableEvent, now);
  }

  /** Replaces everything a client may write. */
  update(id: string, body: WritableEvent, ifMatch: string | undefined, now: Date): Written {
    return this.#overwrite(this.#kept(id, ifMatch).event, body, now);
  }

  /** Deletes: the event is still found, as cancelled. Deleting again is refused as `deleted`. */
  remove(id: string, ifMatch: string | undefined, now: Date): Written {
    const { event: before } = this.#kept(id, ifMatch);
    if (before.status === 'cancelled') throw refusals.deleted();
    return this.#overwrite(before, { ...before, status: 'cancelled' }, now);
  }

  /** Busy stretches between two instants, merged and cut to them. */
  busy(from: number, to: number): Stretch[] {
    const stretches = this.all()
      .filter(({ event }) => isBusy(event))
      .map(({ event }) => stretchOf(event, this.zone))
      .filter((stretch) => stretch.from < to && stretch.to > from)
      .map((stretch) => ({ from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) }));
    return merged(stretches);
  }

  #overwrite(before: CalendarEvent, body: WritableEvent, now: Date): Written {
    const fixed = {
      id: before.id,
      iCalUID: before.iCalUID,
      created: before.created,
      sequence: before.sequence + (this.#moves(before, body) ? 1 : 0),
    };
    return { event: this.#write(body, fixed, this.#kept(before.id).born, now), before };
  }

  #write(
    body: WritableEvent,
    fixed: { id: string; iCalUID: string | null | undefined; created: string; sequence: number },
    born: number,
    now: Date,
  ): CalendarEvent {
    const { start, end } = this.#times(body);
    this.#changes += 1;
    const event: CalendarEvent = {
      ...without(body, SERVER_FIELDS),
      kind: 'calendar#event',
      etag: `"${FIRST_ETAG + this.#changes * 2}"`,
      ...fixed,
      updated: now.toISOString(),
      status: body.status ?? 'confirmed',
      creator: { email: 'owner@calendar.simulated' },
      organizer: { email: this.id, self: true },
      htmlLink: `https://calendar.simulated/event?eid=${fixed.id}`,
      start,
      end,
    };
    this.#events.set(event.id, { event, born, changed: this.#changes });
    return event;
  }

  #times(body: WritableEvent): Pick<CalendarEvent, 'start' | 'end'> {
    if (body.recurrence?.length) throw refusals.badRequest('Recurring events are not simulated.');
    if (!body.start) throw refusals.required('start time');
    if (!body.end) throw refusals.required('end time');
    if (Boolean(body.start.date) !== Boolean(body.end.date)) {
      throw refusals.invalid('Start and end times must either both be date or both be dateTime.');
    }
    const { from, to } = stretchOf({ start: body.start, end: body.end }, this.zone);
    if (to < from) throw refusals.emptyRange();
    return { start: shownTime(body.start, this.zone), end: shownTime(body.end, this.zone) };
  }

  #moves(before: CalendarEvent, body: WritableEvent): boolean {
    const differs = (name: 'start' | 'end'): boolean => {
      const time = body[name];
      return Boolean(time) && instantOf(time ?? {}, this.zone) !== instantOf(before[name], this.zone);
    };
    return differs('start') || differs('end');
  }

  #kept(id: string, ifMatch?: string): Kept {
    const kept = this.#events.get(id);
    if (kept === undefined) throw refusals.notFound();
    if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== kept.event.etag) throw refusals.staleEtag();
    return kept;
  }
}

function without(body: WritableEvent, names: readonly string[]): WritableEvent {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => !names.includes(name) && value !== null));
}

/** Google's patch: what is not named stays, what is null goes. */
function merge(before: unknown, patch: unknown): unknown {
  if (!isObject(before) || !isObject(patch)) return patch;
  const result: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else if (value !== undefined) result[name] = merge(before[name], value);
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
