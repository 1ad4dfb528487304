/** What this service needs of a calendar provider: events under ids of our own, their etags, and what has changed since. */

/** A moment, or midnight of a day in the zone of the calendar. */
export type EventTime = { readonly at: Date } | { readonly date: string };

/** An event as it stands in a calendar. */
export interface CalendarEvent {
  readonly id: string;
  readonly etag: string;
  /** Deleted; what else is told of it may be out of date or missing. */
  readonly cancelled: boolean;
  /** Whether it keeps its calendar busy: not when it is marked as free, declined, or only says where somebody works. */
  readonly busy: boolean;
  /** Null for an event that is told by its id only. */
  readonly start: EventTime | null;
  readonly end: EventTime | null;
  /** What only we write: the appointment it mirrors, and the version of it. */
  readonly appointmentId: string | null;
  readonly version: number | null;
  /** The time and calendar we last gave it: whatever differs is a person's doing. Null when it is not ours. */
  readonly written: Written | null;
  /** False when it is we who deleted it, or are about to. */
  readonly standing: boolean;
}

/** Where and when an event of ours was put by us. */
export interface Written {
  readonly calendarId: string;
  readonly start: Date;
  readonly end: Date;
}

/** An event of ours, to be written. */
export interface EventDraft {
  readonly id: string;
  readonly appointmentId: string;
  readonly version: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  /** Invited; nobody when null. */
  readonly guest: string | null;
  /** False for one that is made only to be deleted. */
  readonly standing: boolean;
}

export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** A reading of a calendar: everything within a window, or what changed since the reading a token stands for. */
export type Reading = { readonly window: Window } | { readonly syncToken: string };

export type Page =
  | {
      readonly type: 'page';
      readonly events: readonly CalendarEvent[];
      readonly nextPage: string | null;
      /** On the last page: stands for all that was read. */
      readonly syncToken: string | null;
    }
  | { readonly type: 'token-expired' };

/** A write meant for one state of an event found another one. */
export type Overtaken = 'overtaken';

/** Every function throws ProviderError; what is written here as a result is not a failure. */
export interface ShopCalendars {
  /** The event under this id, deleted ones too; undefined when there never was one. */
  get(calendarId: string, eventId: string): Promise<CalendarEvent | undefined>;
  /** Makes the event, unless its id was ever used. `notify` sends mails to guests, here and below. */
  insert(calendarId: string, draft: EventDraft, notify: boolean): Promise<CalendarEvent | 'id-taken'>;
  /** Gives the event everything in the draft, also when it was deleted: then it stands again. */
  replace(calendarId: string, draft: EventDraft, etag: string, notify: boolean): Promise<CalendarEvent | Overtaken>;
  /** Leaves everything as it is but the version, and says that we are about to delete it. */
  mark(calendarId: string, eventId: string, version: number, etag: string): Promise<CalendarEvent | Overtaken>;
  /** Deletes; done as well when it was deleted already. */
  remove(calendarId: string, eventId: string, etag: string, notify: boolean): Promise<'removed' | Overtaken>;
  /** One page of a reading. */
  page(calendarId: string, reading: Reading, page: string | null): Promise<Page>;
}

/** What is busy at Google at this moment. */
export interface LiveCalendars {
  /** Busy stretches of a calendar, merged, ours among them. @throws ProviderError */
  busyNow(calendarId: string, window: Window): Promise<readonly { readonly from: Date; readonly to: Date }[]>;
}
