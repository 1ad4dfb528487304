/** The details of a request in a turn: work, vehicle, VIN, drop-off, and what was wrong in a read-back. */
import {
  readDigits,
  readPhone,
  readServices,
  readVehicle,
  type ServiceCode,
  type VehicleReading,
} from '@bayline/spoken';
import type { Topic } from './asked.ts';
import { type Belief, onFile, type Request } from './belief.ts';
import { agrees, declines } from './consent.ts';
import type { Heard } from './heard.ts';
import { plain, sentencesOf } from './plain-text.ts';
import { takeVin, takeVinAnswer } from './take-vin.ts';
import { ANY_WORK, isUnread, isVague, workOf } from './work.ts';

type Take = (request: Request, heard: Heard, belief: Belief) => Request;

/** The request with every detail of the turn but its times. */
export function takeDetails(request: Request, heard: Heard, belief: Belief): Request {
  if (request.goal === 'message') return takeMatter(request, heard);
  const takes: Take[] = [takeVinAnswer, takeServices, takeVehicle, takeVin, takeVisit, takeReset, takeAnotherVisit];
  return takes.reduce((known, take) => take(known, heard, belief), request);
}

function takeMatter(request: Request, heard: Heard): Request {
  const enough = heard.text.split(' ').length > 3 && heard.asked === 'message';
  return enough && request.matter === null ? { ...request, matter: heard.text } : request;
}

