/** What may be said: the days, times, prices and names that tools, the shop or the caller have named, as comparable keys. */
import { type Mention, mentionsIn } from './mentions.ts';

export interface Backing {
  /** Named by a tool's answer or by the shop's facts. */
  readonly told: readonly string[];
  /** Named by the caller: may be repeated, not promised. */
  readonly said: readonly string[];
}

export const nothingBacked: Backing = { told: [], said: [] };

export function backedByTool(backing: Backing, texts: readonly string[]): Backing {
  return { ...backing, told: merged(backing.told, texts) };
}

/** Days, times and prices the caller named may be repeated; any word of theirs may be the name we address them by. */
export function backedByCaller(backing: Backing, words: string): Backing {
  const names = (words.match(/\p{L}{2,}/gu) ?? []).map((word) => `name:${word.toLowerCase()}`);
  return { ...backing, said: [...new Set([...merged(backing.said, [words]), ...names])] };
}

function merged(keys: readonly string[], texts: readonly string[]): string[] {
  return [...new Set([...keys, ...texts.flatMap((text) => [...keysOf(text)])])];
}

/** Every mention by itself, and every clock time together with the day it belongs to. */
export function keysOf(text: string): Set<string> {
  const mentions = inOrder(mentionsIn(text));
  const keys = new Set(mentions.map((mention) => mention.key));
  for (const pair of pairsIn(mentions)) keys.add(`${pair.day.key}+${pair.clock.key}`);
  return keys;
}

export interface DayAndClock {
  readonly day: Mention;
  readonly clock: Mention;
}

/** Clock times with the days before them ("Tuesday at nine or eleven"), or, where none is before, the first one after. */
export function pairsIn(mentions: readonly Mention[]): DayAndClock[] {
  const pairs: DayAndClock[] = [];
  let days: Mention[] = [];
  let lastWasDay = false;
  for (const mention of mentions) {
    const isDay = /^(?:day|date):/.test(mention.key);
    if (isDay) days = lastWasDay ? [...days, mention] : [mention];
    if (mention.key.startsWith('clock:')) for (const day of days) pairs.push({ day, clock: mention });
    lastWasDay = isDay;
  }
  if (pairs.length > 0 || days.length === 0) return pairs;
  return mentions
    .filter((mention) => mention.key.startsWith('clock:'))
    .flatMap((clock) => days.map((day) => ({ day, clock })));
}

export function inOrder(mentions: readonly Mention[]): Mention[] {
  return [...mentions].sort((a, b) => a.at - b.at);
}
