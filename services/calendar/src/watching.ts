/** Watching over our own events: what people do to them is told to crm-tools, which owns the appointments. */
import { eventDeleted, eventMoved } from '@bayline/contracts';
import type { Bus, Log, Metrics } from '@bayline/runtime';
import { type Done, doneByPerson } from './own-events.ts';
import type { ShopCalendar } from './places.ts';
import type { CalendarEvent, ShopCalendars } from './shop-calendars.ts';

interface WatchingOptions {
  readonly bus: Bus;
  readonly calendars: ShopCalendars;
  readonly list: () => readonly ShopCalendar[];
  readonly log: Log;
  readonly metrics: Metrics;
}

export class Watching {
  readonly #options: WatchingOptions;
  readonly #seen;

  constructor(options: WatchingOptions) {
    this.#options = options;
    this.#seen = options.metrics.counter('calendar_done_by_people_total', 'What people did to events of ours.');
  }

  /**
   * Looks at events of ours that a reading brought, and tells what people did to them.
   * @throws what failed: the events must be looked at again.
   */
  async look(calendar: ShopCalendar, events: readonly CalendarEvent[]): Promise<void> {
    for (const event of events) {
      const known = event.cancelled && event.appointmentId === null ? await this.#whole(calendar, event) : event;
      if (known !== undefined) await this.lookAt(calendar, known);
    }
  }

  /** What a person did to this one event, told; null when it is as we left it. @throws as `look`. */
  async lookAt(calendar: ShopCalendar, event: CalendarEvent): Promise<Done['type'] | null> {
    const { appointmentId, version, etag } = event;
    const done = doneByPerson(event, calendar.calendarId);
    if (done === null || appointmentId === null || version === null) return null;
    const { bus, log } = this.#options;
    const { shopId, bayId } = calendar;
    const about = { appointmentId, shopId, version, etag };
    if (done.type === 'moved') {
      const [start, end] = [done.start?.toISOString() ?? null, done.end?.toISOString() ?? null];
      await bus.record(eventMoved, appointmentId, { ...about, bayId, start, end });
    } else {
      if (await this.#standsElsewhere(calendar, event)) return null;
      await bus.record(eventDeleted, appointmentId, about);
    }
    this.#seen({ did: done.type });
    log.info({ appointmentId, shopId, bayId, did: done.type }, 'a person changed the event of an appointment');
    return done.type;
  }

  /** An event that was dragged into another calendar is deleted in the one it came from. */
  async #standsElsewhere({ shopId, calendarId }: ShopCalendar, { id, version }: CalendarEvent): Promise<boolean> {
    const { calendars, list } = this.#options;
    const others = list().filter((other) => other.shopId === shopId && other.calendarId !== calendarId);
    for (const other of others) {
      const found = await calendars.get(other.calendarId, id);
      if (found !== undefined && !found.cancelled && (found.version ?? 0) >= (version ?? 0)) return true;
    }
    return false;
  }

  #whole({ calendarId }: ShopCalendar, { id }: CalendarEvent): Promise<CalendarEvent | undefined> {
    return this.#options.calendars.get(calendarId, id);
  }
}
