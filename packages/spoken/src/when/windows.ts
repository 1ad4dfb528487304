/** A wish worked out: the window of acceptable starts, or why there is none. */

import { sayList } from '../talk/sentences.ts';
import { sayDay, sayMoment, WEEKDAYS } from '../time/saying.ts';
import {
  addDays,
  clockOfMinutes,
  DAY_MINUTES,
  daysBetween,
  edgeIso,
  isoIn,
  weekdayOf,
  zonedIso,
} from '../time/zones.ts';
import { type DayPiece, datesOf, type OneDay, type SeveralDays, severalDays } from './days.ts';
import type { Hours } from './hours.ts';
import type { When } from './meaning.ts';
import { whichDay } from './questions.ts';
import type { Scene } from './scene.ts';
import { isWholeWeek } from './span-words.ts';

/** How far ahead "as soon as possible" and "any time" look, and a part of the day without a day, in days. */
const SOON_DAYS = 14;
const WEEK_DAYS = 7;

/** A day and the hours of it, worked out apart; either may be missing. */
export interface Plan {
  readonly day: DayPiece | null;
  readonly hours: Hours | null;
  readonly confidence: number;
}

/** What one plan comes to. */
export function windowOf({ day, hours, confidence }: Plan, excluded: ReadonlySet<string>, scene: Scene): When {
  if (day?.type === 'impossible') return day;
  if (day?.type === 'day') return onOneDay(day, hours, confidence, excluded, scene);
  if (day?.type === 'days') return onSeveralDays(day, hours, confidence, excluded, scene);
  if (day === null && hours === null) return { type: 'none' };
  if (hours !== null && hours.exact !== null) return nextTime(hours, hours.exact, excluded, scene);
  return anyDay(day?.type ?? null, hours, excluded, scene);
}

function onOneDay(day: OneDay, hours: Hours | null, sure: number, excluded: ReadonlySet<string>, scene: Scene): When {
  const confidence = day.confidence * sure;
  const readings = day.readings.filter((date) => !excluded.has(date));
  const answers = (readings.length > 0 ? readings : day.readings).map((date) => onDate(date, hours, confidence, scene));
  const windows = answers.filter((answer) => answer.type === 'window');
  const [usual] = windows;
  if (usual === undefined) return answers[0] ?? { type: 'none' };
  if (windows.length === 1 || scene.askedBefore) return usual;
  return whichDay(windows, scene);
}

/** One date with its hours; what has passed of today is cut off. */
function onDate(date: string, hours: Hours | null, sure: number, scene: Scene): When {
  const { zone, now } = scene;
  const said = sayDay(date, zone, now);
  const exact = hours === null || hours.exact === null ? null : exactIso(date, hours.exact, zone);
  if (exact === 'gap') {
    return {
      type: 'impossible',
      why: 'no-such-time',
      say: `That hour does not exist on ${said}: the clocks go forward.`,
    };
  }
  const say = hours === null ? said : `${said} ${hours.say}`;
  const end = edgeIso(date, hours?.to ?? DAY_MINUTES, zone);
  if (Date.parse(exact ?? end) < now.getTime() || Date.parse(end) <= now.getTime()) {
    return { type: 'impossible', why: 'past', say: `${say} is already past.` };
  }
  return {
    type: 'window',
    from: notBefore(now, edgeIso(date, hours?.from ?? 0, zone), zone),
    to: end,
    exact,
    date,
    days: null,
    hours: clocksOf(hours),
    partOfDay: hours?.part ?? null,
    zone,
    say,
    confidence: rounded(sure * (hours?.confidence ?? 1)),
  };
}

function exactIso(date: string, minute: number, zone: string): string | 'gap' {
  const day = addDays(date, Math.floor(minute / DAY_MINUTES));
  return zonedIso(day, clockOfMinutes(minute % DAY_MINUTES), zone) ?? 'gap';
}

function notBefore(now: Date, iso: string, zone: string): string {
  return Date.parse(iso) < now.getTime() ? isoIn(now, zone) : iso;
}

