/** Which hours of a day a wish means: one clock time, a part of the day, or a stretch with a beginning or an end. */
import { sayClock } from '../time/saying.ts';
import { DAY_MINUTES } from '../time/zones.ts';
import type { PartOfDay } from './meaning.ts';
import type { Scene } from './scene.ts';

/** A clock time as it was said; `loose` when morning and afternoon are both possible. Minutes since midnight. */
export interface ClockTime {
  readonly type: 'time';
  readonly minute: number;
  readonly loose: boolean;
  /** "Around nine", "nineish". */
  readonly about: boolean;
}

/** A part of the day: "in the morning", "first thing", "after lunch". */
export interface DayPart {
  readonly type: 'part';
  readonly part: PartOfDay | null;
  readonly from: number;
  readonly to: number;
  /** What it makes of a clock time that is said with it. */
  readonly half: 'am' | 'pm' | null;
  readonly say: string;
}

export type Bound = 'after' | 'before' | 'by';

/** "After 4", "before ten", "by noon". */
export interface BoundedHours {
  readonly type: 'bound';
  readonly bound: Bound;
  readonly time: ClockTime;
}

/** "Between two and four". */
export interface ClockRange {
  readonly type: 'range';
  readonly from: ClockTime;
  readonly to: ClockTime;
}

export type ClockPiece = ClockTime | DayPart | BoundedHours | ClockRange;

/** Hours worked out. Half-open, in minutes since midnight. */
export interface Hours {
  readonly from: number;
  readonly to: number;
  /** The one clock time that was named. */
  readonly exact: number | null;
  readonly part: PartOfDay | null;
  /** "at 9 AM", "in the morning", "between 2 PM and 4 PM". */
  readonly say: string;
  readonly confidence: number;
}

/** How long after a named time a start still counts as that time: less than any shop's grid. */
const EXACT_MINUTES = 15;
/** How far "around nine" reaches to both sides. */
const ABOUT_MINUTES = 30;
const NOON = 720;
const NIGHTFALL = 18 * 60;

/** All that was said about the clock as one stretch of hours; null when nothing was. */
export function hoursOf(pieces: readonly ClockPiece[], scene: Scene): Hours | null {
  const part = pieces.filter((piece) => piece.type === 'part').reduce<DayPart | null>(narrower, null);
  const others = pieces.filter((piece) => piece.type !== 'part').map((piece) => hoursOfPiece(piece, part, scene));
  const [first, ...rest] = others;
  if (first === undefined) return part === null ? null : hoursOfPart(part);
  const named = rest.reduce(together, first);
  if (part === null || named.exact !== null) return { ...named, part: part?.part ?? null };
  return {
    ...clipped(
      named,
      part,
      pieces.some((piece) => piece.type === 'range'),
    ),
    part: part.part,
  };
}

/** "Early Friday morning": of two parts that overlap the smaller one, else the later. */
function narrower(earlier: DayPart | null, later: DayPart): DayPart {
  if (earlier === null || earlier.to <= later.from || later.to <= earlier.from) return later;
  return earlier.to - earlier.from < later.to - later.from ? earlier : later;
}

function hoursOfPart(part: DayPart): Hours {
  return { from: part.from, to: part.to, exact: null, part: part.part, say: part.say, confidence: 1 };
}

function hoursOfPiece(piece: Exclude<ClockPiece, DayPart>, part: DayPart | null, scene: Scene): Hours {
  if (piece.type === 'time') return atTime(piece, part, scene);
  if (piece.type === 'range') return inRange(piece, part, scene);
  const { minute, confidence } = settle(piece.time, part, scene);
  const say = `${piece.bound} ${sayClock(minute)}`;
  if (piece.bound === 'after') {
    return { from: minute, to: Math.max(DAY_MINUTES, minute), exact: null, part: null, say, confidence };
  }
  return { from: 0, to: piece.bound === 'by' ? minute + 1 : minute, exact: null, part: null, say, confidence };
}

function atTime(time: ClockTime, part: DayPart | null, scene: Scene): Hours {
  const { minute, confidence } = settle(time, part, scene);
  if (!time.about) {
    const say = `at ${sayClock(minute)}`;
    return { from: minute, to: minute + EXACT_MINUTES, exact: minute, part: null, say, confidence };
  }
  const from = Math.max(0, minute - ABOUT_MINUTES);
  const say = `around ${sayClock(minute)}`;
  return { from, to: minute + ABOUT_MINUTES + 1, exact: minute, part: null, say, confidence: confidence * 0.9 };
}

