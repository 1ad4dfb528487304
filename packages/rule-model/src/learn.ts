/** What a tool's answer adds to the belief. */
import { readVehicle } from '@bayline/spoken';
import { adopt } from './adopt.ts';
import type { Answer } from './answers.ts';
import { type Asked, type Belief, current, type Request, withCurrent } from './belief.ts';
import { offersThatFit } from './choices.ts';
import type { ToolUse } from './exchanges.ts';
import { bookingFacts, identityFacts, searchFacts, visitFacts } from './fingerprints.ts';
import type { Wish } from './wishes.ts';
import { ANY_WORK } from './work.ts';

const CHANGES = ['book_appointment', 'cancel_appointment', 'reschedule_appointment'];
/** After these the free times are looked up again. */
const LOST_SLOT = ['unknown-slot', 'slot-taken', 'not-now', 'hold-lapsed'];
const UNPROVEN = ['not-verified', 'needs-another-fact', 'ambiguous', 'not-found'];

/** The belief after one use of a tool. A use that was never answered teaches nothing. */
export function learn(belief: Belief, use: ToolUse): Belief {
  const { answer } = use;
  if (answer === null || isStray(belief, use, answer)) return belief;
  return learnAnswer(adopt(belief, use), use, answer);
}

/** So many calls in one turn that went wrong are no slip any more. */
const SLIPS = 4;

/** A call that was malformed, or refused and no part of what is wanted, is as if it had not been made: it is made again, rightly. */
function isStray(belief: Belief, { tool }: ToolUse, answer: Answer): boolean {
  if (answer.ok || belief.toolsThisTurn > SLIPS) return false;
  const books = current(belief)?.goal === 'book';
  return (
    answer.no === 'invalid-arguments' || (books && ['cancel_appointment', 'reschedule_appointment'].includes(tool))
  );
}

function learnAnswer(belief: Belief, use: ToolUse, answer: Answer): Belief {
  if (answer.no === 'unavailable' && use.tool !== 'decode_vin') {
    return { ...belief, troubles: belief.troubles + 1, troubleSaid: answer.say };
  }
  if (use.tool === 'lookup_customer' || use.tool === 'search_customers_by_name') return learnIdentity(belief, answer);
  const known = countRefusal(belief, answer);
  if (use.tool === 'get_available_slots') return withCurrent(known, (request) => learnOffers(request, answer, belief));
  if (use.tool === 'get_upcoming_appointments')
    return withCurrent(known, (request) => learnVisits(request, answer, known));
  if (use.tool === 'decode_vin') return withCurrent(known, (request) => learnVin(request, answer));
  return CHANGES.includes(use.tool) ? learnChange(known, answer) : known;
}

function learnIdentity(belief: Belief, answer: Answer): Belief {
  const identity: Asked = { facts: identityFacts(belief.caller), answer };
  return countRefusal({ ...belief, caller: { ...belief.caller, identity } }, answer);
}

function countRefusal(belief: Belief, answer: Answer): Belief {
  if (answer.no !== 'not-verified' && answer.no !== 'not-found') return belief;
  return { ...belief, caller: { ...belief.caller, refusals: belief.caller.refusals + 1 } };
}

/** A wish for one clock time that can be had chooses by itself: it need not be offered again. */
function learnOffers(request: Request, answer: Answer, belief: Belief): Request {
  if (answer.no === 'unknown-service' && request.services.join() !== ANY_WORK) {
    return { ...request, services: [ANY_WORK], notes: request.notes ?? request.services.join(', ') };
  }
  const [chief, ...more] = request.services;
  if (answer.no === 'no-capable-bay' && chief !== undefined && more.length > 0) {
    // No bay can do all of it in one visit: the chief matter is booked, and the shop reads of the rest.
    return { ...request, services: [chief], notes: [request.notes, ...more].filter(Boolean).join(', ') };
  }
  const searched = { ...request, search: { facts: searchFacts(request), answer }, offers: answer.offers };
  const { wish } = request;
  if (wish === null || !isExact(wish) || !answer.asWished) return { ...searched, offer: null };
  const [fit, ...others] = offersThatFit(wish, answer.offers, belief.facts.clock);
  return { ...searched, offer: fit !== undefined && others.length === 0 ? fit : null };
}

const PART_OF_DAY = /morning|afternoon|evening|thing|after|before|between|end of/;

/** One clock time was wished for, not a part of the day. An offer's own words hold it in their day: "Tuesday at 9 AM". */
function isExact({ day, time }: Wish): boolean {
  return time === null ? / at /.test(day ?? '') : !PART_OF_DAY.test(time);
}

function learnVisits(request: Request, answer: Answer, belief: Belief): Request {
  const appointments = { facts: visitFacts(request, belief.caller), answer };
  const [only, ...more] = answer.appointments;
  return {
    ...request,
    appointments,
    appointment: only !== undefined && more.length === 0 ? only : request.appointment,
  };
}

function learnVin(request: Request, answer: Answer): Request {
  const vehicle = answer.vehicle === null ? null : readVehicle(answer.vehicle);
  const vin = { facts: request.vinPieces.join(' '), answer };
  return { ...request, vin, vehicle: answer.certain ? (vehicle ?? request.vehicle) : request.vehicle };
}

/** A committed change closes its request; a slot that has gone leaves the others on the table. */
function learnChange(belief: Belief, answer: Answer): Belief {
  const request = current(belief);
  if (request === null) return belief;
  if (answer.done) return finish(belief, answer.say);
  const change = { facts: bookingFacts(request, belief.caller), answer };
  const gone = answer.offers.length > 0 || LOST_SLOT.includes(answer.no ?? '');
  return withCurrent(belief, () => ({
    ...request,
    change,
    ...(gone ? { offer: null, offers: answer.offers } : {}),
    ...(gone && answer.offers.length === 0 ? { search: null } : {}),
  }));
}

/** The belief with its current request done. */
export function finish(belief: Belief, say: string): Belief {
  const [first, ...rest] = belief.requests;
  if (first === undefined) return belief;
  return {
    ...belief,
    requests: rest,
    finished: [...belief.finished, { goal: first.goal, say }],
    lastVehicle: first.vehicle ?? belief.lastVehicle,
    asks: {},
    troubles: 0,
  };
}

/** Whether an answer asks for more proof of who is calling. */
export function wantsProof(answer: Answer): boolean {
  return answer.no !== null && UNPROVEN.includes(answer.no);
}
