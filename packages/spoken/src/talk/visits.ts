/** A visit to the shop, in the words that every sentence about it shares. */
import { sayMoment } from '../time/saying.ts';
import { sayList } from './sentences.ts';

/** A visit as its row has it. `services` are names to be said ("oil change"), `vehicle` is "2018 Subaru Outback" or null. */
export interface Visit {
  readonly services: readonly string[];
  readonly vehicle: string | null;
  /** ISO 8601 or an instant. */
  readonly start: string | Date;
  readonly zone: string;
  readonly now: Date;
}

/** "an oil change and a wheel alignment for your 2018 Subaru Outback". */
export function sayWork({ services, vehicle }: Visit): string {
  const work = services.length === 0 ? 'a visit' : sayList(services.map(withArticle));
  return vehicle === null || vehicle === '' ? work : `${work} for your ${vehicle}`;
}

/** "your oil change and wheel alignment for the 2018 Subaru Outback". */
export function sayYourWork({ services, vehicle }: Visit): string {
  const work = services.length === 0 ? 'your visit' : `your ${sayList(services.map(withoutArticle))}`;
  return vehicle === null || vehicle === '' ? work : `${work} for the ${vehicle}`;
}

/** "Tuesday, November 24th at 9 AM". */
export function sayStart({ start, zone, now }: Visit): string {
  return sayMoment(start, zone, now);
}

/** Names of work that take no article: "brake service", "new tires". */
const UNCOUNTED =
  /(?:service|work|maintenance|conditioning|repairs|diagnostics|tires|brakes|lights|pads|rotors|wipers)$/i;
const ARTICLE = /^(?:an?|the|your)\s+/i;

function withArticle(service: string): string {
  const name = lowered(service.trim());
  if (UNCOUNTED.test(name) || ARTICLE.test(name)) return name;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

function withoutArticle(service: string): string {
  return lowered(service.trim()).replace(ARTICLE, '');
}

/** "Oil change" inside a sentence is "oil change"; "AC recharge" stays. */
function lowered(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
