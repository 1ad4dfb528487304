/** Whether a person's event is in the way of a visit that is about to be committed: asked of Google itself, within a caller's patience. */
import type { calendarCheck } from '@bayline/contracts';
import type { Log } from '@bayline/runtime';
import type { z } from 'zod';
import { remaining, type Stretch } from './mirror.ts';
import type { ShopCalendar } from './places.ts';
import type { LiveCalendars } from './shop-calendars.ts';

interface CheckingOptions {
  readonly live: LiveCalendars;
  readonly list: () => readonly ShopCalendar[];
  /** Reads a calendar's changes and tells people's events from ours. */
  readonly lookNow: (calendar: ShopCalendar, asked: Stretch) => Promise<{ read: boolean; taken: boolean }>;
  readonly log: Log;
}

type Request = z.output<typeof calendarCheck.request>;
type Answer = z.output<typeof calendarCheck.reply>;

/** The whole answer is given within this time. */
const PATIENCE_MS = 800;

/**
 * Free/busy is one quick question, and cannot tell whose an event is: times of our own are taken off, and when something is left
 * the calendar's changes are read, which can.
 */
export async function checkCalendar(options: CheckingOptions, request: Request): Promise<Answer> {
  const { shopId, bayId, own } = request;
  const calendar = options.list().find((one) => one.shopId === shopId && one.bayId === bayId);
  if (calendar === undefined) return { state: 'unknown' };
  const asked = stretchOf(request.from, request.to);
  const ours = own.map(({ start, end }) => stretchOf(start, end));
  return inTime(look(options, calendar, asked, ours));
}

async function look(
  { live, lookNow, log }: CheckingOptions,
  calendar: ShopCalendar,
  asked: Stretch,
  ours: readonly Stretch[],
): Promise<Answer> {
  try {
    const window = { from: new Date(asked.from), to: new Date(asked.to) };
    const busy = await live.busyNow(calendar.calendarId, window);
    const stretches = busy.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
    if (remaining(stretches, ours).length === 0) return { state: 'free' };
    const { read, taken } = await lookNow(calendar, asked);
    return { state: taken || !read ? 'taken' : 'free' };
  } catch (error) {
    // The booking goes on with the mirror: Google's absence is nothing a caller notices.
    log.info({ shopId: calendar.shopId, bayId: calendar.bayId, error }, 'Google was not asked in time');
    return { state: 'unknown' };
  }
}

async function inTime(looking: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'unknown' }), PATIENCE_MS);
  });
  const answer = await Promise.race([looking, late]);
  clearTimeout(timer);
  return answer;
}

function stretchOf(start: string, end: string): Stretch {
  return { from: Date.parse(start), to: Date.parse(end) };
}
