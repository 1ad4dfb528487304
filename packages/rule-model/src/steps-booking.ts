/** The next step of a booking: what is still missing, in the order it is asked for. */
import { type NameReading, readVin, sayList } from '@bayline/spoken';
import type { Answer } from './answers.ts';
import { type Belief, onFile, type Request } from './belief.ts';
import { book, decodeVin, findSlots, lookUp } from './calls.ts';
import { isCommonName } from './common-names.ts';
import { bookingFacts, searchFacts } from './fingerprints.ts';
import { ask, type Question, type Step, tell } from './moves.ts';
import { plain } from './plain-text.ts';
import { afterReadBack } from './steps-read-back.ts';
import { isUnread, isVague } from './work.ts';

type Next = (request: Request, belief: Belief) => Step | null;

/** What a booking needs, first to last. */
export function stepOfBooking(request: Request, belief: Belief): Step {
  const needs: Next[] = [
    needService,
    needRecord,
    needVin,
    needVehicle,
    needTime,
    needOffer,
    needName,
    needPhone,
    needEmail,
  ];
  for (const need of needs) {
    const step = need(request, belief);
    if (step !== null) return step;
  }
  return commit(request, belief);
}

function asked(belief: Belief, ...topics: (keyof Belief['asks'])[]): number {
  return topics.reduce((sum, topic) => sum + (belief.asks[topic] ?? 0), 0);
}

/** Work that is only to be looked at is asked about once; words that name none are asked about once more. */
const needService: Next = ({ services, search }, belief) => {
  if (services.length === 0) return ask('service');
  if (search !== null) return null;
  if (isUnread(services)) return asked(belief, 'service') < 2 ? ask('service-more') : null;
  return isVague(services) && asked(belief, 'service') < 1 ? ask('service') : null;
};

/** A number on file is looked up as soon as there is a name to it. */
const needRecord: Next = (_request, belief) => {
  const { facts, caller } = belief;
  if (facts.caller !== 'one' && facts.caller !== 'several') return null;
  if (caller.name === null) return asked(belief, 'name') < 3 ? ask('name') : null;
  return caller.identity === null ? lookUp(caller) : null;
};

const needVin: Next = (request, belief) => {
  if (request.vinPieces.length === 0) {
    const offered = /\bvin\b/i.test(belief.heard.text) && request.vehicle === null;
    return offered && asked(belief, 'vin') < 1 ? ask('vin') : null;
  }
  const words = request.vinPieces.join(' ');
  const { status } = readVin(words);
  const ending = status === 'last-eight' && /\b(?:last|end)/i.test(words);
  if (status === 'complete' || status === 'too-long' || ending) {
    if (request.vin?.facts !== words) return decodeVin(request);
    return vinSettled(request, belief) ? null : tell(request.vin.answer.say, 'vehicle');
  }
  return status !== 'none' && asked(belief, 'vin') < 4 ? ask('vin-rest') : null;
};

function vinSettled(request: Request, belief: Belief): boolean {
  const answer = request.vin?.answer;
  return (
    answer?.certain === true ||
    request.vehicle !== null ||
    belief.lost > 0 ||
    answer?.no === 'vin-not-decoded' ||
    answer?.no === 'unavailable'
  );
}

const needVehicle: Next = (request, belief) => {
  const filed = onFile(belief.caller) ?? [];
  const { vehicle, vehicleWords } = request;
  if (vehicle === null || (vehicle.make === null && vehicle.model === null)) {
    if (filed.length === 1 || (vehicleWords !== null && asked(belief, 'vehicle') > 1)) return null;
    if (filed.length > 1) return asked(belief, 'which-vehicle') < 2 ? ask('which-vehicle', filed) : null;
    return asked(belief, 'vehicle') < 3 ? ask('vehicle') : null;
  }
  const yearKnown = vehicle.year !== null || filed.length > 0;
  return yearKnown || asked(belief, 'vehicle-year') > 0 ? null : ask('vehicle-year');
};

const needTime: Next = (request, belief) => {
  if (request.wish !== null || request.offers.length > 0 || asked(belief, 'when') > 2) return null;
  return ask(belief.heard.asked === 'slot' ? 'when-else' : 'when');
};

/** Free times: looked up once for each wish, told, and chosen from. */
export const needOffer: Next = (request, belief) => {
  if (request.offer !== null) return null;
  const refused = request.change?.answer;
  if (request.offers.length > 0) return offerTimes(request, refused?.no ? refused : request.search?.answer, belief);
  if (request.search?.facts !== searchFacts(request)) return findSlots(request);
  const { answer } = request.search;
  return tell(answer.say, answer.no === 'unknown-service' ? 'service' : 'when-else');
};

