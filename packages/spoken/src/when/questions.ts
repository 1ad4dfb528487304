/** The question that settles a wish which can mean more than one time. */
import { sayDay } from '../time/saying.ts';
import { addDays, daysBetween } from '../time/zones.ts';
import type { When, WhenOption, WhenWindow } from './meaning.ts';
import { mondayOf, type Scene } from './scene.ts';

/** A question between alternatives that the caller named. */
export function whichOf(windows: readonly WhenWindow[]): When {
  const names = windows.map((window) => window.say);
  return { type: 'ambiguous', ask: `Which would you like better, ${sayChoice(names)}?`, options: optionsOf(windows) };
}

/** A question between the days that one expression can mean, asked in the order of the calendar; the usual option is first. */
export function whichDay(windows: readonly WhenWindow[], scene: Scene): When {
  const inOrder = windows.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const names = inOrder.map((window) => (window.date === null ? window.say : dayBeside(window.date, scene)));
  return { type: 'ambiguous', ask: `Do you mean ${sayChoice(names)}?`, options: optionsOf(windows) };
}

function sayChoice(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')}, or ${names.at(-1)}`;
}

function optionsOf(windows: readonly WhenWindow[]): WhenOption[] {
  return windows.map(({ say, from, to, exact, date }) => ({ say, from, to, exact, date }));
}

/** "today, Monday, November 23rd", "this Friday, November 27th", "Friday of next week, December 4th". */
function dayBeside(date: string, scene: Scene): string {
  const said = sayDay(date, scene.zone, scene.now);
  if (date === scene.today) return `today, ${said}`;
  if (date === addDays(scene.today, 1)) return `tomorrow, ${said}`;
  const [weekday = '', rest = ''] = said.split(/, (.*)/);
  const weeks = daysBetween(mondayOf(scene.today), mondayOf(date)) / 7;
  if (weeks === 0) return `this ${said}`;
  return weeks === 1 ? `${weekday} of next week, ${rest}` : said;
}
