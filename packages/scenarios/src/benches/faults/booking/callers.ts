/** The callers of the booking suite: new customers who book, and some who move or cancel what they have just booked. Seeded. */
import type { Reaction } from '../../../reaction.ts';
import type { Random } from '../../random.ts';
import type { SteadfastCaller } from '../steadfast-call.ts';

const SHOPS = ['+12155550100', '+13035550100'];
const FIRST_NAMES = 'Dana Marta Colin Teresa Howard Ingrid Walter Bianca Stuart Elaine Gordon Paula'.split(' ');
const LAST_NAMES = 'Fenwick Halloway Prescott Lindgren Okafor Marlowe Tanaka Whitfield Barrow Castell'.split(' ');
const VEHICLES = ['twenty fifteen Nissan Rogue', 'twenty eighteen Honda Civic', 'twenty twenty Mazda CX-5'];
const TIMES = ['8 am', '9 am', '9:30 am', '10 am', '11 am', '1 pm', '2 pm', '3:30 pm'];
const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');
/** Wished days lie between these, as epoch days: both years' formats are said without a year. */
const FIRST_DAY = Date.UTC(2026, 11, 1) / 86_400_000;
const DAYS = 290;

/** What a caller does with what they have just booked. */
export type Afterwards = 'nothing' | 'moves' | 'cancels';

/** Gives another caller at each call, each with a number of their own. `all` is what every one of them does, when a point wants that. */
export function callers(random: Random, all: () => Afterwards | undefined): () => SteadfastCaller {
  let count = Math.floor(random() * 1_000);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return () => {
    count += 1;
    const line = String(count % 10_000).padStart(4, '0');
    const drawn: Afterwards = random() < 0.7 ? 'nothing' : random() < 0.5 ? 'moves' : 'cancels';
    const afterwards = all() ?? drawn;
    const when = `${dayNamed(FIRST_DAY + Math.floor(random() * DAYS))} at ${pick(TIMES)}`;
    const who = { first: pick(FIRST_NAMES), last: pick(LAST_NAMES), vehicle: pick(VEHICLES), number: `215556${line}` };
    return { from: `+1${who.number}`, to: pick(SHOPS), reactions: reactions(who, when, afterwards) };
  };
}

interface Person {
  readonly first: string;
  readonly last: string;
  readonly vehicle: string;
  readonly number: string;
}

function reactions(person: Person, when: string, afterwards: Afterwards): Reaction[] {
  const says = (hears: string, text: string, times = 6): Reaction => ({
    ...{ hears, says: text, times, interrupts: false, after: 0, hangsUp: false, staysSilent: false },
  });
  const wish = `I'd like to book an oil change on ${when}.`;
  const changes = {
    nothing: [],
    moves: [says('anything else', 'Actually, can you make that half an hour later on the same day?', 1)],
    cancels: [says('anything else', 'Actually, please cancel that appointment.', 1)],
  }[afterwards];
  return [
    says('shall i (?:book|cancel|make)|is that right', 'Yes, please.', 8),
    ...changes,
    says('anything else', "No, that's all. Thank you.", 3),
    says('how can i help|can i do for you|look up', wish),
    says(
      'what (?:kind|make|vehicle|car)|which (?:vehicle|car)|year|make and model|driving',
      `It's a ${person.vehicle}.`,
    ),
    says('spell', `${person.last.toUpperCase().split('').join(' ')}.`),
    says('name', `My name is ${person.first} ${person.last}.`),
    says('phone|number|reach', `It's ${[...person.number].map((digit) => DIGITS[Number(digit)]).join(' ')}.`),
    says('(?:what|which) (?:day|time)|when', `${when}.`),
    says('work|like|prefer|which|suit|have', 'The first one, please.'),
    says('say (?:it|that) again|trouble|catch that', wish, 8),
    { hears: 'bye', times: 1, interrupts: false, after: 0, hangsUp: true, staysSilent: false },
  ];
}

/** "Tuesday, January 12th"; a Sunday becomes the Monday after it. */
function dayNamed(epochDay: number): string {
  const sunday = new Date(epochDay * 86_400_000).getUTCDay() === 0;
  const date = new Date((epochDay + (sunday ? 1 : 0)) * 86_400_000);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(date);
  return `${part({ month: 'long' })} ${ordinal(date.getUTCDate())}`;
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return `${day}th`;
  return `${day}${['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;
}
