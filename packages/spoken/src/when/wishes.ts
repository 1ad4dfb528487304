/** Items put together: what was taken back is gone, bounds and ranges are closed, and what is left is one wish or several. */
import { addDays } from '../time/zones.ts';
import { confidenceOf, type DayPiece, datesOf, refine, severalDays } from './days.ts';
import { type Bound, type ClockPiece, type ClockTime, hoursOf } from './hours.ts';
import type { Item } from './items.ts';
import type { Scene } from './scene.ts';

/** A day and the hours of it; either may be missing. */
export interface Wish {
  readonly day: DayPiece | null;
  readonly clocks: readonly ClockPiece[];
  /** 1, less when something was said that does not fit and was passed over. */
  readonly confidence: number;
}

export interface Wishes {
  /** Alternatives, in the order they were said. */
  readonly wishes: readonly Wish[];
  /** Dates that were ruled out. */
  readonly excluded: ReadonlySet<string>;
}

/** How many weeks ahead a weekday is ruled out. */
const RULED_OUT_WEEKS = 4;

const EMPTY: Wish = { day: null, clocks: [], confidence: 1 };
/** How far an open-ended stretch of days reaches ("after Thanksgiving"). */
const HORIZON = 14;
/** More other words than this between two days, and they are not one thing. */
const APART = 2;

export function wishesOf(items: readonly Item[], scene: Scene): Wishes {
  const { kept, excluded } = withoutExcluded(items);
  const segments = segmentsOf(kept).map((segment) => alternativesOf(bounded(segment, scene)));
  const wishes = segments.reduce<Wish[]>(repaired, []);
  return { wishes: inherited(wishes), excluded };
}

/** Takes out "not Tuesday", "I'm busy Tuesday" and "Tuesday doesn't work". */
function withoutExcluded(items: readonly Item[]): { kept: Item[]; excluded: Set<string> } {
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

function segmentsOf(items: readonly Item[]): Item[][] {
  const segments: Item[][] = [[]];
  for (const item of items) {
    if (item.type === 'repair') segments.push([]);
    else segments.at(-1)?.push(item);
  }
  return segments.filter((segment) => segment.some((item) => item.type === 'day' || item.type === 'clock'));
}

/** After a repair the new day takes the old day's place, the new time the old time's; what was not repaired stays. */
function repaired(before: Wish[], after: Wish[]): Wish[] {
  const [old] = before;
  const [only] = after;
  if (old === undefined || only === undefined || after.length > 1) return after.length > 0 ? after : before;
  const day = only.day ?? old.day;
  return [{ ...only, day, clocks: only.clocks.length > 0 ? only.clocks : old.clocks }];
}

type Part =
  | { readonly type: 'day'; readonly day: DayPiece; readonly gap: number }
  | { readonly type: 'clock'; readonly clock: ClockPiece; readonly gap: number }
  | { readonly type: 'link'; readonly link: 'or' | 'and'; readonly gap: number };

/** Closes bounds and ranges: "before" + "ten", "between" + "two" + "and" + "four", "Monday" + "to" + "Wednesday". */
function bounded(items: readonly Item[], scene: Scene): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < items.length; ) {
    const found = rangeFrom(items, i) ?? boundFrom(items, i, scene) ?? plain(items, i);
    if (found.part !== null) parts.push(found.part);
    i += found.items;
  }
  return parts;
}

interface Taken {
  readonly part: Part | null;
  readonly items: number;
}

function plain(items: readonly Item[], at: number): Taken {
  const item = items[at];
  if (item?.type === 'link' && item.link !== 'to')
    return { part: { type: 'link', link: item.link, gap: item.gap }, items: 1 };
  if (item?.type !== 'day' && item?.type !== 'clock') return { part: null, items: 1 };
  const end = items[at + 1];
  if (item.type === 'clock' && item.clock.type === 'time' && end?.type === 'open-ended' && end.gap === 0) {
    return {
      part: { type: 'clock', clock: { type: 'bound', bound: end.bound, time: item.clock }, gap: item.gap },
      items: 2,
    };
  }
  return { part: item, items: 1 };
}

