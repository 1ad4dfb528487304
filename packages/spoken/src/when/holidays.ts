/** Holidays that callers name, and on which day of a year they fall. */
import { addDays } from '../time/zones.ts';
import { dateFrom, lastOfMonth, weekdayFrom } from './scene.ts';

export interface Holiday {
  readonly say: string;
  /** The local date in a year. */
  readonly on: (year: number) => string;
}

const MONDAY = 1;
const THURSDAY = 4;
const SUNDAY = 7;

function fixed(say: string, month: number, day: number): Holiday {
  return { say, on: (year) => dateFrom(year, month, day) ?? '' };
}

/** The nth such weekday of a month. */
function floating(say: string, month: number, weekday: number, nth: number): Holiday {
  return { say, on: (year) => nthWeekday(year, month, weekday, nth) };
}

/** The nth weekday of a month; -1 is the last. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = dateFrom(year, month, 1) ?? '';
  if (nth > 0) return addDays(weekdayFrom(first, weekday), 7 * (nth - 1));
  return weekdayFrom(addDays(lastOfMonth(first), -6), weekday);
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
export function easterOf(year: number): string {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const h = (19 * a + century - leapCenturies - moonShift + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dateFrom(year, Math.floor(sum / 31), (sum % 31) + 1) ?? '';
}

const easter = (say: string, days: number): Holiday => ({ say, on: (year) => addDays(easterOf(year), days) });

const thanksgiving = floating('Thanksgiving', 11, THURSDAY, 4);
const newYear = fixed("New Year's Day", 1, 1);
const independence = fixed('Independence Day', 7, 4);
const king = floating('Martin Luther King Day', 1, MONDAY, 3);
const christmas = fixed('Christmas Day', 12, 25);
const valentine = fixed("Valentine's Day", 2, 14);
const patrick = fixed("Saint Patrick's Day", 3, 17);

/** Names as they are said, without apostrophes; the longest that fits is taken. */
export const HOLIDAYS: readonly (readonly [string, Holiday])[] = [
  ['new years eve', fixed("New Year's Eve", 12, 31)],
  ['new years day', newYear],
  ['new years', newYear],
  ['new year', newYear],
  ['martin luther king day', king],
  ['martin luther king junior day', king],
  ['martin luther king jr day', king],
  ['mlk day', king],
  ['groundhog day', fixed('Groundhog Day', 2, 2)],
  ['valentines day', valentine],
  ['valentines', valentine],
  ['presidents day', floating("Presidents' Day", 2, MONDAY, 3)],
  ['washingtons birthday', floating("Presidents' Day", 2, MONDAY, 3)],
  ['saint patricks day', patrick],
  ['st patricks day', patrick],
  ['good friday', easter('Good Friday', -2)],
  ['easter sunday', easter('Easter Sunday', 0)],
  ['easter', easter('Easter Sunday', 0)],
  ['easter monday', easter('Easter Monday', 1)],
  ['tax day', fixed('Tax Day', 4, 15)],
  ['cinco de mayo', fixed('Cinco de Mayo', 5, 5)],
  ['mothers day', floating("Mother's Day", 5, SUNDAY, 2)],
  ['memorial day', { say: 'Memorial Day', on: (year) => nthWeekday(year, 5, MONDAY, -1) }],
  ['juneteenth', fixed('Juneteenth', 6, 19)],
  ['fathers day', floating("Father's Day", 6, SUNDAY, 3)],
  ['independence day', independence],
  ['fourth of july', independence],
  ['labor day', floating('Labor Day', 9, MONDAY, 1)],
  ['columbus day', floating('Columbus Day', 10, MONDAY, 2)],
  ['indigenous peoples day', floating("Indigenous Peoples' Day", 10, MONDAY, 2)],
  ['halloween', fixed('Halloween', 10, 31)],
  ['election day', { say: 'Election Day', on: (year) => addDays(nthWeekday(year, 11, MONDAY, 1), 1) }],
  ['veterans day', fixed('Veterans Day', 11, 11)],
  ['thanksgiving', thanksgiving],
  ['thanksgiving day', thanksgiving],
  ['turkey day', thanksgiving],
  ['black friday', { say: 'Black Friday', on: (year) => addDays(thanksgiving.on(year), 1) }],
  ['christmas eve', fixed('Christmas Eve', 12, 24)],
  ['christmas day', christmas],
  ['christmas', christmas],
  ['xmas', christmas],
  ['boxing day', fixed('Boxing Day', 12, 26)],
];