/** "Ten to two" goes from the morning into the afternoon; "two to four pm" is wholly in the afternoon. */
function inRange(range: ClockRange, part: DayPart | null, scene: Scene): Hours {
  const to = settle(range.to, part, scene);
  const from = settle(range.from, range.to.loose ? part : null, scene);
  const start = range.from.loose && !range.to.loose ? sameHalf(range.from.minute, to.minute) : from.minute;
  const end = to.minute > start ? to.minute : to.minute + NOON;
  const confidence = Math.min(from.confidence, to.confidence);
  const say = `between ${sayClock(start)} and ${sayClock(end)}`;
  return { from: start, to: Math.min(end, DAY_MINUTES), exact: null, part: null, say, confidence };
}

/** The latest reading of a loose time that still lies before another. */
function sameHalf(minute: number, before: number): number {
  const morning = minute % NOON;
  return morning + NOON < before ? morning + NOON : morning;
}

/** Morning or afternoon: by the part of the day that was said, else by the shop's opening hours. */
function settle(time: ClockTime, part: DayPart | null, scene: Scene): { minute: number; confidence: number } {
  if (!time.loose) return { minute: time.minute, confidence: 1 };
  const morning = time.minute % NOON;
  const afternoon = morning + NOON;
  if (part?.half === 'am') return { minute: morning, confidence: 1 };
  if (part?.half === 'pm') return { minute: afterDark(part, morning) ? morning : afternoon, confidence: 1 };
  const early = outside(morning, scene);
  const late = outside(afternoon, scene);
  if (early === late) return { minute: morning >= 7 * 60 ? morning : afternoon, confidence: 0.7 };
  const sure = Math.min(early, late) === 0;
  return { minute: early < late ? morning : afternoon, confidence: sure ? 0.95 : 0.75 };
}

/** "Two at night" is two in the morning. */
function afterDark(part: DayPart, morning: number): boolean {
  return part.from >= NIGHTFALL && morning < 5 * 60;
}

/** Minutes from a time to the nearest one at which the shop is open. */
function outside(minute: number, scene: Scene): number {
  return Math.max(0, scene.opens - minute, minute - scene.closes);
}

/** Two limits of one wish: "after 2 but before 5". A single time narrows nothing, the later one holds. */
function together(earlier: Hours, later: Hours): Hours {
  const from = Math.max(earlier.from, later.from);
  const to = Math.min(earlier.to, later.to);
  if (later.exact !== null || earlier.exact !== null || from >= to) return later;
  const confidence = Math.min(earlier.confidence, later.confidence);
  return {
    ...later,
    from,
    to,
    say: `between ${sayClock(from)} and ${sayClock(to)}`,
    confidence,
  };
}

/** Two times no further apart than this are one stretch, in minutes: "nine or ten" is, "eight or three" is a choice. */
const ONE_STRETCH = 120;

/** Alternatives of one day as one stretch of hours; null when too much lies between them. */
export function eitherHours(a: Hours, b: Hours): Hours | null {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  if (second.from > Math.max(first.to, first.from + ONE_STRETCH)) return null;
  const to = Math.max(a.to, b.to);
  const part = a.part === b.part ? a.part : null;
  const confidence = Math.min(a.confidence, b.confidence);
  return { from: first.from, to, exact: null, part, say: `${a.say} or ${behindSameWord(a.say, b.say)}`, confidence };
}

/** "At 9 AM or 10 AM", "in the morning or afternoon": the word before both is said once. */
function behindSameWord(first: string, second: string): string {
  const lead = /^(?:at|in the|around|before|after) /.exec(second)?.[0] ?? '';
  return first.startsWith(lead) ? second.slice(lead.length) : second;
}

/** "In the afternoon after 2". */
function clipped(hours: Hours, part: DayPart, isRange: boolean): Hours {
  const from = Math.max(hours.from, part.from);
  const to = Math.min(hours.to, part.to);
  const say = isRange ? hours.say : `${part.say} ${hours.say}`;
  return from < to ? { ...hours, from, to, say } : hours;
}
