import { busyWithin } from './busy.ts';
import type { ShopCalendar } from './places.ts';
import { readCalendar } from './reading.ts';
import type { CalendarEvent, Page, Reading, ShopCalendars } from './shop-calendars.ts';

const calendar: ShopCalendar = { shopId: 'shop', bayId: null, calendarId: 'cal', zone: 'America/New_York' };
const now = new Date('2026-11-24T12:00:00Z');
const appointmentId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';

function event(id: string, change: Partial<CalendarEvent> = {}): CalendarEvent {
  const start = { at: new Date('2026-11-24T14:00:00Z') };
  const end = { at: new Date('2026-11-24T15:00:00Z') };
  const nobodys = { appointmentId: null, version: null, written: null, standing: true };
  return { id, etag: '"1"', cancelled: false, busy: true, start, end, ...nobodys, ...change };
}

/** Answers the pages in turn and keeps what was asked. */
function scripted(...pages: Page[]): { calendars: ShopCalendars; asked: (Reading & { page: string | null })[] } {
  const asked: (Reading & { page: string | null })[] = [];
  const page: ShopCalendars['page'] = async (_calendarId, reading, place) => {
    asked.push({ ...reading, page: place });
    return pages.shift() ?? { type: 'token-expired' };
  };
  const never = () => Promise.reject(new Error('only pages are read'));
  return { calendars: { page, get: never, insert: never, replace: never, mark: never, remove: never }, asked };
}

function page(events: CalendarEvent[], nextPage: string | null, syncToken: string | null): Page {
  return { type: 'page', events, nextPage, syncToken };
}

describe('reading a calendar', () => {
  it('reads in full at first, page by page, from a day ago to more than a year ahead', async () => {
    const { calendars, asked } = scripted(page([event('a')], 'p2', null), page([event('b')], null, 'token'));
    const read = await readCalendar(calendars, calendar, undefined, now);
    expect([...read.events.keys()]).toEqual(['a', 'b']);
    expect(read).toMatchObject({ kind: 'full', syncToken: 'token', fullAt: now });
    const window = { from: new Date('2026-11-23T12:00:00Z'), to: new Date('2027-12-29T12:00:00Z') };
    expect(asked).toEqual([
      { window, page: null },
      { window, page: 'p2' },
    ]);
  });

  it('then lays over what has changed', async () => {
    const { calendars, asked } = scripted(
      page([event('a'), event('b'), event('c')], null, 't1'),
      page([event('a', { cancelled: true, start: null, end: null }), event('b', { busy: false })], null, 't2'),
    );
    const first = await readCalendar(calendars, calendar, undefined, now);
    const second = await readCalendar(calendars, calendar, first, now);
    expect([...second.events.keys()]).toEqual(['c']);
    expect(second).toMatchObject({ kind: 'changes', syncToken: 't2' });
    expect(asked[1]).toEqual({ syncToken: 't1', page: null });
    expect(first.events.size).toBe(3);
  });

  it('reads in full again when the token has expired, and once a day', async () => {
    const { calendars } = scripted(
      page([event('a')], null, 't1'),
      { type: 'token-expired' },
      page([event('b')], null, 't2'),
      page([event('c')], null, 't3'),
    );
    const first = await readCalendar(calendars, calendar, undefined, now);
    const second = await readCalendar(calendars, calendar, first, now);
    expect([second.kind, ...second.events.keys()]).toEqual(['full', 'b']);
    const tomorrow = new Date(now.getTime() + 24 * 3_600_000);
    const third = await readCalendar(calendars, calendar, second, tomorrow);
    expect([third.kind, ...third.events.keys()]).toEqual(['full', 'c']);
  });

  it('reads in full when it was given no token', async () => {
    const { calendars } = scripted(page([], null, null), page([], null, 'token'));
    const first = await readCalendar(calendars, calendar, undefined, now);
    expect((await readCalendar(calendars, calendar, first, now)).kind).toBe('full');
  });

  it('keeps nothing of our own events, and everything of a copy', async () => {
    const ours = event(appointmentId.replaceAll('-', ''), { appointmentId, version: 1 });
    const copy = event('copy', { appointmentId, version: 1 });
    const { calendars } = scripted(page([ours, copy], null, 'token'));
    const read = await readCalendar(calendars, calendar, undefined, now);
    expect([...read.events.keys()]).toEqual(['copy']);
  });

  it('takes a whole day from midnight to midnight in the zone, also when a clock changes', async () => {
    const allDay = (start: string, end: string) => event(start, { start: { date: start }, end: { date: end } });
    const { calendars } = scripted(
      page([allDay('2026-11-24', '2026-11-25'), allDay('2027-03-14', '2027-03-15')], null, 'token'),
    );
    const { events } = await readCalendar(calendars, calendar, undefined, now);
    expect(
      busyWithin([{ bayId: null, mirror: { events, ageMs: 0 } }], { from: 0, to: Number.MAX_SAFE_INTEGER }).busy,
    ).toEqual([
      { bayId: null, start: '2026-11-24T05:00:00.000Z', end: '2026-11-25T05:00:00.000Z' },
      { bayId: null, start: '2027-03-14T05:00:00.000Z', end: '2027-03-15T04:00:00.000Z' },
    ]);
  });
});
