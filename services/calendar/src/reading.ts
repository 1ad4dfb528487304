/** Reading one calendar to its last page: in full, or only what has changed since the reading before. */
import { applyEvents, emptyMirror, type Mirror } from './mirror.ts';
import { mayBeOurs } from './own-events.ts';
import type { ShopCalendar } from './places.ts';
import type { CalendarEvent, Reading, ShopCalendars } from './shop-calendars.ts';

const DAY_MS = 24 * 3_600_000;
/** Appointments are not made further ahead than a year. */
const HORIZON_MS = 400 * DAY_MS;

export interface Read {
  readonly kind: 'full' | 'changes';
  readonly events: Mirror;
  /** Events of ours that this reading brought, as they stand. */
  readonly own: readonly CalendarEvent[];
  /** Stands for everything that was read; null when the calendar gave none. */
  readonly syncToken: string | null;
  /** When the window of the last reading in full began. */
  readonly fullAt: Date;
}

/** Reads in full what was never read, what was read in full a day ago (the window moves on), and what lost its sync token. */
export async function readCalendar(
  calendars: ShopCalendars,
  calendar: ShopCalendar,
  before: Omit<Read, 'own'> | undefined,
  now: Date,
): Promise<Read> {
  if (before?.syncToken != null && now.getTime() - before.fullAt.getTime() < DAY_MS) {
    const changes = await readPages(calendars, calendar, { syncToken: before.syncToken }, before.events);
    if (changes !== undefined) return { kind: 'changes', ...changes, fullAt: before.fullAt };
  }
  const window = { from: new Date(now.getTime() - DAY_MS), to: new Date(now.getTime() + HORIZON_MS) };
  const full = await readPages(calendars, calendar, { window }, emptyMirror);
  if (full === undefined) throw new Error('a reading in full needs no sync token, and yet it expired');
  return { kind: 'full', ...full, fullAt: now };
}

/** Every page laid over `events`; undefined when the sync token is no longer good. */
async function readPages(
  calendars: ShopCalendars,
  { calendarId, zone }: ShopCalendar,
  reading: Reading,
  events: Mirror,
): Promise<Pick<Read, 'events' | 'own' | 'syncToken'> | undefined> {
  let mirror = events;
  const own: CalendarEvent[] = [];
  let page = await calendars.page(calendarId, reading, null);
  while (page.type === 'page') {
    mirror = applyEvents(mirror, page.events, zone);
    own.push(...page.events.filter(mayBeOurs));
    if (page.nextPage === null) return { events: mirror, own, syncToken: page.syncToken };
    page = await calendars.page(calendarId, reading, page.nextPage);
  }
  return undefined;
}
