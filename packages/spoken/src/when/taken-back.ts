/** What a wish rules out: "not Tuesday", "I'm busy this week", "Tuesday doesn't work", "but not in the morning". */
import { addDays, DAY_MINUTES } from '../time/zones.ts';
import { type DayPiece, datesOf } from './days.ts';
import type { Bound, ClockTime } from './hours.ts';
import type { Item } from './items.ts';

/** How many weeks ahead a weekday is ruled out. */
const RULED_OUT_WEEKS = 4;

/** Takes out "not Tuesday", "I'm busy Tuesday" and "Tuesday doesn't work". */
export function withoutExcluded(items: readonly Item[]): { kept: Item[]; excluded: Set<string> } {
  const kept: Item[] = [];
  const excluded = new Set<string>();
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    const next = items[i + 1];
    if (item === undefined) continue;
    if (item.type !== 'not' && item.type !== 'unfit') kept.push(item);
    else if (next?.type === 'day' && isNamed(next.day) && rulesOutNext(item, next, kept)) {
      for (const date of ruledOut(next.day)) excluded.add(date);
      i += 1;
    } else if (item.type === 'not' && next?.type === 'clock' && next.gap <= 2) {
      kept.push(...otherHours(next));
      i += 1;
    } else if (item.type === 'unfit') takeBack(kept, excluded);
  }
  return { kept, excluded };
}

/** "Not really, whenever you can" rules nothing out. */
function isNamed(day: DayPiece): boolean {
  return day.type === 'day' || day.type === 'days';
}

/** "Tuesday doesn't work" looks back, "I'm busy this week" ahead when there is no day behind it. */
function rulesOutNext(item: Item, next: Item, kept: readonly Item[]): boolean {
  if (item.type === 'not') return next.gap <= 1;
  return next.gap === 0 && !kept.some((each) => each.type === 'day');
}

/** "Not in the morning" leaves the hours from noon on, "not in the evening" those before it. */
function otherHours(item: Item): Item[] {
  if (item.type !== 'clock' || item.clock.type !== 'part' || item.clock.half === null) return [];
  const { half, from, to } = item.clock;
  // A shop that opens late at night has nothing after its early hours on that day: nothing is ruled out.
  if (half === 'am' ? to >= DAY_MINUTES : from <= 0) return [];
  const bound: Bound = half === 'am' ? 'after' : 'before';
  const time: ClockTime = { type: 'time', minute: half === 'am' ? to : from, loose: false, about: false };
  return [
    { type: 'bound', bound, gap: item.gap },
    { type: 'clock', clock: time, gap: 0 },
  ];
}

function ruledOut(day: DayPiece): readonly string[] {
  if (day.type === 'day') {
    const weeks = day.everyWeek === true ? RULED_OUT_WEEKS : 1;
    return day.readings.flatMap((date) => Array.from({ length: weeks }, (_, i) => addDays(date, 7 * i)));
  }
  return day.type === 'days' ? datesOf(day) : [];
}

function takeBack(kept: Item[], excluded: Set<string>): void {
  while (kept.at(-1)?.type === 'clock') kept.pop();
  const last = kept.at(-1);
  if (last?.type !== 'day') return;
  kept.pop();
  for (const date of ruledOut(last.day)) excluded.add(date);
}
