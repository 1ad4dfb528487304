/** What takes bays, sorted by day: a search looks at hundreds of stretches of some hours each, among what is taken in weeks. */
import type { Stretch } from '../shops/workdays.ts';
import type { Taken } from './openings.ts';

const DAY_MS = 24 * 3_600_000;

/** What could be in the way of a stretch. */
export type InTheWay = (wanted: Stretch) => readonly Taken[];

/** Everything of the days that the stretch touches; what spans several may be told twice. */
export function takenByDay(taken: readonly Taken[]): InTheWay {
  const days = new Map<number, Taken[]>();
  for (const one of taken) {
    for (let day = firstDay(one); day <= lastDay(one); day += 1) {
      const others = days.get(day);
      if (others === undefined) days.set(day, [one]);
      else others.push(one);
    }
  }
  return (wanted) => {
    const [first, last] = [firstDay(wanted), lastDay(wanted)];
    if (first === last) return days.get(first) ?? [];
    return Array.from({ length: last - first + 1 }, (_, index) => days.get(first + index) ?? []).flat();
  };
}

/** Days of UTC, by number: they only sort. */
function firstDay({ from }: Stretch): number {
  return Math.floor(from / DAY_MS);
}

function lastDay({ to }: Stretch): number {
  return Math.floor((to - 1) / DAY_MS);
}
