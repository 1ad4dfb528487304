/** The day of a visit as a caller names it. */
import { localDateOf, resolveWhen, type WhenOption, type WhenWindow } from '@bayline/spoken';
import { whenContext } from '../capacity/wish.ts';
import type { Shop } from '../shops/shop.ts';
import type { Stretch } from '../shops/workdays.ts';

export interface DayNamed {
  /** The local dates that can be meant: one, or two when the words leave it open. None when no single day was named. */
  readonly dates: readonly string[];
  /** What was said covers these stretches, longer than a day ("next week") or not. */
  readonly stretches: readonly Stretch[];
}

/** More dates than this are no day that somebody knows. */
const MOST_DATES = 2;

/** Null when nothing about time was said. */
export function readDayNamed(words: string | null, shop: Shop, now: Date): DayNamed | null {
  if (words === null || words.trim() === '') return null;
  const when = resolveWhen(words, whenContext(shop, now, false));
  if (when.type === 'impossible' || when.type === 'none') return null;
  const meant = when.type === 'window' ? [when] : when.options;
  const dates = new Set(meant.flatMap((one) => datesOf(one, shop.zone)));
  return {
    dates: dates.size <= MOST_DATES ? [...dates] : [],
    stretches: meant.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })),
  };
}

function datesOf(meant: WhenWindow | WhenOption, zone: string): readonly string[] {
  if (meant.date !== null) return [meant.date];
  if (meant.exact !== null) return [localDateOf(new Date(meant.exact), zone)];
  return 'days' in meant && meant.days !== null ? meant.days : [];
}
