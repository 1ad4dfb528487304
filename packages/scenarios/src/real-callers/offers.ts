/** The times in what the agent says, and whether one of them is what the caller wished. Pure. */
import type { Gold, Wish } from './conversations.ts';

/** A moment in the shop's wall time. */
export interface Offered {
  /** `2026-10-12`. */
  readonly date: string;
  /** `08:30`. */
  readonly time: string;
  /** As a caller says it: "Tuesday at 8:30 AM". */
  readonly say: string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const DAY = new RegExp(`\\b(\\w+day), (${MONTHS.join('|')}) (\\d{1,2})(?:st|nd|rd|th)\\b`, 'g');
const DATE = new RegExp(`\\b(${MONTHS.join('|')}) (\\d{1,2})(?:st|nd|rd|th)\\b`, 'g');
const TIME = /\b(\d{1,2})(?::(\d{2}))? ?([AP])\.?M\b|\b(noon)\b/gi;

/** What is said of a time that cannot be had. */
const REFUSED = /\b(?:not free|taken|too soon|closed|nothing free|can't do|further ahead|already past)\b/;

/** Every day and time that can be had, in order: "Tuesday, October 13th at 8 AM or 10 AM" is two. `today` gives the year. */
export function offeredIn(text: string, today: string): Offered[] {
  const sentences = text.split(/(?<=[.?!])\s+/);
  const offered = sentences.filter((sentence) => !REFUSED.test(sentence)).join(' ');
  const days = [...offered.matchAll(DAY)];
  return days.flatMap((day, index) => {
    const until = days[index + 1]?.index ?? offered.length;
    const date = dateOf(day[2] ?? '', Number(day[3]), today);
    const times = [...offered.slice(day.index, until).matchAll(TIME)];
    return times.map((time) => ({ date, time: clockOf(time), say: `${day[1]} at ${time[0]}` }));
  });
}

/** Every day named, in whatever words: "this Friday, October 16th" is one. */
export function daysIn(text: string, today: string): Pick<Offered, 'date' | 'say'>[] {
  return [...text.matchAll(DATE)].map(([say, month = '', day]) => ({ date: dateOf(month, Number(day), today), say }));
}

function dateOf(month: string, day: number, today: string): string {
  const written = `${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  return `${year}-${written}` >= today ? `${year}-${written}` : `${year + 1}-${written}`;
}

function clockOf([, hour, minute, half, noon]: RegExpMatchArray): string {
  if (noon !== undefined) return '12:00';
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}`;
}

/** Whether a moment is what was wished. A wish without a day or an hour is content with any. */
export function fits(moment: Pick<Offered, 'date' | 'time'>, wish: Wish | null | undefined, today: string): boolean {
  if (wish == null) return true;
  return fitsDay(moment.date, wish, today) && fitsTime(moment.time, wish);
}

/** Whether a local date is a wished day. */
export function fitsDay(date: string, wish: Wish | null | undefined, today: string): boolean {
  const { kind = 'none', weekday = null } = wish ?? {};
  if (kind === 'today') return date === today;
  if (kind === 'tomorrow') return date === dayAfter(today);
  if (kind === 'asap') return date <= dayAfter(today);
  return weekday == null || WEEKDAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] === weekday.toLowerCase();
}

function fitsTime(time: string, { time: wished, part_of_day: part }: Wish): boolean {
  if (wished != null) return time === wished;
  if (part === 'morning') return time < '12:00';
  if (part === 'afternoon') return time >= '12:00' && time < '18:00';
  return part === 'evening' ? time >= '17:00' : true;
}

function dayAfter(date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** The wish at the end of the call, when it was the caller who changed their mind about the time; else the first one. */
export function lastWish(gold: Gold): Wish | null {
  const { when = null, final, change } = gold;
  if (final == null || !/\bself: (?:time|day|date|when)\b/i.test(change ?? '')) return when;
  return { kind: final.day ?? 'none', weekday: final.weekday ?? null, time: final.time ?? null, part_of_day: null };
}
