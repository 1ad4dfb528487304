/** What people's events leave no room for: the answer to `calendar.busy`, from the mirrors of a shop's calendars. */
import type { Mirror, Stretch } from './mirror.ts';

/** A calendar of the shop and what is known of it. */
export interface Known {
  /** Null for a calendar of the whole shop. */
  readonly bayId: string | null;
  /** Null when it was never read. */
  readonly mirror: { readonly events: Mirror; readonly ageMs: number } | null;
}

export interface BusyAnswer {
  readonly state: 'live' | 'stale' | 'none';
  readonly ageMs: number | null;
  readonly busy: { readonly bayId: string | null; readonly start: string; readonly end: string }[];
}

/** A mirror older than this is no longer called live. */
export const LIVE_MS = 60_000;

/** Busy stretches that overlap `asked`, whole and merged, bay by bay. The answer is as old as its oldest mirror. */
export function busyWithin(calendars: readonly Known[], asked: Stretch): BusyAnswer {
  const ages = calendars.flatMap(({ mirror }) => (mirror === null ? [] : [mirror.ageMs]));
  if (ages.length === 0) return { state: 'none', ageMs: null, busy: [] };
  const ageMs = Math.max(...ages);
  const live = ages.length === calendars.length && ageMs <= LIVE_MS;
  const bays = new Set(calendars.map(({ bayId }) => bayId));
  const busy = [...bays].flatMap((bayId) => {
    const own = calendars.filter((calendar) => calendar.bayId === bayId);
    return merged(own.flatMap((calendar) => overlapping(calendar, asked))).map(({ from, to }) => ({
      bayId,
      start: new Date(from).toISOString(),
      end: new Date(to).toISOString(),
    }));
  });
  return { state: live ? 'live' : 'stale', ageMs, busy };
}

function overlapping({ mirror }: Known, asked: Stretch): Stretch[] {
  return [...(mirror?.events.values() ?? [])].filter(({ from, to }) => from < asked.to && to > asked.from);
}

/** Overlapping and touching stretches made one, in order. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || next.from > last.to) result.push(next);
    else if (next.to > last.to) result[result.length - 1] = { from: last.from, to: next.to };
  }
  return result;
}
