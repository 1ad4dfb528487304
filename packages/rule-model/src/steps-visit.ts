/** The next step towards a visit that already exists: to prove who calls, then to hear, move or cancel it. */
import type { Answer } from './answers.ts';
import { type Belief, onFile, type Request } from './belief.ts';
import { cancel, lookUp, reschedule, searchByName, upcoming } from './calls.ts';
import { bookingFacts, identityFacts, visitFacts } from './fingerprints.ts';
import { wantsProof } from './learn.ts';
import { ask, type Step, tell } from './moves.ts';
import { missingPhone, needOffer } from './steps-booking.ts';
import { afterReadBack } from './steps-read-back.ts';
import { toPerson } from './urgent.ts';

export function stepOfHearing(request: Request, belief: Belief): Step {
  return identify(request, belief) ?? visits(request, belief) ?? tell(request.appointments?.answer.say ?? '', 'more');
}

export function stepOfCancelling(request: Request, belief: Belief): Step {
  const before = identify(request, belief) ?? visits(request, belief) ?? whichVisit(request);
  if (before !== null) return before;
  const { change } = request;
  if (change === null || change.facts !== bookingFacts(request, belief.caller)) return cancel(request);
  return change.answer.readBack ? afterReadBack(cancel(request), belief) : refused(change.answer, belief);
}

export function stepOfMoving(request: Request, belief: Belief): Step {
  const before = identify(request, belief) ?? visits(request, belief) ?? whichVisit(request);
  if (before !== null) return before;
  if (request.wish === null && (belief.asks.when ?? 0) < 3) return ask('when-instead');
  const offer = needOffer(request, belief);
  if (offer !== null) return offer;
  const { change } = request;
  if (change === null || change.facts !== bookingFacts(request, belief.caller)) return reschedule(request);
  return change.answer.readBack ? afterReadBack(reschedule(request), belief) : refused(change.answer, belief);
}

/** Name, then number, then the look-up; null when the record was found. What was booked in this very call is the caller's own. */
function identify({ appointments }: Request, belief: Belief): Step | null {
  const { caller, facts, finished } = belief;
  if (finished.some(({ goal }) => goal === 'book') && appointments?.answer.ok !== false) return null;
  const known = facts.caller === 'one' || facts.caller === 'several';
  if (caller.name === null) return ask('name');
  if (onFile(caller) !== null) return null;
  if (caller.name.last === null && (belief.asks['last-name'] ?? 0) < 1) return ask('last-name');
  const phone = known || caller.thisNumber ? null : missingPhone(belief, 'phone-on-file');
  if (phone !== null) return phone;
  if (caller.identity === null) return known && caller.phone === null ? lookUp(caller) : searchByName(caller);
  return proveMore(caller.identity.answer, belief);
}

/** New facts are tried; without them the refusal says once what would help, and then a person takes over. */
function proveMore(answer: Answer, belief: Belief): Step {
  const { caller } = belief;
  if (caller.identity?.facts !== identityFacts(caller)) return searchByName(caller);
  if (belief.heard.asked === 'fact' && belief.said.includes(answer.say)) return toPerson(belief);
  return tell(answer.say, 'fact');
}

/** The caller's visits, or what stands in their way; null when they are known. */
function visits(request: Request, belief: Belief): Step | null {
  const { appointments } = request;
  if (appointments?.answer.ok === true && appointments.answer.appointments.length > 0) return null;
  if (appointments === null) return upcoming(request);
  if (isAnswered(appointments.answer, belief)) return searchByName(belief.caller);
  if (appointments.facts !== visitFacts(request, belief.caller)) return upcoming(request);
  return refused(appointments.answer, belief);
}

/** Proof was wanted, and the caller has given some since. */
function isAnswered(answer: Answer, { caller }: Belief): boolean {
  return wantsProof(answer) && caller.identity?.facts !== identityFacts(caller);
}

function refused(answer: Answer, belief: Belief): Step {
  const aboutVisit = answer.no === 'ambiguous' && onFile(belief.caller) !== null;
  if (aboutVisit || answer.no === 'unknown-appointment') return tell(answer.say, 'which-visit');
  if (wantsProof(answer)) return proveMore(answer, belief);
  return tell(answer.say, 'more');
}

function whichVisit(request: Request): Step | null {
  if (request.appointment !== null) return null;
  return tell(request.appointments?.answer.say ?? '', 'which-visit');
}
