/** freeBusy.query: the busy stretches of several calendars. What fails for one calendar is told inside a 200. */
import { z } from 'zod';
import type { CalendarBook } from './calendar-book.ts';
import { refusals } from './refusal.ts';

const instant = z.iso.datetime({ offset: true });

const freeBusyQuery = z.looseObject({
  timeMin: instant,
  timeMax: instant,
  timeZone: z.string().nullish(),
  items: z.array(z.looseObject({ id: z.string() })).nullish(),
  calendarExpansionMax: z.number().int().nullish(),
});

const MOST_CALENDARS = 50;
const LONGEST_MS = 93 * 24 * 3_600_000;

interface CalendarBusy {
  readonly errors?: readonly { domain: 'global'; reason: string }[];
  readonly busy: readonly { start: string; end: string }[];
}

export interface FreeBusy {
  readonly kind: 'calendar#freeBusy';
  readonly timeMin: string;
  readonly timeMax: string;
  readonly calendars: Record<string, CalendarBusy>;
}

/** Answers the query; `find` gives undefined for a calendar that is not there, `failing` ones answer an internal error. */
export function freeBusy(
  body: unknown,
  find: (id: string) => CalendarBook | undefined,
  failing: readonly string[],
): FreeBusy {
  const read = freeBusyQuery.safeParse(body);
  if (!read.success) throw refusals.badRequest('Bad Request');
  const [from, to] = [Date.parse(read.data.timeMin), Date.parse(read.data.timeMax)];
  if (to <= from) throw refusals.emptyRange();
  if (to - from > LONGEST_MS) throw refusals.tooLongRange();
  const most = Math.min(read.data.calendarExpansionMax ?? MOST_CALENDARS, MOST_CALENDARS);
  const calendars = (read.data.items ?? []).map(({ id }, index): [string, CalendarBusy] => {
    if (index >= most) return [id, failed('tooManyCalendarsRequested')];
    if (failing.includes(id)) return [id, failed('internalError')];
    const book = find(id);
    return [id, book === undefined ? failed('notFound') : { busy: book.busy(from, to).map(shown) }];
  });
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(from).toISOString(),
    timeMax: new Date(to).toISOString(),
    calendars: Object.fromEntries(calendars),
  };
}

function failed(reason: string): CalendarBusy {
  return { errors: [{ domain: 'global', reason }], busy: [] };
}

function shown(stretch: { from: number; to: number }): { start: string; end: string } {
  return { start: seconds(stretch.from), end: seconds(stretch.to) };
}

function seconds(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
