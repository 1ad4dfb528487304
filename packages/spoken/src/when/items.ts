/** A wish about time as a row of items: days, clock times, and the small words that bind them. Other words are left out. */

import { addDays, DAY_MINUTES, localDateOf, localTimeOf, minutesOfClock } from '../time/zones.ts';
import { minutesAwayAt } from './amount-words.ts';
import { clockAt } from './clock-words.ts';
import { dayAt } from './day-words.ts';
import { type DayPiece, oneDay } from './days.ts';
import type { ClockTime, DayPart } from './hours.ts';
import { partAt } from './part-words.ts';
import type { Scene } from './scene.ts';
import { type SmallWord, smallWordAt, verbWordsAt } from './small-words.ts';
import type { TimeWord } from './words.ts';

type Meaning =
  | { readonly type: 'day'; readonly day: DayPiece }
  | { readonly type: 'clock'; readonly clock: ClockTime | DayPart }
  | SmallWord;

export type Item = Meaning & {
  /** How many other words stood before it. */
  readonly gap: number;
};

/** The items of a wish, in the order they were said. */
export function itemsOf(words: readonly TimeWord[], scene: Scene): Item[] {
  const items: Item[] = [];
  let gap = 0;
  for (let at = 0; at < words.length; ) {
    const found = meaningsAt(words, at, scene);
    if (found === null) gap += 1;
    for (const meaning of found?.meanings ?? []) {
      items.push({ ...meaning, gap });
      gap = 0;
    }
    at += found?.words ?? 1;
  }
  return items;
}

interface Meanings {
  readonly meanings: readonly Meaning[];
  readonly words: number;
}

function meaningsAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const today = partOfTodayAt(words, at, scene) ?? momentAt(words, at, scene);
  if (today !== null) return today;
  const verb = verbWordsAt(words, at);
  if (verb > 0) return { meanings: [], words: verb };
  const small = smallWordAt(words, at);
  const thing = clockOrDayAt(words, at, scene);
  if (thing !== null && (small === null || thing.words >= small.words)) return thing;
  return small === null ? null : { meanings: [small.value], words: small.words };
}

/** Whichever takes more words: "half past eight" is no half, "first thing" no first. */
function clockOrDayAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const day = dayAt(words, at, scene);
  const part = partAt(words, at, scene);
  const clock = clockAt(words, at);
  const length = Math.max(day?.words ?? 0, part?.words ?? 0, clock?.words ?? 0);
  if (length === 0) return null;
  if (day?.words === length) return { meanings: [{ type: 'day', day: day.piece }], words: length };
  if (part?.words === length) return { meanings: [{ type: 'clock', clock: part.piece }], words: length };
  return clock === null ? null : { meanings: [{ type: 'clock', clock: clock.piece }], words: length };
}

/** "tonight", "this afternoon". */
function partOfTodayAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const lead = words[at]?.text === 'this' ? 1 : 0;
  const part = lead === 1 || words[at]?.text === 'tonight' ? partAt(words, at + lead, scene) : null;
  if (part === null || part.piece.part === null) return null;
  const day: Meaning = { type: 'day', day: oneDay(scene.today) };
  return { meanings: [day, { type: 'clock', clock: part.piece }], words: lead + part.words };
}

/** "In two hours": the quarter of an hour that follows. */
function momentAt(words: readonly TimeWord[], at: number, scene: Scene): Meanings | null {
  const away = minutesAwayAt(words, at);
  if (away === null) return null;
  const then = new Date(scene.now.getTime() + away.piece * 60_000);
  const minute = Math.ceil((minutesOfClock(localTimeOf(then, scene.zone)) ?? 0) / 15) * 15;
  const date = localDateOf(then, scene.zone);
  const day = oneDay(minute >= DAY_MINUTES ? addDays(date, 1) : date);
  const clock: ClockTime = { type: 'time', minute: minute % DAY_MINUTES, loose: false, about: false };
  return {
    meanings: [
      { type: 'day', day },
      { type: 'clock', clock },
    ],
    words: away.words,
  };
}
