/** When a caller would like to come: a day part and a time part in their own words, merged over the turns of a call. */
import type { TimeMention } from './time-words.ts';

export interface Wish {
  /** "next thursday", or null when no day was named. */
  readonly day: string | null;
  /** "after four", or null when no time of day was named. */
  readonly time: string | null;
  /** The caller leaves it to us ("as soon as possible", "any time"): the words they did it with. */
  readonly soon: string | null;
}

const REPAIR = /\b(?:no|actually|wait|sorry|i mean|rather|instead|make (?:it|that)|scratch that|better)\b/;
const WEEK = /\b(?:next|this|the following|following)(?: coming)? week$/;
const BOTH = /^[\s,]*(?:or|and|through|to|till?|until|-|between)\s*(?:maybe |even |on |in the |the )?$/;
const BESIDE = /^[\s,]*(?:(?:at|in|on|of|the|then|like|say|sometime|maybe|around|about|or so|so|please|um|uh)[\s,]*)*$/;

/** What the mentions of one utterance wish for, or null when there are none. */
export function wishOf(mentions: readonly TimeMention[], text: string): Wish | null {
  if (mentions.length === 0) return null;
  const lower = text.toLowerCase();
  const part = (kind: TimeMention['kind']): string | null => {
    const own = mentions.filter((mention) => mention.kind === kind);
    return own.length === 0 ? null : joined(own, mentions, lower);
  };
  return { day: dayBesides(part('day'), lower), time: part('time'), soon: part('soon') };
}

const NEXT_WEEKDAY = /^(?:on )?next ((?:mon|tues|wednes|thurs|fri|satur|sun)day)$/;
const THIS_WEEK_IS_OUT =
  /\b(?:busy|booked|full|away|tied up|out of town|can't|cannot|not)\b[^.;?]{0,30}?\bthis week\b|\bthis week (?:is|'s) (?:no good|bad|out|full|busy|too)/;

/** "I'm busy this week, so next Friday" says which Friday. */
function dayBesides(day: string | null, text: string): string | null {
  const weekday = NEXT_WEEKDAY.exec(day ?? '')?.[1];
  return weekday !== undefined && THIS_WEEK_IS_OUT.test(text) ? `${weekday} of next week` : day;
}

/** Mentions of one kind as one expression: alternatives and neighbours are kept together; of the rest, one is meant. */
function joined(own: readonly TimeMention[], all: readonly TimeMention[], text: string): string {
  const groups: TimeMention[] = [];
  for (const mention of own) {
    const last = groups.at(-1);
    const gap = last === undefined ? '' : text.slice(last.to, mention.from);
    const week = last !== undefined && (WEEK.test(last.text) || WEEK.test(mention.text));
    const bare = week ? withoutMentions(gap, last.to, all) : gap;
    if (last !== undefined && belongTogether(bare)) groups[groups.length - 1] = grown(last, bare, mention);
    else groups.push(mention);
  }
  const meant = groups.slice(afterRepair(groups, text)).findLast((group) => hasNeighbour(group, all, text));
  return (meant ?? groups.at(-1))?.text ?? '';
}

/** "Tuesday morning of next week": a time of day between a day and its week keeps them together. */
function withoutMentions(gap: string, from: number, all: readonly TimeMention[]): string {
  const inside = all.filter((mention) => mention.from >= from && mention.to <= from + gap.length);
  return inside.reduceRight((text, mention) => text.slice(0, mention.from - from) + text.slice(mention.to - from), gap);
}

function belongTogether(gap: string): boolean {
  return !REPAIR.test(gap) && (BOTH.test(gap) || BESIDE.test(gap));
}

function grown(group: TimeMention, gap: string, mention: TimeMention): TimeMention {
  const between = BOTH.test(gap) ? ` ${gap.replace(/[\s,]+/g, ' ').trim()} ` : ' ';
  const known = group.text.includes(mention.text) || mention.text.startsWith(group.text);
  const longer = mention.text.length > group.text.length ? mention.text : group.text;
  return { ...group, text: known ? longer : `${group.text}${between}${mention.text}`, to: mention.to };
}

/** The index of the first group that no repair ("Tuesday, no, Wednesday") has taken back. */
function afterRepair(groups: readonly TimeMention[], text: string): number {
  const index = groups.findLastIndex((group, at) => {
    const before = groups[at - 1];
    return before !== undefined && REPAIR.test(text.slice(before.to, group.from));
  });
  return Math.max(0, index);
}

/** A day right beside a time of day is meant more surely than one that stands alone. */
function hasNeighbour(group: TimeMention, all: readonly TimeMention[], text: string): boolean {
  return all.some((other) => {
    if (other.kind === group.kind || other.kind === 'soon') return false;
    const gap = other.from >= group.to ? text.slice(group.to, other.from) : text.slice(other.to, group.from);
    return BESIDE.test(gap);
  });
}

const BARE_DATE = /^(?:on )?the (?:\S+)$/;

/** An earlier wish with a later one laid over it: what the later one does not speak of stays. */
export function mergeWishes(earlier: Wish | null, later: Wish): Wish {
  if (earlier === null) return later;
  if (later.day === null && later.time === null) return leaveToUs(earlier, later);
  const day = later.day === null ? earlier.day : narrowed(earlier.day, later.day);
  return { day, time: later.time ?? earlier.time, soon: day === null && later.time === null ? later.soon : null };
}

/** "Any time" after a day was named leaves the time to us; "as soon as possible" leaves everything. */
function leaveToUs(earlier: Wish, later: Wish): Wish {
  const timeOnly =
    earlier.day !== null && /any|\bwhen|what|matter|care|mind|preference|flexible/.test(later.soon ?? '');
  return timeOnly ? { day: earlier.day, time: null, soon: null } : later;
}

const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/;
const BARE_WEEKDAY = /^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$/;

/** "The eighth" after "next Friday" means Friday the eighth; "Friday" and "next week" mean the Friday of it, in either order. */
function narrowed(earlier: string | null, later: string): string {
  const weekday = WEEKDAY.exec(earlier ?? '')?.[0];
  const week = WEEK.exec(earlier ?? '')?.[0];
  if (weekday === undefined) return week !== undefined && BARE_WEEKDAY.test(later) ? `${later} ${week}` : later;
  if (BARE_DATE.test(later)) return `${weekday} ${later.replace(/^on /, '')}`;
  return WEEK.test(later) && !WEEKDAY.test(later) ? `${weekday} ${later}` : later;
}

/** The wish as one expression for the resolver; null when it is left to us without words. */
export function sayWish(wish: Wish | null): string | null {
  if (wish === null) return null;
  const time = wish.day === null ? wish.time : withAt(wish.time);
  const words = [wish.day, time].filter((part) => part !== null).join(' ');
  return (words === '' ? wish.soon : words)?.replace(/\b(?:like|say) (?=\w)/g, '') ?? null;
}

const BARE_CLOCK = /^(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half|quarter)\b)/;

/** A clock time as it is said behind a day: "nine thirty" -> "at nine thirty". */
export function withAt(time: string | null): string | null {
  return time !== null && BARE_CLOCK.test(time) ? `at ${time}` : time;
}