function offerTimes(request: Request, answer: Answer | undefined, belief: Belief): Step {
  const all = answer !== undefined && answer.offers.length === request.offers.length;
  const told = belief.heard.asked === 'slot' && belief.said.includes(answer?.say ?? '\n');
  if (all && !told) return tell(answer?.say ?? '', request.offers.length === 1 ? 'slot-again' : 'slot');
  return ask('slot-again', byDay(request.offers.map(({ say }) => say)));
}

/** "Friday, November 27th at 8 AM" and "... at noon" are one entry: each day is said once. */
function byDay(offers: readonly string[]): string[] {
  const days = new Map<string, string[]>();
  for (const offer of offers) {
    const [, day = offer, time] = /^(.+) at ([^,]+)$/.exec(offer) ?? [];
    days.set(day, [...(days.get(day) ?? []), ...(time === undefined ? [] : [time])]);
  }
  return [...days].map(([day, times]) => (times.length === 0 ? day : `${day} at ${sayList(times, 'or')}`));
}

export const needName: Next = (request, belief) => {
  const { name } = belief.caller;
  if (name === null) return asked(belief, 'name') < 4 ? ask('name') : null;
  if (onFile(belief.caller) !== null) return null;
  if (name.last === null && name.first !== null) return asked(belief, 'last-name') < 1 ? ask('last-name') : null;
  const first = request.change === null && asked(belief, 'spelling') < 1;
  return first && isDoubtful(name) ? ask('spelling') : null;
};

/** A name that was only heard, and is not one that everybody can spell. */
function isDoubtful({ last, spelled, confidence }: NameReading): boolean {
  return !spelled && last !== null && (confidence < 0.6 || !isCommonName(last));
}

export const needPhone: Next = (_request, belief) => {
  const { caller, facts } = belief;
  if (onFile(caller) !== null || (caller.thisNumber && facts.caller !== 'withheld')) return null;
  return missingPhone(belief, 'phone');
};

/** The question that completes a phone number, or null when it is complete or cannot be completed. */
export function missingPhone(belief: Belief, question: Question): Step | null {
  const { phone } = belief.caller;
  const tries = asked(belief, 'phone', 'area-code');
  if (phone === null) return tries < 4 ? ask(question) : null;
  if (phone.status === 'complete' || tries > 3) return null;
  if (phone.status === 'too-long') return tries < 2 ? ask('phone-again') : null;
  return phone.digits.length === LOCAL ? missingAreaCode(belief) : ask('phone-rest');
}

/** Digits of a number without its area code. */
const LOCAL = 7;
const NO_AREA_CODE =
  /\b(?:no|not|none|don't|just that|only|same|local|that's (?:it|all)|all (?:i have|there is)|around here|from here|your area)\b/;

/** A caller who leaves it at seven digits is from the neighbourhood: the shop's own area code goes in front. */
function missingAreaCode(belief: Belief): Step | null {
  const tries = asked(belief, 'area-code');
  if (tries === 0) return ask('area-code');
  const left = belief.heard.asked === 'area-code' && NO_AREA_CODE.test(plain(belief.heard.text));
  return left || tries > 1 ? null : ask('area-code');
}

const needEmail: Next = (_request, belief) =>
  belief.facts.asksEmail && belief.caller.email === null && asked(belief, 'email') < 1 ? ask('email') : null;

const MISSING: readonly (readonly [RegExp, Question])[] = [
  [/phone|number/, 'phone'],
  [/last/, 'last-name'],
  [/name/, 'name'],
  [/vehicle|car|make|model|year/, 'vehicle'],
  [/e-?mail/, 'email'],
  [/service|work/, 'service'],
  [/slot|time|when|day/, 'when'],
];

/** What these say is meant for the model, not for the caller. */
const SILENT = ['not-now', 'invalid-arguments', 'changed-arguments', 'not-confirmed', 'stale-owner'];

function commit(request: Request, belief: Belief): Step {
  const { change } = request;
  if (change === null || change.facts !== bookingFacts(request, belief.caller)) return book(request, belief);
  if (change.answer.readBack) return afterReadBack(book(request, belief), belief);
  const wanted = change.answer.missing[0] ?? '';
  const question = MISSING.find(([pattern]) => pattern.test(wanted))?.[1] ?? 'what-to-change';
  return SILENT.includes(change.answer.no ?? '') ? ask(question) : tell(change.answer.say, question);
}
