/** Bounds and ranges closed: "before" and "ten", "between" and "two" and "four", "Monday" to "Wednesday". */
import { addDays } from '../time/zones.ts';
import { confidenceOf, type DayPiece, severalDays } from './days.ts';
import { type Bound, type ClockPiece, hoursOf } from './hours.ts';
import type { Item } from './items.ts';
import type { Scene } from './scene.ts';

/** How far an open-ended stretch of days reaches ("after Thanksgiving"). */
const HORIZON = 14;

/** A day or a time, whole, or what links it to the next. */
export type Part =
  | { readonly type: 'day'; readonly day: DayPiece; readonly gap: number }
  | { readonly type: 'clock'; readonly clock: ClockPiece; readonly gap: number }
  | { readonly type: 'link'; readonly link: 'or' | 'and'; readonly gap: number };

/** Closes bounds and ranges: "before" + "ten", "between" + "two" + "and" + "four", "Monday" + "to" + "Wednesday". */
export function bounded(items: readonly Item[], scene: Scene): Part[] {
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
  if (item?.type === 'link' && item.link !== 'to') {
    return { part: { type: 'link', link: item.link, gap: item.gap }, items: 1 };
  }
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
