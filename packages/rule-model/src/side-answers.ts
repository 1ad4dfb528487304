/** Answers to side questions, from the shop's facts and from what the caller has said. What is not known is said to be so. */
import { readServices, sayMoney, sayPhone } from '@bayline/spoken';
import type { Belief } from './belief.ts';
import type { Facts, ServiceFact } from './facts.ts';
import type { SideQuestion } from './side-questions.ts';

/** One sentence or two that answer a side question, or null when the answer is to say our last words again. */
export function answerTo(question: SideQuestion, belief: Belief): string | null {
  return ANSWERS[question](belief);
}

const ANSWERS: Readonly<Record<SideQuestion, (belief: Belief) => string | null>> = {
  price: (belief) => priceOf(serviceInQuestion(belief)),
  duration: (belief) => durationOf(serviceInQuestion(belief)),
  hours: ({ facts }) => hoursOf(facts),
  address: ({ facts }) => (facts.address === null ? DESK_KNOWS : `Our address is ${facts.address}.`),
  'shop-phone': ({ facts }) =>
    facts.phone === null ? DESK_KNOWS : `The shop's number is ${spokenNumber(facts.phone)}.`,
  services: servicesOf,
  machine: ({ facts }) => `I'm an automated assistant for ${facts.shop ?? 'the shop'}, not a person.`,
  who: ({ facts }) => `This is the automated assistant of ${facts.shop ?? 'the shop'}.`,
  'own-name': ({ caller }) => {
    const name = [caller.name?.first, caller.name?.last].filter((part) => part).join(' ');
    return name === '' ? "I don't have your name yet." : `I have your name as ${name}.`;
  },
  'own-number': ({ caller }) =>
    caller.phone === null ? "I don't have a number from you yet." : `I have ${sayPhone(caller.phone.digits)}.`,
  unknown: ({ facts, heard }) => ownFact(facts, heard.text) ?? DESK_KNOWS,
  repeat: () => null,
};

const DESK_KNOWS = "I don't have that here, but the service desk can tell you when you come in.";

/** A fact of the shop's own whose name is in the question: "Waiting room" for "is there somewhere to wait?". */
function ownFact({ more }: Facts, question: string): string | null {
  const words = question.toLowerCase().split(/[^a-z]+/);
  const isAsked = (name: string): boolean =>
    name
      .split(/[^a-z]+/)
      .some((part) => part.length > 3 && words.some((word) => word.startsWith(part.replace(/(?:ing|s)$/, ''))));
  return [...more].find(([name]) => isAsked(name))?.[1] ?? null;
}

/** The service that was asked about: the one named in the question, else the one being booked. */
function serviceInQuestion({ facts, heard, requests }: Belief): ServiceFact | null {
  const named = readServices(heard.text);
  const codes = named.length > 0 ? named : (requests[0]?.services ?? []).flatMap((name) => readServices(name));
  return facts.services.find(({ name }) => readServices(name).some((own) => codes.includes(own))) ?? null;
}

function priceOf(service: ServiceFact | null): string {
  if (service?.price == null)
    return "I don't have a set price for that. The advisor gives you a quote before any work is done.";
  return `The price for ${withArticle(service.name)} starts from ${sayPrice(service.price)}.`;
}

/** Plain prices in words; larger ones as they are written, which voices read right. */
function sayPrice(price: string): string {
  const amount = Number(price.replace(/[$,]/g, ''));
  return Number.isInteger(amount) && amount < 1_000 ? sayMoney(amount) : price;
}

function durationOf(service: ServiceFact | null): string {
  if (service?.minutes == null) return 'That depends on what they find. The advisor will tell you when you come in.';
  return `${capital(withArticle(service.name))} takes about ${sayMinutes(service.minutes)}.`;
}

function sayMinutes(minutes: number): string {
  if (minutes < 90) return minutes === 60 ? 'an hour' : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0
    ? `${hours} hours`
    : `${hours === 1 ? 'one hour' : `${hours} hours`} and ${minutes % 60} minutes`;
}

function hoursOf(facts: Facts): string {
  if (facts.hours === null) return DESK_KNOWS;
  const closed =
    facts.closed.length === 0 ? '' : ` We're also closed on ${facts.closed[0]?.replace(/\s*\(([^)]*)\)/, ', $1')}.`;
  return `Our hours are ${facts.hours.replaceAll(';', ',')}.${closed}`;
}

function servicesOf({ facts, heard }: Belief): string {
  const codes = readServices(heard.text);
  const match = facts.services.find(({ name }) => readServices(name).some((own) => codes.includes(own)));
  if (match !== undefined) return `Yes, we do ${match.name.toLowerCase()}.`;
  if (codes.length > 0 || facts.services.length === 0) return 'The service desk can tell you whether we do that.';
  return `We do ${facts.services
    .slice(0, 5)
    .map(({ name }) => name.toLowerCase())
    .join(', ')} and more.`;
}

function spokenNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  return digits.length > 6 ? sayPhone(digits) : number;
}

/** "I can give you the tow number" as words; what to do when the shop has none. */
export function towNumber({ tow }: Facts): string {
  if (tow === null) return "I don't have a tow number here. Your roadside assistance or 911 can send one.";
  return `The number of the tow service is ${spokenNumber(tow)}. Again, that's ${spokenNumber(tow)}.`;
}

function withArticle(name: string): string {
  const lower = name.toLowerCase();
  if (/(?:s|service|work|repair|diagnostics|conditioning|check-up)$/.test(lower) && !/ss$/.test(lower)) return lower;
  return `${/^[aeiou]/.test(lower) ? 'an' : 'a'} ${lower}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
