/** The tool calls that follow from a belief: which tool, with which arguments in the caller's words. */
import { readVehicle, readVin, sayVehicle } from '@bayline/spoken';
import { type Belief, type Caller, onFile, type Request } from './belief.ts';
import type { Step } from './moves.ts';
import { shiftIn, wishBeside } from './time-shifts.ts';
import { sayWish } from './wishes.ts';
import { ANY_WORK } from './work.ts';

/** The longest text each argument may be; the schemas of the tools say the same. */
const LONGEST: Readonly<Record<string, number>> = {
  slot: 8,
  appointment: 8,
  for_appointment: 8,
  first_name: 60,
  last_name: 60,
  name: 120,
  phone: 60,
  vehicle: 120,
  appointment_day: 120,
  vin_ending: 60,
  email: 120,
  notes: 400,
  when: 200,
  vin: 400,
};

function call(tool: string, args: Readonly<Record<string, unknown>>): Step {
  const clipped = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.slice(0, LONGEST[key] ?? value.length) : value,
  ]);
  return { type: 'call', tool, arguments: Object.fromEntries(clipped) };
}

/** The record behind the number of the call. */
export function lookUp(caller: Caller): Step {
  return call('lookup_customer', { phone: phoneOf(caller), name: fullName(caller) });
}

/** The caller among the customers of their name, with every fact they said. */
export function searchByName(caller: Caller): Step {
  return call('search_customers_by_name', {
    first_name: caller.name?.first ?? null,
    last_name: caller.name?.last ?? null,
    phone: phoneOf(caller),
    vehicle: caller.vehicle,
    appointment_day: caller.visitDay,
    vin_ending: caller.vinEnding,
  });
}

export function findSlots(request: Request): Step {
  const services = request.appointment === null ? request.services : request.appointment.services;
  return call('get_available_slots', {
    services: services.length === 0 ? [ANY_WORK] : services.slice(0, 6).map((service) => service.slice(0, 120)),
    when: sayWish(sameDayWish(request)),
    visit: request.visit,
    for_appointment: request.appointment?.appointment ?? null,
  });
}

/** "Move that to ten o'clock", "half an hour later": without another day, the visit's own is meant. */
function sameDayWish({ wish, appointment }: Request): Request['wish'] {
  if (wish === null || appointment === null) return wish;
  const sameDay = wish.day === null ? wish.time !== null : /\bsame day\b/i.test(wish.day);
  const shift = wish.time === null ? null : shiftIn(wish.time);
  if (shift !== null) {
    const beside = wishBeside(appointment.say, shift.minutes) ?? { ...wish, time: null };
    return sameDay ? beside : { ...wish, time: beside.time };
  }
  if (!sameDay) return wish;
  return { ...wish, day: /\w+day, \w+ \d+(?:st|nd|rd|th)/.exec(appointment.say)?.[0] ?? wish.day };
}

export function book(request: Request, belief: Belief): Step {
  const { caller } = belief;
  return call('book_appointment', {
    slot: request.offer?.slot ?? '',
    first_name: caller.name?.first ?? null,
    last_name: caller.name?.last ?? null,
    phone: bookingPhone(belief),
    vehicle: vehicleOf(request, caller),
    vin: vinOf(request),
    email: caller.email,
    notes: request.notes,
    another_visit: request.anotherVisit ? true : null,
  });
}

export function upcoming(request: Request): Step {
  return call('get_upcoming_appointments', { appointment_day: request.visitDay });
}

export function cancel(request: Request): Step {
  return call('cancel_appointment', {
    appointment: request.appointment?.appointment ?? null,
    appointment_day: null,
    reason: null,
  });
}

export function reschedule(request: Request): Step {
  return call('reschedule_appointment', {
    appointment: request.appointment?.appointment ?? null,
    appointment_day: null,
    slot: request.offer?.slot ?? '',
  });
}

export function decodeVin(request: Request): Step {
  return call('decode_vin', { vin: request.vinPieces.join(' ') });
}

function fullName(caller: Caller): string | null {
  const parts = [caller.name?.first, caller.name?.last].filter((part) => part);
  return parts.length === 0 ? null : parts.join(' ');
}

function phoneOf(caller: Caller): string | null {
  return caller.thisNumber || caller.phone === null || caller.phone.digits === '' ? null : caller.phone.digits;
}

/** A number that could not be completed is left out where the call shows one; seven digits are whole in the neighbourhood. */
function bookingPhone({ caller, facts, asks }: Belief): string | null {
  const { phone } = caller;
  const incomplete = phone !== null && phone.status === 'partial' && phone.digits.length !== 7;
  const tried = (asks.phone ?? 0) + (asks['area-code'] ?? 0) > 2;
  return incomplete && tried && facts.caller !== 'withheld' ? null : phoneOf(caller);
}

/** What is put down when the caller could not say what they drive. */
const NO_VEHICLE = 'car';

/** The vehicle that was said, in the form it has on file when it is one of those; the only one on file when none was said. */
function vehicleOf(request: Request, caller: Caller): string | null {
  const filed = onFile(caller) ?? [];
  if (request.vehicle === null) return request.vehicleWords ?? filed[0] ?? NO_VEHICLE;
  const said = request.vehicle;
  const same = filed.find((one) => {
    const reading = readVehicle(one);
    return (
      reading !== null &&
      (said.model ?? reading.model) === reading.model &&
      (said.make ?? reading.make) === reading.make
    );
  });
  return said.year === null && same !== undefined ? same : sayVehicle(said);
}

function vinOf(request: Request): string | null {
  if (request.vin?.answer.ok === true) return request.vin.answer.vin;
  const reading = readVin(request.vinPieces.join(' '));
  return reading.status === 'complete' ? reading.characters : null;
}
