/** What a turn asks for: requests are opened, replaced, queued or dropped, and the turn's details put into them. */
import { type Belief, current, newRequest, type Request, withCurrent } from './belief.ts';
import { tellsOfComing } from './closing.ts';
import { agrees, declines } from './consent.ts';
import { type Heard, hasMood, hear } from './heard.ts';
import { plain } from './plain-text.ts';
import type { Goal, GoalMention } from './requests.ts';
import { takeDetails } from './take-details.ts';
import { takeTime } from './take-time.ts';
import { workOf } from './work.ts';

/** The belief with what the turn wishes for. */
export function rememberRequest(belief: Belief, heard: Heard): Belief {
  if (drops(belief, heard)) return { ...belief, requests: belief.requests.slice(1), asks: {} };
  const opened = open(belief, heard);
  const parts = partsOf(heard);
  const filled = parts.length > 1 ? fillEach(opened, parts) : withCurrent(opened, (one) => fill(one, heard, opened));
  return heard.askedServices.length === 0 ? filled : { ...filled, mentioned: heard.askedServices.map(workOf) };
}

/** "Never mind", "cancel that" while nothing is booked yet, or a no to a cancellation that was read back. */
function drops(belief: Belief, heard: Heard): boolean {
  const request = current(belief);
  if (request === null) return false;
  if (declines(heard.text) && refusesAll(request, heard)) return true;
  if (belief.finished.length > 0 && request.goal === 'book' && wantsNoMore(heard)) return true;
  const aboutVisit = NAMES_VISIT.test(plain(heard.text));
  const cancels = request.goal === 'book' && hasGoal(heard, 'cancel') && !aboutVisit;
  const wishes = heard.mentions.length > 0 || hasGoal(heard, 'book') || hasGoal(heard, 'move');
  return (hasMood(heard, 'drop') || cancels) && !wishes;
}

/** "No, thanks" to what a second booking would need. */
function wantsNoMore(heard: Heard): boolean {
  const over = hasMood(heard, 'thanks') || hasMood(heard, 'nothing-more');
  return over && declines(heard.text) && ['service', 'vehicle', 'when'].includes(heard.asked);
}

/** A no that leaves nothing to change: to a cancellation, or to a second visit at the same time. */
function refusesAll(request: Request, heard: Heard): boolean {
  if (request.change?.answer.no === 'overlapping-visit') return heard.mentions.length === 0;
  return request.goal === 'cancel' && heard.asked === 'confirm';
}

const NAMES_VISIT = /\b(?:appointment|visit|booking)s?\b/;

function hasGoal(heard: Heard, goal: Goal): boolean {
  return heard.goals.some((mention) => mention.goal === goal);
}

/** Opens what the turn asks for; a turn that only describes trouble or a time asks for a booking. */
function open(belief: Belief, heard: Heard): Belief {
  const request = current(belief);
  if (request === null && belief.finished.length > 0 && tellsOfComing(heard)) return belief;
  const asked = answered(belief, heard);
  const goals = asked.length > 0 ? asked : heard.goals.filter((mention) => isNew(mention, heard, request));
  const [first, ...rest] = goals;
  if (first !== undefined) return [first, ...rest].reduce((known, { goal }) => openGoal(known, goal, heard), belief);
  return request === null && impliesBooking(heard, belief) ? openGoal(belief, 'book', heard) : belief;
}

/** Goals that are the answer to our question for them. */
function answered({ requests }: Belief, heard: Heard): GoalMention[] {
  const words = plain(heard.text);
  if (heard.asked === 'message' && requests[0]?.goal !== 'message' && !declines(heard.text)) {
    return [{ goal: 'message', from: 0 }];
  }
  if (heard.asked === 'offer-booking' && agrees(heard.text)) return [{ goal: 'book', from: 0 }];
  if (heard.asked !== 'move-or-cancel' || heard.goals.length > 0) return [];
  const moves =
    /\b(?:move|resched\w*|another|different|change|new|other|first)\b/.test(words) || heard.mentions.length > 0;
  return moves ? [{ goal: 'move', from: 0 }] : [];
}

