/** The hours in which somebody may be called: by the clock on the wall, in every zone they may be in. Pure. */
import { addDays, localDateOf, localTimeOf, zonedIso } from '@bayline/spoken';
import type { CallingRules } from './calling-rules.ts';

type Hours = Pick<CallingRules, 'hours' | 'holidays'>;

/** A fit hour that does not come within this many days does not come. */
const LOOKED_AHEAD_DAYS = 21;

/** Whether this is a fit hour in all of the zones. */
export function isFitHour(at: Date, zones: readonly string[], rules: Hours): boolean {
  return zones.every((zone) => {
    const time = localTimeOf(at, zone);
    return rules.hours.from <= time && time < rules.hours.to && !rules.holidays.includes(localDateOf(at, zone));
  });
}

/** The first fit moment from `at` on; null when there is none within three weeks. */
export function nextFitHour(at: Date, zones: readonly string[], rules: Hours): Date | null {
  const end = at.getTime() + LOOKED_AHEAD_DAYS * 24 * 3_600_000;
  let candidate = at;
  while (candidate.getTime() < end) {
    const unfit = zones.find((zone) => !isFitHour(candidate, [zone], rules));
    if (unfit === undefined) return candidate;
    candidate = nextOpening(candidate, unfit, rules);
  }
  return null;
}

/** The next time after `at` that the hours of a zone begin, whatever the day. */
function nextOpening(at: Date, zone: string, { hours }: Hours): Date {
  for (let date = localDateOf(at, zone); ; date = addDays(date, 1)) {
    const opening = Date.parse(zonedIso(date, hours.from, zone) ?? '');
    if (opening > at.getTime()) return new Date(opening);
  }
}
