/** The facts of the call: what the system messages say of the shop, the clock and the caller, as plain `Name: value` lines. */
import { weekdayOf, zonedIso } from '@bayline/spoken';
import type { Message } from './messages.ts';
import { textOf } from './messages.ts';

/** What the house knows of the number that calls; `unknown` when it was not told. */
export type CallerNumber = 'one' | 'none' | 'several' | 'withheld' | 'unknown';

export interface ServiceFact {
  readonly name: string;
  readonly minutes: number | null;
  /** As written, "$49". */
  readonly price: string | null;
}

export interface Facts {
  readonly shop: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly hours: string | null;
  /** Days the shop is closed beside its weekdays, as written. */
  readonly closed: readonly string[];
  readonly services: readonly ServiceFact[];
  readonly deskHours: string | null;
  readonly tow: string | null;
  readonly asksEmail: boolean;
  /** What else was told of the shop, by the name of the line: "parking". */
  readonly more: ReadonlyMap<string, string>;
  readonly clock: Clock | null;
  readonly caller: CallerNumber;
}

/** The moment of the call in the shop's zone. */
export interface Clock {
  readonly now: Date;
  readonly zone: string;
}

/** Reads the facts from every system message; a line that is missing or unreadable leaves its fact empty. */
export function readFacts(messages: readonly Message[]): Facts {
  const lines = factLines(messages);
  const first = (name: string): string | null => lines.get(name)?.[0] ?? null;
  return {
    shop: first('shop'),
    address: first('address'),
    phone: first('phone'),
    hours: first('hours'),
    closed: (lines.get('closed') ?? []).flatMap((line) => line.split(/\s*;\s*/)),
    services: (first('services') ?? '').split(/\s*;\s*/).flatMap(readService),
    deskHours: first('desk hours'),
    tow: orNull(first('tow')),
    asksEmail: /^y/i.test(first('asks e-mail') ?? first('asks email') ?? ''),
    more: ownLines(messages),
    clock: readClock(first('now') ?? '', yearsIn(messages)),
    caller: readCaller(first('caller') ?? ''),
  };
}

/** The lines that have a meaning of their own. */
const KNOWN: ReadonlySet<string> = new Set(
  'shop,address,phone,hours,closed,services,desk hours,desk now,tow,asks e-mail,asks email,now,caller,reminder'.split(
    ',',
  ),
);

/** Only what stands beside the other facts: instructions may look like facts, and are not told. */
function ownLines(messages: readonly Message[]): Map<string, string> {
  const beside = messages.filter(({ role, content }) => role === 'system' && /^Shop: /m.test(textOf(content)));
  const found = beside.flatMap(({ content }) => [...textOf(content).matchAll(/^([A-Z][A-Za-z -]{1,20}): (\S.*)$/gm)]);
  return new Map(
    found.flatMap(([, name = '', value = '']) =>
      KNOWN.has(name.toLowerCase()) ? [] : [[name.toLowerCase(), value] as const],
    ),
  );
}

function factLines(messages: readonly Message[]): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const message of messages) {
    if (message.role !== 'system' && message.role !== 'developer') continue;
    for (const line of textOf(message.content).split('\n')) {
      const match = /^[\s*-]*([A-Za-z][A-Za-z -]{1,20}):\s*(\S.*)$/.exec(line);
      if (match?.[1] === undefined || match[2] === undefined) continue;
      const name = match[1].toLowerCase().trim();
      lines.set(name, [...(lines.get(name) ?? []), match[2].trim()]);
    }
  }
  return lines;
}

/** "oil change (30 min, from $49)". */
function readService(text: string): ServiceFact[] {
  const match = /^([^(]+?)\s*(?:\((.*)\))?\.?$/.exec(text.trim());
  if (match?.[1] === undefined) return [];
  const details = match[2] ?? '';
  const length = /(\d+(?:\.\d+)?)\s*(min|h)/i.exec(details);
  const minutes = length === null ? null : Number(length[1]) * (length[2]?.toLowerCase() === 'h' ? 60 : 1);
  return [{ name: match[1], minutes, price: /\$[\d,]+(?:\.\d\d)?/.exec(details)?.[0] ?? null }];
}

/** "none" says that there is none. */
function orNull(text: string | null): string | null {
  return text === null || /^(?:none|no|unknown|-)\b/i.test(text) ? null : text;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NOW =
  /([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}),?)?\s+(?:(\d{1,2})(?::(\d\d))?\s*([ap])\.?m\.?|(noon|midnight)).*?\(([\w+/-]+)\)/i;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** "Monday, November 23rd, 10:05 AM (America/New_York)"; without a year, the one of `years` in which that day is a Monday. */
function readClock(text: string, years: readonly number[]): Clock | null {
  const weekday = WEEKDAYS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
  const match = NOW.exec(text.replace(/^[a-z]+day,?\s*/i, ''));
  if (match === null) return null;
  const [, month = '', day = '', year, hour = '12', minute = '00', half = '', word = '', zone = ''] = match;
  const monthNumber = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (monthNumber === 0) return null;
  const afternoon = half.toLowerCase() === 'p' || word.toLowerCase() === 'noon';
  const time = `${two((Number(hour) % 12) + (afternoon ? 12 : 0))}:${minute}`;
  const dates = (year === undefined ? years : [Number(year)]).map(
    (one) => `${one}-${two(monthNumber)}-${two(Number(day))}`,
  );
  const date = dates.find((one) => year !== undefined || weekdayOf(one) === weekday);
  return date === undefined ? null : clockAt(date, time, zone);
}

/** The years a call can be in: those of the times that tools have told, and the ones beside them. */
function yearsIn(messages: readonly Message[]): number[] {
  for (const message of messages) {
    if (message.role !== 'tool') continue;
    const year = Number(/"start":\s*"(\d{4})-/.exec(textOf(message.content))?.[1] ?? Number.NaN);
    if (!Number.isNaN(year)) return [year, year - 1, year + 1];
  }
  return [];
}

function clockAt(date: string, time: string, zone: string): Clock | null {
  try {
    const iso = zonedIso(date, time, zone);
    return iso === null ? null : { now: new Date(iso), zone };
  } catch {
    return null; // a zone or a day that does not exist: as good as no clock
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function readCaller(text: string): CallerNumber {
  if (/withheld|hidden|anonymous/i.test(text)) return 'withheld';
  if (/several|two customers|more than one/i.test(text)) return 'several';
  if (/nobody|no customer|none/i.test(text)) return 'none';
  if (/one customer|a customer/i.test(text)) return 'one';
  return 'unknown';
}