const CORRECTS =
  /\b(?:no|not|actually|instead|rather|i mean(?:t)?|sorry|it's (?:really|actually)|change the reason|wrong)\b/;
const ADDS = /\b(?:also|add|and|as well|too|plus|while|another thing)\b/;

const takeServices: Take = (request, heard, belief) => {
  if (request.goal !== 'book') return request;
  const kinds = kindsOf(heard);
  if (kinds.length === 0) return takeServiceWords(request, heard, belief);
  const names = kinds.map(workOf);
  const words = plain(heard.text);
  const replaces = isVague(request.services) || (CORRECTS.test(words) && !ADDS.test(words));
  const services = replaces ? names : [...new Set([...request.services, ...names])];
  const same = services.join() === request.services.join();
  return same ? request : withServices(request, services, notesOf(heard));
};

/** The work that is meant: anything named wins over a car that shall be looked at. */
function kindsOf({ services }: Heard): readonly ServiceCode[] {
  const named = services.filter((code) => code !== 'other');
  return named.length > 0 ? named : services;
}

/** What was only asked about before is wanted now; an answer that names no kind of work is passed on as it is. */
const takeServiceWords: Take = (request, heard, belief) => {
  if (!isUnread(request.services)) return request;
  const wanted = heard.goals.length > 0 || heard.asked === 'offer-booking';
  if (wanted && belief.mentioned.length > 0) return { ...request, services: belief.mentioned };
  if (heard.asked === 'service' && ONLY_LOOK.test(plain(heard.text)) && !TELLING.test(heard.text)) {
    return withServices(request, [ANY_WORK], null);
  }
  return tellsOfWork(heard, belief) ? withServices(request, [heard.text], heard.text) : request;
};

/** The caller does not know what the car needs: somebody shall look at it. */
const ONLY_LOOK =
  /\b(?:look(?:ed)? (?:at|over)|(?:have|take|get) a look|check(?:ed)? (?:it |the car |my car )?out|(?:not|don't|do not) (?:really |quite )?(?:sure|know)|no idea|(?:just|only) (?:a )?(?:service|serviced|repairs?|repaired))\b/;

function tellsOfWork({ asked, text, questions, vehicle, mentions }: Heard, belief: Belief): boolean {
  if (asked !== 'service' || questions.length > 0) return false;
  if ((vehicle !== null || mentions.length > 0) && !TELLING.test(text)) return false;
  const words = text.split(' ').length;
  // Asked twice, a caller who has no other words for it is taken at these.
  if (words < 3 && !TELLING.test(text) && (belief.asks.service ?? 0) < 2) return false;
  if (words < 5 && (agrees(text) || declines(text))) return false;
  return readDigits(text).length < 7 && !/\b(?:name is|this is)\b/i.test(text);
}

/** Other work takes another length of time: what was offered is asked for again, at the time that was chosen. */
function withServices(request: Request, services: readonly string[], notes: string | null): Request {
  const wish = request.offer === null ? request.wish : { day: request.offer.say, time: null, soon: null };
  const all = [request.notes, notes].filter((note) => note !== null).join(' ');
  return { ...request, services, wish, offer: null, offers: [], notes: all === '' ? null : all };
}

const TELLING =
  /\b(?:noise|sound|leak|squeak|squeal|grind|stall|shak|pull|light|won't|doesn't|smell|smoke|slow|rough|hard|dead|flat|worn|knock|rattl|vibrat|hot|cold|drip|keeps?|every time|when i)/i;

/** The sentence that tells of the trouble, when it says more than the name of the work. */
function notesOf(heard: Heard): string | null {
  const sentence = sentencesOf(heard.text).find((one) => readServices(one).length > 0) ?? heard.text;
  const words = sentence.replace(/\b(?:and )?(?:my|the)? ?(?:phone |cell )?(?:number|name) is\b.*$/i, '').trim();
  return TELLING.test(words) ? words : null;
}

const takeVehicle: Take = (request, heard, belief) => {
  const reading =
    vehicleMeant(request, heard) ??
    yearAlone(request, heard) ??
    filedByName(heard, belief) ??
    filedByPlace(heard, belief);
  if (reading === null) return takeVehicleWords(request, heard, belief);
  return { ...request, vehicle: mergeVehicles(request.vehicle, reading), vehicleWords: null };
};

const ABOUT_NUMBERS: readonly Topic[] = ['phone', 'area-code', 'vin', 'vin-character', 'spelling'];
const ABOUT_NAMES: readonly Topic[] = ['name', 'last-name', 'spelling'];
const OF_VEHICLE = /\b(?:car|vehicle|truck|suv|van|drive|driving|make|model|year)\b/i;

/** "Forde" in answer to our question for a name is no car; nor are "2008" and "five" among the digits of a number. */
function vehicleMeant(request: Request, { vehicle, asked, text }: Heard): VehicleReading | null {
  if (vehicle === null || (ABOUT_NAMES.includes(asked) && vehicle.model === null)) return null;
  if (request.vehicle === null || OF_VEHICLE.test(text)) return vehicle;
  const yearAlone = vehicle.make === null && vehicle.model === null;
  const inNumber = ABOUT_NUMBERS.includes(asked) || (yearAlone && readPhone(text).digits.length >= 7);
  return inNumber ? null : vehicle;
}

/** "It's a 2012" in answer to our question for the year. */
function yearAlone(request: Request, heard: Heard): VehicleReading | null {
  if (!['vehicle-year', 'vehicle'].includes(heard.asked) || request.vehicle === null) return null;
  const reading = readVehicle(`${heard.text} ${request.vehicle.make ?? ''} ${request.vehicle.model ?? ''}`);
  return reading?.year == null ? null : { year: reading.year, make: null, model: null };
}

/** "The Accord": a model that is a word like any other is a car for someone who has one. */
function filedByName(heard: Heard, belief: Belief): VehicleReading | null {
  const words = plain(heard.text);
  const filed = (onFile(belief.caller) ?? []).map((vehicle) => readVehicle(vehicle));
  const named = filed.find((one) => new RegExp(`\\b(?:the|my) ${one?.model?.toLowerCase() ?? '-'}\\b`).test(words));
  return named ?? null;
}

/** "The first one" of the vehicles on file; a yes to the only one we named. */
function filedByPlace(heard: Heard, belief: Belief): VehicleReading | null {
  const filed = onFile(belief.caller) ?? [];
  if (heard.asked !== 'which-vehicle' || filed.length === 0) return null;
  const place = /\b(first|second|third|last|latter|former)\b/.exec(plain(heard.text))?.[1];
  const index = { first: 0, former: 0, second: 1, third: 2, last: -1, latter: -1 }[place ?? ''];
  const one = index === undefined ? undefined : filed.at(index);
  return one === undefined ? null : readVehicle(one);
}

/** Another make is another vehicle; the same one gains what it lacked. */
function mergeVehicles(earlier: VehicleReading | null, later: VehicleReading): VehicleReading {
  if (earlier === null || (later.make !== null && earlier.make !== null && later.make !== earlier.make)) return later;
  return { year: later.year ?? earlier.year, make: later.make ?? earlier.make, model: later.model ?? earlier.model };
}

const NO_VEHICLE = /\b(?:vin|can't|cannot|don't know|not sure|no idea)\b/i;

/** "A nineteen thirty two custom roadster" describes a vehicle; what is longer tells a story, and is not read back as one. */
const MOST_VEHICLE_WORDS = 6;

const takeVehicleWords: Take = (request, heard) => {
  if (heard.asked !== 'vehicle' || request.vehicle !== null || heard.questions.length > 0) return request;
  const words = heard.text.replace(/^(?:(?:it's|it is|i have|i've got|that's|um|uh|yeah|well|an?|the|my)[ ,]+)+/i, '');
  if (agrees(heard.text) || declines(heard.text) || words.length < 3 || NO_VEHICLE.test(words)) return request;
  if (words.split(' ').length > MOST_VEHICLE_WORDS) return request;
  return { ...request, vehicleWords: words };
};

const takeVisit: Take = (request, heard) => {
  const words = plain(heard.text);
  if (/\b(?:wait for it|i'?ll wait|wait there|wait while)\b/.test(words)) return { ...request, visit: 'wait' };
  return /\b(?:drop it off|drop off|leave it)\b/.test(words) ? { ...request, visit: 'drop-off' } : request;
};

/** "The time is wrong" without another one: what is wrong is asked for again. */
const takeReset: Take = (request, heard) => {
  const refused = heard.asked === 'what-to-change' || (heard.asked === 'confirm' && !agrees(heard.text));
  const words = plain(heard.text);
  if (!refused || heard.mentions.length > 0) return request;
  if (/\b(?:time|day|date|when)\b/.test(words))
    return { ...request, wish: null, offer: null, offers: [], search: null };
  if (/\b(?:car|vehicle|truck)\b/.test(words) && heard.vehicle === null) {
    return { ...request, vehicle: null, vehicleWords: null };
  }
  const work = /\b(?:service|reason|work|problem)\b/.test(words) && heard.services.length === 0;
  return work ? { ...request, services: [] } : request;
};

/** A yes to our question whether a second visit is meant. */
const takeAnotherVisit: Take = (request, heard) => {
  const asked = request.change?.answer.no === 'overlapping-visit';
  return asked && agrees(heard.text) ? { ...request, anotherVisit: true } : request;
};
