/** Items put together: what was taken back is gone, bounds and ranges are closed, and what is left is one wish or several. */
import { bounded, type Part } from './bounds.ts';
import { type DayPiece, refine } from './days.ts';
import type { ClockPiece, ClockTime } from './hours.ts';
import type { Item } from './items.ts';
import type { Scene } from './scene.ts';
import { withoutExcluded } from './taken-back.ts';

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

const EMPTY: Wish = { day: null, clocks: [], confidence: 1 };
/** More other words than this between two days, and they are not one thing. */
const APART = 2;

/** The wish or wishes that items make up. */
export function wishesOf(items: readonly Item[], scene: Scene): Wishes {
  const { kept, excluded } = withoutExcluded(items);
  const segments = segmentsOf(kept).map((segment) => alternativesOf(bounded(segment, scene)));
  const wishes = segments.reduce<Wish[]>(repaired, []);
  return { wishes: inherited(wishes), excluded };
}

/** What stands between two repairs. */
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
  if (before?.type === 'time' && clock.type === 'time' && gap === 0 && before.minute % 720 !== clock.minute % 720) {
    return null;
  }
  if (before?.type === 'time' && clock.type === 'time') {
    return { ...wish, clocks: [...wish.clocks.slice(0, -1), better(before, clock)] };
  }
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