function isNew({ goal }: GoalMention, heard: Heard, request: Request | null): boolean {
  if (request === null) return true;
  if (request.goal === goal || request.goal === 'message') return false;
  if (goal === 'unsure') return request.goal === 'book' && request.offer === null && heard.asked === 'help';
  if (goal === 'hear') return request.goal === 'book';
  if (request.goal === 'book' && (goal === 'move' || goal === 'cancel')) return NAMES_VISIT.test(plain(heard.text));
  return !(goal === 'book' && ['slot', 'when', 'confirm', 'what-to-change', 'move-or-cancel'].includes(heard.asked));
}

const INSTEAD = /\b(?:actually|instead|rather|changed my mind|forget|scratch that)\b/;
const OTHER_CAR =
  /\b(?:car|truck|van|vehicle|other|another|second|wife|wife's|husband|husband's|son|son's|daughter|daughter's|different)\b/;
const AFTERWARDS = /\b(?:also|and then|after that|as well|too)\b/;

/** A goal replaces one not yet known for sure, waits behind one named in the same breath, or comes before the present one. */
function openGoal(belief: Belief, goal: Goal, heard: Heard): Belief {
  const [first, ...rest] = belief.requests;
  const request = newRequest(goal);
  const words = plain(heard.text);
  if (first === undefined) {
    // "Can you also rotate the tires?" is about the car that was just booked in.
    const vehicle = OTHER_CAR.test(words) ? null : belief.lastVehicle;
    return { ...belief, requests: [{ ...request, vehicle }], asks: {} };
  }
  if (first.goal === 'unsure' || INSTEAD.test(words)) {
    return { ...belief, requests: [{ ...request, ...visitOf(first) }, ...rest], asks: {} };
  }
  const waits = heard.goals.length > 1 || AFTERWARDS.test(words);
  return waits
    ? { ...belief, requests: [...belief.requests, request] }
    : { ...belief, requests: [request, ...belief.requests], asks: {} };
}

/** What is known of the visit a request is about stays known when the caller wants something else done with it. */
function visitOf({ appointments, appointment, visitDay }: Request): Partial<Request> {
  return { appointments, appointment, visitDay };
}

function impliesBooking(heard: Heard, belief: Belief): boolean {
  if (hasMood(heard, 'farewell') || hasMood(heard, 'desk-matter')) return false;
  const unasked = ['help', 'more', 'nothing', 'service', 'when', 'vehicle', 'offer-booking'].includes(heard.asked);
  const matter = heard.services.length > 0 || heard.vehicle !== null;
  const time = heard.mentions.some(({ kind }) => kind !== 'soon');
  return unasked && (matter || (time && belief.finished.length === 0));
}

/** Two goals in one breath: each has the words from its clause on. */
function partsOf(heard: Heard): { goal: Goal; heard: Heard }[] {
  return heard.goals.map(({ goal, from }, index) => {
    const to = heard.goals[index + 1]?.from ?? heard.text.length;
    return { goal, heard: hear([heard.text.slice(index === 0 ? 0 : from, to)], heard.asked) };
  });
}

function fillEach(belief: Belief, parts: readonly { goal: Goal; heard: Heard }[]): Belief {
  const requests = belief.requests.map((request) => {
    const part = parts.find(({ goal }) => goal === request.goal);
    return part === undefined ? request : fill(request, part.heard, belief);
  });
  return { ...belief, requests };
}

/** A request with every detail the turn gives. */
function fill(request: Request, heard: Heard, belief: Belief): Request {
  const detailed = takeDetails(request, heard, belief);
  return detailed.goal === 'message' ? detailed : takeTime(detailed, heard, belief);
}