/** "Between two and four", "2 to 4", "Monday through Wednesday". */
function rangeFrom(items: readonly Item[], at: number): Taken | null {
  const led = items[at]?.type === 'between';
  const start = led ? at + 1 : at;
  const [first, link, second] = [items[start], items[start + 1], items[start + 2]];
  if (first === undefined || second === undefined || !linksRange(link, led) || second.gap > 1) return null;
  const items3 = led ? 4 : 3;
  const gap = items[at]?.gap ?? 0;
  if (
    first.type === 'clock' &&
    second.type === 'clock' &&
    first.clock.type === 'time' &&
    second.clock.type === 'time'
  ) {
    return {
      part: { type: 'clock', clock: { type: 'range', from: first.clock, to: second.clock }, gap },
      items: items3,
    };
  }
  if (first.type !== 'day' || second.type !== 'day') return null;
  const day = stretch(first.day, second.day);
  return day === null ? null : { part: { type: 'day', day, gap }, items: items3 };
}

/** "Between two and four" needs its "between"; "2 to 4", "from 2 until 4" and "Monday through Friday" do not. */
function linksRange(item: Item | undefined, led: boolean): boolean {
  if (item?.type === 'link') return item.link === 'to' || (led && item.link === 'and');
  return item?.type === 'bound' && item.bound === 'by' && item.gap === 0;
}

function stretch(first: DayPiece, second: DayPiece): DayPiece | null {
  const from = firstOf(first);
  const end = lastOf(second, from);
  if (from === null || end === null || end < from) return null;
  return severalDays(from, addDays(end, 1), Math.min(confidenceOf(first), confidenceOf(second)));
}

function firstOf(day: DayPiece): string | null {
  if (day.type === 'day') return day.readings[0] ?? null;
  return day.type === 'days' ? day.from : null;
}

/** "From Friday to Monday" ends on the Monday after that Friday. */
function lastOf(day: DayPiece, from: string | null): string | null {
  if (day.type === 'days') return addDays(day.to, -1);
  const date = day.type === 'day' ? (day.readings[0] ?? null) : null;
  if (date === null || from === null || date >= from || day.type !== 'day' || day.weekday === undefined) return date;
  return addDays(date, 7);
}

function boundFrom(items: readonly Item[], at: number, scene: Scene): Taken | null {
  const item = items[at];
  const next = items[at + 1];
  const bound = item?.type === 'bound' ? item.bound : item?.type === 'between' ? 'after' : null;
  if (item === undefined || bound === null || next === undefined || next.gap > 1) return null;
  if (next.type === 'clock' && next.clock.type === 'time') {
    const end = openEnd(items, at);
    const clock: ClockPiece = { type: 'bound', bound: end.after ? 'after' : bound, time: next.clock };
    return { part: { type: 'clock', clock, gap: item.gap }, items: end.items };
  }
  if (next.type !== 'day') return null;
  if (item.type === 'between') return { part: { ...next, gap: item.gap }, items: 2 };
  const day = boundedDay(bound, next.day, scene);
  const end = endOf(items, at, bound, scene);
  if (end === null || day.type !== 'days') return { part: { type: 'day', day, gap: item.gap }, items: 2 };
  const upTo = bound === 'before' ? { ...day, to: addDays(day.to, 1) } : day;
  return { part: { type: 'day', day: { ...upTo, endsAt: end }, gap: item.gap }, items: 3 };
}

/** "By Friday at noon": the clock time belongs to the last day, not to each. */
function endOf(items: readonly Item[], at: number, bound: Bound, scene: Scene): number | null {
  const clock = items[at + 2];
  if (bound === 'after' || clock?.type !== 'clock' || clock.clock.type !== 'time' || clock.gap > 1) return null;
  return hoursOf([clock.clock], scene)?.exact ?? null;
}

/** "From nine on"; "I work until five, so after that". */
function openEnd(items: readonly Item[], at: number): { items: number; after: boolean } {
  const end = items[at + 2];
  if (end?.type !== 'open-ended' || end.gap > 1) return { items: 2, after: false };
  return { items: 3, after: end.bound === 'after' };
}

