/** Where a visit may go when a person has dragged its event: the times that its work and the shop's hours allow. Pure. */
import { localDateOf } from '@bayline/spoken';
import type { Shop, Work } from '../shops/shop.ts';
import { finishOf, mayStayOvernight, type Stretch, workday } from '../shops/workdays.ts';

export interface Times {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly freeAt: number;
}

/** Why an event cannot stay where a person has put it. */
export type Obstacle = 'no-time' | 'past' | 'closed' | 'no-capable-bay' | 'taken';

export interface Visit {
  readonly work: Work;
  readonly visit: 'drop-off' | 'wait' | null;
  readonly before: Stretch;
}

const MINUTE_MS = 60_000;

/**
 * The visit at the place its event has now. An event of the same length has only been dragged, and the work takes as long as it
 * takes there; one of another length was given its end by a person.
 */
export function timesAt(shop: Shop, { work, visit, before }: Visit, seen: Stretch | null, now: Date): Times | Obstacle {
  if (seen === null || seen.to <= seen.from) return 'no-time';
  if (seen.from < now.getTime()) return 'past';
  const sameLength = seen.to - seen.from === before.to - before.from;
  if (!sameLength) return isOpen(shop, seen) ? timesOf(shop, seen) : 'closed';
  const finish = finishOf(shop, work, seen.from, mayStayOvernight(shop, work, visit));
  return finish === null ? 'closed' : { startsAt: seen.from, endsAt: finish.endsAt, freeAt: finish.freeAt };
}

function timesOf(shop: Shop, { from, to }: Stretch): Times {
  return { startsAt: from, endsAt: to, freeAt: to + shop.bufferMinutes * MINUTE_MS };
}

/** Begins while the shop works, and ends before it closes on the last of its days. */
function isOpen(shop: Shop, { from, to }: Stretch): boolean {
  const begins = workday(shop, localDateOf(new Date(from), shop.zone));
  const ends = workday(shop, localDateOf(new Date(to - 1), shop.zone));
  return (
    begins.some((part) => part.from <= from && from < part.to) && ends.some((part) => part.from < to && to <= part.to)
  );
}
