/** Keeping the mirrors: every calendar is read again and again, and `calendar.busy` is answered from what was read last. */
import { type Clock, type Log, type Metrics, ProviderError } from '@bayline/runtime';
import { type BusyAnswer, busyWithin, type Known } from './busy.ts';
import type { Stretch } from './mirror.ts';
import type { ShopCalendar } from './places.ts';
import { type Read, readCalendar } from './reading.ts';
import type { CalendarEvent, ShopCalendars } from './shop-calendars.ts';

/** How many calendars are read at the same time. */
const READERS = 4;

interface MirrorsOptions {
  readonly calendars: ShopCalendars;
  readonly list: () => readonly ShopCalendar[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly pauseMs: number;
  /** Looks at the events of ours that a reading brought. When it fails, the reading has failed and they are brought again. */
  readonly onOwn: (calendar: ShopCalendar, events: readonly CalendarEvent[]) => Promise<void>;
}

export class Mirrors {
  readonly #options: MirrorsOptions;
  /** By calendar. `readAt` is monotonic: everything that changed before is in the mirror. */
  readonly #kept = new Map<string, Omit<Read, 'own'> & { readonly readAt: number }>();
  readonly #failing = new Set<string>();
  readonly #readings;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: MirrorsOptions) {
    this.#options = options;
    this.#readings = options.metrics.counter('calendar_readings_total', 'Readings of a calendar by kind and outcome.');
    options.metrics.gauge('calendar_mirror_age_milliseconds', 'Age of the oldest mirror.', () => this.oldestMs() ?? 0);
  }

  /** Reads now, and again and again until stopped. */
  async start(): Promise<void> {
    await this.refresh();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.start(), this.#options.pauseMs);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Reads every calendar; who asks meanwhile waits for the same reading. A failure shows in the mirror's age. */
  refresh(): Promise<void> {
    this.#running ??= this.#readAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** People's events of a shop. When a mirror is late, a reading is begun for the next who asks. */
  busy(shopId: string, from: Date, to: Date): BusyAnswer {
    const own = this.#options.list().filter((calendar) => calendar.shopId === shopId);
    const answer = busyWithin(
      own.map((calendar) => this.#known(calendar)),
      { from: from.getTime(), to: to.getTime() },
    );
    const late = answer.state !== 'live' || (answer.ageMs ?? 0) > 2 * this.#options.pauseMs;
    if (late && own.length > 0) void this.refresh();
    return answer;
  }

  /** Reads one calendar now. Whether that succeeded, and people's events keep the stretch from being free. */
  async lookNow(calendar: ShopCalendar, asked: Stretch): Promise<{ read: boolean; taken: boolean }> {
    const read = await this.#read(calendar);
    return { read, taken: busyWithin([this.#known(calendar)], asked).busy.length > 0 };
  }

  /** How old the oldest mirror is, in milliseconds; undefined when there is none. */
  oldestMs(): number | undefined {
    const ages = this.#options.list().flatMap((calendar) => this.#known(calendar).mirror?.ageMs ?? []);
    return ages.length === 0 ? undefined : Math.max(...ages);
  }

  /** How many calendars have been read at all. */
  mirrored(): number {
    return this.#options.list().filter(({ calendarId }) => this.#kept.has(calendarId)).length;
  }

  #known({ bayId, calendarId }: ShopCalendar): Known {
    const kept = this.#kept.get(calendarId);
    if (kept === undefined) return { bayId, mirror: null };
    const ageMs = Math.max(0, this.#options.clock.monotonic() - kept.readAt);
    return { bayId, mirror: { events: kept.events, ageMs } };
  }

  async #readAll(): Promise<void> {
    const waiting = [...this.#options.list()];
    const reader = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.#read(next);
    };
    await Promise.all(Array.from({ length: READERS }, reader));
  }

  async #read(calendar: ShopCalendar): Promise<boolean> {
    const { clock, calendars, onOwn } = this.#options;
    const { calendarId } = calendar;
    const readAt = clock.monotonic();
    try {
      const { own, ...read } = await readCalendar(calendars, calendar, this.#kept.get(calendarId), clock.now());
      await onOwn(calendar, own);
      if ((this.#kept.get(calendarId)?.readAt ?? 0) <= readAt) this.#kept.set(calendarId, { ...read, readAt });
      this.#failing.delete(calendarId);
      this.#readings({ kind: read.kind, outcome: 'ok' });
      return true;
    } catch (error) {
      this.#failed(calendar, error);
      return false;
    }
  }

  /** Logged once per outage; the mirror's age tells the rest. */
  #failed({ calendarId, shopId, bayId }: ShopCalendar, error: unknown): void {
    const outcome = error instanceof ProviderError ? error.code : 'failed';
    this.#readings({ kind: 'none', outcome });
    if (!this.#failing.has(calendarId)) {
      this.#options.log.warn({ shopId, bayId, outcome, error }, 'a calendar could not be read');
    }
    this.#failing.add(calendarId);
  }
}