function clocksOf(hours: Hours | null): { from: string; to: string } | null {
  return hours === null
    ? null
    : { from: clockOfMinutes(hours.from), to: clockOfMinutes(Math.min(hours.to, DAY_MINUTES)) };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

function onSeveralDays(
  days: SeveralDays,
  hours: Hours | null,
  sure: number,
  excluded: ReadonlySet<string>,
  scene: Scene,
): When {
  const dates = datesOf(days).filter((date) => !excluded.has(date) && !isOver(date, days, hours, scene));
  const [first] = dates;
  if (first === undefined) {
    return { type: 'impossible', why: 'past', say: `${sayStretch(datesOf(days), days, scene)} is already past.` };
  }
  const last = dates.at(-1) ?? first;
  if (first === last && days.endsAt === undefined) return onDate(first, hours, days.confidence * sure, scene);
  const whole = daysBetween(first, last) + 1 === dates.length;
  const end = days.endsAt !== undefined && addDays(last, 1) === days.to ? days.endsAt : (hours?.to ?? DAY_MINUTES);
  const named = sayStretch(dates, days, scene);
  return {
    type: 'window',
    from: notBefore(scene.now, edgeIso(first, hours?.from ?? 0, scene.zone), scene.zone),
    to: edgeIso(last, end, scene.zone),
    exact: null,
    date: first === last ? first : null,
    days: whole ? null : dates,
    hours: clocksOf(hours),
    partOfDay: hours?.part ?? null,
    zone: scene.zone,
    say: hours === null ? named : `${named}, ${hours.say}`,
    confidence: rounded(days.confidence * sure * (hours?.confidence ?? 1)),
  };
}

function isOver(date: string, days: SeveralDays, hours: Hours | null, scene: Scene): boolean {
  if (date !== scene.today) return date < scene.today;
  const end = days.endsAt !== undefined && addDays(date, 1) === days.to ? days.endsAt : (hours?.to ?? DAY_MINUTES);
  return end <= scene.minute;
}

/** "Monday, November 30th or Tuesday, December 1st", "the week of Monday, November 30th", "between ... and ...". */
function sayStretch(dates: readonly string[], days: SeveralDays, scene: Scene): string {
  const say = (date: string): string => sayDay(date, scene.zone, scene.now);
  const first = dates[0] ?? days.from;
  const last = dates.at(-1) ?? first;
  if (days.endsAt !== undefined) {
    return `by ${sayMoment(edgeIso(last, days.endsAt, scene.zone), scene.zone, scene.now)}`;
  }
  if (days.weekdays !== undefined) return days.weekdays.includes(1) ? 'on a weekday' : 'on a weekend';
  if (days.limit !== undefined) return `${days.limit.bound} ${say(days.limit.date)}`;
  if (dates.length <= 3) return sayList(dates.map(say), 'or');
  if (isWholeWeek(days) && first === days.from && days.dates === undefined) return `the week of ${say(first)}`;
  return `between ${say(first)} and ${say(last)}`;
}

/** A clock time without a day is the next such time on a day that is not ruled out; which day is assumed. */
function nextTime(hours: Hours, exact: number, excluded: ReadonlySet<string>, scene: Scene): When {
  for (let days = 0; days <= WEEK_DAYS; days += 1) {
    const date = addDays(scene.today, days);
    if (excluded.has(date) || scene.closures.has(date) || (days === 0 && exact <= scene.minute)) continue;
    const answer = onDate(date, hours, 0.5, scene);
    if (answer.type === 'window') return { ...answer, date: null };
  }
  return { type: 'none' };
}

/** "As soon as possible", "any time", and hours without a day ("mornings", "after four"). */
function anyDay(kind: 'soon' | 'any' | null, hours: Hours | null, excluded: ReadonlySet<string>, scene: Scene): When {
  const length = kind === null && excluded.size === 0 ? WEEK_DAYS : SOON_DAYS;
  const days = severalDays(scene.today, addDays(scene.today, length), kind === null ? 0.6 : 1);
  const window = onSeveralDays(days, hours, 1, excluded, scene);
  if (window.type !== 'window') return window;
  const lead = kind === 'soon' ? 'as soon as possible' : kind === 'any' ? 'any time' : '';
  const when = [lead, hours?.say ?? ''].filter((part) => part !== '').join(' ');
  return { ...window, say: excluded.size === 0 ? when : `${when}, not on ${sayExcluded(excluded, scene)}` };
}

function sayExcluded(excluded: ReadonlySet<string>, scene: Scene): string {
  const dates = [...excluded].filter((date) => date >= scene.today).sort();
  const weekdays = [...new Set(dates.map((date) => WEEKDAYS[weekdayOf(date) - 1] ?? ''))];
  const everyWeek = dates.length > weekdays.length;
  return sayList(
    everyWeek ? weekdays.map((name) => `${name}s`) : dates.map((date) => sayDay(date, scene.zone, scene.now)),
    'or',
  );
}
