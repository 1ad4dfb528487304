/** The system messages: static instructions first, then the facts of this call. */
import { createHash } from 'node:crypto';
import { sayDay, sayPhone, sayTime } from '@bayline/spoken';
import { deskIsOpen } from './conversation/desk.ts';
import type { Brief } from './conversation/state.ts';
import { ownFacts } from './shop-file.ts';

export interface Prompt {
  /** The instructions, as the shop's owner may edit them in prompts/receptionist.md. */
  readonly instructions: string;
  /** What owners add to the facts of their shops, as they may edit it in prompts/shop.md. */
  readonly shopFile?: string;
  /** A hash of the files that a shop's owner may edit. */
  readonly version: string;
}

/** `now` is the moment the call began, so that the prefix stays the same for the whole call. */
export function systemMessages(prompt: Prompt, brief: Brief, now: Date): string[] {
  const own = ownFacts(prompt.shopFile ?? '', brief.shop.name);
  return [prompt.instructions, [...callFacts(brief, now), ...own].join('\n')];
}

/** What the call log keeps of what the model was told and of what was said without it: the files, and the shop's own facts. */
export function promptVersion(prompt: Prompt, { shop }: Brief): string {
  return createHash('sha256')
    .update(`${prompt.version} ${JSON.stringify(shop)}`)
    .digest('hex')
    .slice(0, 12);
}

function callFacts({ shop, caller, reminder }: Brief, now: Date): string[] {
  return [
    `Shop: ${shop.name}`,
    `Address: ${shop.address}`,
    `Phone: ${sayPhone(shop.phone)}`,
    `Hours: ${hoursText(shop.hours)}`,
    ...shop.closures.map((closure) => `Closed: ${sayDay(closure.date, shop.zone, now)} (${closure.reason})`),
    `Services: ${shop.services.map(serviceText).join('; ')}`,
    `Desk hours: ${hoursText(shop.deskHours)}`,
    `Desk now: ${deskIsOpen(shop, now) ? 'open' : 'closed'}`,
    `Tow: ${shop.towNumber === null ? 'none' : sayPhone(shop.towNumber)}`,
    `Asks e-mail: ${shop.asksEmail ? 'yes' : 'no'}`,
    `Now: ${sayDay(now, shop.zone, now)}, ${sayTime(now, shop.zone)} (${shop.zone})`,
    `Caller: ${callerText(caller)}`,
    ...(reminder == null ? [] : [`Reminder: the shop called ${reminder.firstName} about their visit`]),
  ];
}

function callerText(caller: Brief['caller']): string {
  if (!caller.numberShown) return 'number withheld';
  const who = { none: 'nobody has it', one: 'one customer has it', several: 'several customers have it' }[
    caller.matches
  ];
  return `number shown, ${who}`;
}

function serviceText(service: Brief['shop']['services'][number]): string {
  const price = service.priceFrom === null ? '' : `, from $${service.priceFrom}`;
  return `${service.name} (${service.minutes} min${price})`;
}

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** "Monday to Friday 7:30 AM to 6 PM; Saturday 8 AM to 1 PM; closed Sunday". */
function hoursText(hours: Brief['shop']['hours']): string {
  const groups: { from: string; to: string; hours: string }[] = [];
  for (const weekday of WEEK) {
    const spans = hours
      .filter((day) => day.weekday === weekday)
      .map((day) => `${clock(day.opens)} to ${clock(day.closes)}`);
    const text = spans.join(' and ');
    const group = groups.at(-1);
    if (group?.hours === text) group.to = weekday;
    else groups.push({ from: weekday, to: weekday, hours: text });
  }
  return groups.map(groupText).join('; ');
}

function groupText({ from, to, hours }: { from: string; to: string; hours: string }): string {
  const days = from === to ? capital(from) : `${capital(from)} to ${capital(to)}`;
  return hours === '' ? `closed ${days}` : `${days} ${hours}`;
}

function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
