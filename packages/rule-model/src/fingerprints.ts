/** The facts a tool is asked with, as one text: a tool is asked again only when they have changed. */
import type { Caller, Request } from './belief.ts';

export function identityFacts(caller: Caller): string {
  return JSON.stringify([caller.name, caller.phone?.digits, caller.vehicle, caller.visitDay, caller.vinEnding]);
}

export function searchFacts(request: Request): string {
  return JSON.stringify([request.services, request.wish, request.visit, request.appointment?.appointment]);
}

/** A visit is asked for again when its day was named or the caller has proven more. */
export function visitFacts(request: Request, caller: Caller): string {
  return JSON.stringify([request.visitDay, identityFacts(caller), caller.identity?.answer.level]);
}

export function bookingFacts(request: Request, caller: Caller): string {
  const { offer, vehicle, vehicleWords, visitDay, appointment, anotherVisit, services } = request;
  const details = [
    offer?.slot,
    offer?.start,
    vehicle,
    vehicleWords,
    visitDay,
    appointment?.appointment,
    anotherVisit,
    services,
  ];
  return JSON.stringify([
    details,
    identityFacts(caller),
    caller.identity?.answer.level,
    caller.thisNumber,
    caller.email,
  ]);
}

/** Everything that counts as progress of a call. */
export function progressOf(requests: readonly Request[], caller: Caller): string {
  const details = requests.map((request) => [
    bookingFacts(request, caller),
    request.wish,
    request.vinPieces,
    request.matter,
    request.offers.map(({ slot }) => slot),
    request.goal,
  ]);
  return JSON.stringify([details, caller.namePieces, caller.phonePieces]);
}
