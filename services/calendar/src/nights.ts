/** Work of the night: due at three o'clock by the first shop's clock, some minutes later for each process. */
import type { Clock } from '@bayline/runtime';
import { Temporal } from 'temporal-polyfill';
import type { ShopCalendar } from './places.ts';

const HOUR = 3;
/** Several processes do not begin at once. */
const SPREAD_MS = 15 * 60_000;
/** The calendars may not be known yet, and timers hold no longer times: looked at again so often. */
const LOOK_MS = 10 * 60_000;

interface NightsOptions {
  readonly clock: Clock;
  readonly list: () => readonly ShopCalendar[];
  /** How fast the clock of the house runs. */
  readonly rate: number;
  readonly work: () => Promise<unknown>;
}

export function everyNight({ clock, list, rate, work }: NightsOptions): { stop(): void } {
  const spread = Math.random() * SPREAD_MS;
  let due: Date | undefined;
  const look = (): void => {
    const now = clock.now();
    const zone = list()[0]?.zone;
    if (due !== undefined && now >= due) void work();
    if (zone !== undefined && (due === undefined || now >= due)) due = nextNight(now, zone, spread);
  };
  const timer = setInterval(look, LOOK_MS / Math.max(1, rate)).unref();
  return { stop: () => clearInterval(timer) };
}

/** @param afterMs how long after three o'clock, so that several processes do not begin at once */
export function nextNight(now: Date, zone: string, afterMs: number): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const due = (days: number): number =>
    here
      .toPlainDate()
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: { hour: HOUR } }).epochMilliseconds + afterMs;
  return new Date(due(0) > now.getTime() ? due(0) : due(1));
}
