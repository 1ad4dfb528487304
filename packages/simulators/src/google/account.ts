/** Everything one Google account holds: its calendars, and the notices that were sent to guests. */
import { CalendarBook, type Written } from './calendar-book.ts';
import type { CalendarEvent, WritableEvent } from './event.ts';
import { refusals } from './refusal.ts';
import type { GoogleSettings } from './settings.ts';

/** A mail that Google would have sent. */
export interface Notice {
  readonly calendarId: string;
  readonly eventId: string;
  readonly what: 'insert' | 'update' | 'delete';
  readonly guests: readonly string[];
}

export type SendUpdates = 'all' | 'externalOnly' | 'none';

export class Account {
  readonly #settings: () => GoogleSettings;
  readonly #calendars = new Map<string, CalendarBook>();
  readonly notices: Notice[] = [];

  constructor(settings: () => GoogleSettings) {
    this.#settings = settings;
    for (const { id, timeZone } of settings().calendars) this.#open(id, timeZone);
  }

  /** Every calendar that is there. */
  calendars(): readonly CalendarBook[] {
    return [...this.#calendars.values()].filter(({ id }) => !this.#settings().missing.includes(id));
  }

  /** The calendar, or undefined when there is none of that id. */
  find(id: string): CalendarBook | undefined {
    if (this.#settings().missing.includes(id)) return undefined;
    const appears = id === 'primary' || id.endsWith('.calendar.simulated');
    return this.#calendars.get(id) ?? (appears ? this.#open(id) : undefined);
  }

  /** The calendar to read from. */
  calendar(id: string): CalendarBook {
    const book = this.find(id);
    if (book === undefined) throw refusals.notFound();
    return book;
  }

  /** The calendar to write into. */
  writable(id: string): CalendarBook {
    const book = this.calendar(id);
    if (this.#settings().readOnly.includes(id)) throw refusals.readOnly();
    return book;
  }

  /** The calendar that holds an event, for those who know the event only. */
  holding(eventId: string): CalendarBook {
    const book = this.calendars().find((calendar) => calendar.all().some(({ event }) => event.id === eventId));
    if (book === undefined) throw refusals.notFound();
    return book;
  }

  /** The event goes to another calendar under its id; in the first one it is cancelled. It may have been there before. */
  move(eventId: string, from: CalendarBook, to: CalendarBook): CalendarEvent {
    const now = new Date();
    const { before } = from.remove(eventId, undefined, now);
    const moved: WritableEvent = { ...before, iCalUID: null, status: 'confirmed' };
    const known = to.all().some(({ event }) => event.id === eventId);
    return (known ? to.update(eventId, moved, undefined, now) : to.insert(moved, eventId, now)).event;
  }

  /** Notes what the guests of a written event are told. */
  notify(book: CalendarBook, what: Notice['what'], written: Written, sendUpdates: SendUpdates): void {
    if (sendUpdates === 'none') return;
    const guests = [...guestsOf(written.event), ...guestsOf(written.before)];
    if (guests.length === 0) return;
    this.notices.push({ calendarId: book.id, eventId: written.event.id, what, guests: [...new Set(guests)] });
  }

  #open(id: string, timeZone = this.#settings().timeZone): CalendarBook {
    const book = new CalendarBook(id, timeZone);
    this.#calendars.set(id, book);
    return book;
  }
}

function guestsOf(event: CalendarEvent | undefined): string[] {
  return (event?.attendees ?? []).map((guest) => guest.email);
}
