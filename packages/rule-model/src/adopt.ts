/**
 * What the arguments of an earlier call tell: a model before us may have understood more than we, and a long call's first
 * words are no longer among the messages. Only what is not known yet is taken.
 */
import { joinName, readPhone, readVehicle } from '@bayline/spoken';
import { type Belief, type Caller, current, newRequest, type Request, withCurrent } from './belief.ts';
import type { ToolUse } from './exchanges.ts';
import type { Goal } from './requests.ts';
import { timeMentions } from './time-words.ts';
import { wishOf } from './wishes.ts';

type Arguments = ToolUse['arguments'];

/** A map, not an object: a tool may be called `toString`. */
const GOALS: ReadonlyMap<string, Goal> = new Map([
  ['get_available_slots', 'book'],
  ['book_appointment', 'book'],
  ['get_upcoming_appointments', 'hear'],
  ['cancel_appointment', 'cancel'],
  ['reschedule_appointment', 'move'],
]);

/** The belief with what a call was made with. */
export function adopt(belief: Belief, use: ToolUse): Belief {
  const args = use.arguments;
  const goal = text(args.for_appointment) === null ? GOALS.get(use.tool) : 'move';
  const open = current(belief) === null && goal !== undefined && use.answer?.done !== true;
  const known: Belief = open ? { ...belief, requests: [newRequest(goal)] } : belief;
  const caller = adoptCaller(known.caller, args);
  return withCurrent({ ...known, caller }, (request) => adoptRequest(request, args));
}

function adoptCaller(caller: Caller, args: Arguments): Caller {
  const said =
    text(args.name) ?? [text(args.first_name), text(args.last_name)].filter((part) => part !== null).join(' ');
  const namePieces = caller.name === null && said !== '' ? [`my name is ${said}`] : caller.namePieces;
  const number = text(args.phone);
  const phonePieces = caller.phone === null && number !== null ? [number] : caller.phonePieces;
  return {
    ...caller,
    namePieces,
    name: caller.name ?? joinName(namePieces),
    phonePieces,
    phone: caller.phone ?? (number === null ? null : readPhone(number)),
    email: caller.email ?? text(args.email),
  };
}

function adoptRequest(request: Request, args: Arguments): Request {
  const services = Array.isArray(args.services) ? args.services.flatMap((service) => text(service) ?? []) : [];
  const when = text(args.when);
  const vehicle = text(args.vehicle);
  return {
    ...request,
    services: request.services.length > 0 ? request.services : services,
    wish: request.wish ?? (when === null ? null : wishOf(timeMentions(when, true), when)),
    vehicle: request.vehicle ?? (vehicle === null ? null : readVehicle(vehicle)),
    visitDay: request.visitDay ?? text(args.appointment_day),
    notes: request.notes ?? text(args.notes),
    offer: request.offer ?? request.offers.find(({ slot }) => slot === args.slot) ?? null,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