/** "Before Friday", "by the 3rd", "after Thanksgiving". */
function boundedDay(bound: Bound, day: DayPiece, scene: Scene): DayPiece {
  const first = firstOf(day);
  const last = lastOf(day, first);
  if (first === null || last === null) return day;
  const confidence = confidenceOf(day);
  const limit = { bound, date: bound === 'before' ? first : last };
  if (bound === 'after') return { ...severalDays(addDays(last, 1), addDays(last, 1 + HORIZON), confidence), limit };
  const end = bound === 'by' ? addDays(last, 1) : first;
  if (end <= scene.today) return { type: 'impossible', why: 'past', say: 'That is already past.' };
  return { ...severalDays(scene.today, end, confidence), limit };
}

/** Splits at "or", and at "and" or a comma between days that cannot be one. */
function alternativesOf(parts: readonly Part[]): Wish[] {
  const wishes: Wish[] = [];
  let current = EMPTY;
  let linked: 'or' | 'and' | null = null;
  for (const part of parts) {
    if (part.type === 'link') linked = part.link;
    else {
      const next = linked === 'or' && part.gap <= APART ? null : extended(current, part, linked);
      if (next === null && !isEmpty(current)) wishes.push(current);
      current = next ?? extended(EMPTY, part, null) ?? EMPTY;
      linked = null;
    }
  }
  return isEmpty(current) ? wishes : [...wishes, current];
}

function isEmpty(wish: Wish): boolean {
  return wish.day === null && wish.clocks.length === 0;
}

/** One part more; null when it begins another alternative. */
function extended(wish: Wish, part: Exclude<Part, { type: 'link' }>, linked: 'or' | 'and' | null): Wish | null {
  if (part.type === 'clock') return withClock(wish, part, linked);
  if (wish.day === null) return { ...wish, day: part.day };
  const day = refine(wish.day, part.day, part.gap > APART);
  if (day !== null) return { ...wish, day };
  if (linked === 'and' || part.gap === 0) return null;
  // Two days that were said apart and do not fit: the later one is the wish.
  return { ...wish, day: part.day, confidence: wish.confidence * 0.8 };
}

function withClock(
  wish: Wish,
  { clock, gap }: Extract<Part, { type: 'clock' }>,
  linked: 'or' | 'and' | null,
): Wish | null {
  const before = wish.clocks.at(-1);
  if (linked === 'and' && before?.type === clock.type && clock.type !== 'bound') return null;
  if (before?.type === 'time' && clock.type === 'time' && gap === 0 && before.minute % 720 !== clock.minute % 720)
    return null;
  if (before?.type === 'time' && clock.type === 'time')
    return { ...wish, clocks: [...wish.clocks.slice(0, -1), better(before, clock)] };
  return { ...wish, clocks: [...wish.clocks, clock] };
}

/** Of two times in a row the later is meant; unless it only repeats the earlier less clearly ("at 3 p.m., at 3"). */
function better(before: ClockTime, after: ClockTime): ClockTime {
  const same = before.minute % 720 === after.minute % 720;
  return same && after.loose ? before : after;
}

/** "Tuesday at nine or ten" has Tuesday twice; "Monday or Tuesday at ten" has ten twice. */
function inherited(wishes: readonly Wish[]): Wish[] {
  let day: DayPiece | null = wishes.find((wish) => wish.day !== null)?.day ?? null;
  const withDays = wishes.map((wish) => {
    day = wish.day ?? day;
    return { ...wish, day };
  });
  const last = withDays.at(-1)?.clocks ?? [];
  const none = withDays.slice(0, -1).every((wish) => wish.clocks.length === 0);
  return none ? withDays.map((wish) => ({ ...wish, clocks: last })) : sharedHalf(withDays);
}

/** "Nine or ten in the morning": both are in the morning. */
function sharedHalf(wishes: Wish[]): Wish[] {
  const last = wishes.at(-1)?.clocks ?? [];
  const part = last.find((clock) => clock.type === 'part');
  if (part === undefined || !last.some((clock) => clock.type === 'time')) return wishes;
  return wishes.map((wish) =>
    wish.clocks.length > 0 && wish.clocks.every((clock) => clock.type === 'time')
      ? { ...wish, clocks: [...wish.clocks, part] }
      : wish,
  );
}
