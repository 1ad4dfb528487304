/** One caller's way through all eight tools: found, proven, a slot chosen, booked, moved, cancelled; each ask timed by kind. */
import {
  askAnswered,
  bookAppointment,
  calendarCheck,
  cancelAppointment,
  contractName,
  decodeVin,
  factSubject,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  rescheduleAppointment,
  searchCustomersByName,
  type Tool,
} from '@bayline/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';
import { HOUSE_NOW } from '../houses.ts';
import type { Person } from './plenty.ts';
import { ToolCaller, wishFor } from './tool-caller.ts';

/** What was asked, and how long each of its answers took. */
export type Took = Map<string, number[]>;

export interface VisitOptions {
  readonly bus: NatsConnection;
  readonly shopPhone: string;
  readonly person: Person;
  readonly vin: string;
  /** Chooses among wishes. */
  readonly turn: number;
  readonly took: Took;
  /** What the caller does between two asks: talks, or nothing. */
  readonly pause: () => Promise<void>;
}

const WISHES = [
  'next Tuesday',
  'next week',
  'the week after next',
  'Friday morning',
  'December 28th',
  null,
  'after 2 pm',
];
const facts = {
  first_name: null,
  last_name: null,
  phone: null,
  vehicle: null,
  appointment_day: null,
  vin_ending: null,
};

/** A first look-up of a number finds nothing in the cache, a second one does; the same goes for a VIN. */
export async function visit(options: VisitOptions): Promise<void> {
  const { bus, shopPhone, person } = options;
  const caller = await ToolCaller.open(bus, { from: person.phone, to: shopPhone, at: HOUSE_NOW });
  if (caller === undefined) throw new Error(`no shop answers ${shopPhone}`);
  const looks: number[] = [];
  // Told before the tool's own answer, by the same process: it is here when the answer is.
  const hearing = bus.subscribe(factSubject(askAnswered, caller.callId), {
    callback: (_, message) => {
      const { subject, tookMs } = askAnswered.schema.parse(message.json());
      if (subject === contractName(calendarCheck)) looks.push(tookMs);
    },
  });
  try {
    await throughAllTools(caller, looks, options);
  } finally {
    hearing.unsubscribe();
  }
}

/** `looks` gets how long each look into Google took that a commit waited for. */
async function throughAllTools(
  caller: ToolCaller,
  looks: number[],
  { person, vin, turn, took, pause }: VisitOptions,
): Promise<void> {
  const note = (kind: string, ms: readonly number[]): void => void took.set(kind, [...(took.get(kind) ?? []), ...ms]);
  const ask = async <Arguments extends z.ZodObject, Reply extends z.ZodType>(
    kind: string,
    tool: Tool<string, Arguments, Reply>,
    given: z.input<Arguments>,
    pending?: string,
  ): Promise<z.output<Reply>> => {
    const { reply, everyMs } = await caller.insist(tool, given, pending);
    const lookMs = looks.splice(0).reduce((sum, ms) => sum + ms, 0);
    note(kind, lookMs === 0 ? everyMs : everyMs.with(-1, (everyMs.at(-1) ?? 0) - lookMs));
    if (lookMs > 0) note(`${kind}, with its look into Google`, everyMs);
    await pause();
    return reply;
  };
  const { firstName: first_name, lastName: last_name, vehicle } = person;
  const named = { phone: null, name: `${first_name} ${last_name}` };
  await ask('lookup_customer', lookupCustomer, named);
  await ask('lookup_customer cached', lookupCustomer, named);
  await ask('search_customers_by_name', searchCustomersByName, { ...facts, first_name, last_name, vehicle });
  await ask('decode_vin', decodeVin, { vin });
  await ask('decode_vin cached', decodeVin, { vin });

  const slots = 'get_available_slots';
  const offered = await ask(slots, getAvailableSlots, wishFor(['oil change'], WISHES[turn % WISHES.length] ?? null));
  const slot = offered.ok ? offered.offers[turn % offered.offers.length]?.slot : undefined;
  if (slot === undefined) return;
  const booking = { slot, ...nothingSaid, vehicle };
  const held = await ask('book_appointment hold', bookAppointment, booking);
  if (!held.ok || held.state !== 'read-back') return;
  const booked = await ask('book_appointment commit', bookAppointment, booking, held.pending);
  if (!booked.ok || booked.state !== 'done') throw new Error(`held, and not booked: ${JSON.stringify(booked)}`);
  const { appointment } = booked.appointment;
  await ask('get_upcoming_appointments', getUpcomingAppointments, { appointment_day: null });

  const other = await ask(
    slots,
    getAvailableSlots,
    wishFor(['oil change'], WISHES[(turn + 3) % WISHES.length] ?? null, appointment),
  );
  const otherSlot = other.ok ? other.offers[0]?.slot : undefined;
  const moving = { appointment, appointment_day: null, slot: otherSlot ?? slot };
  const moved = await ask('reschedule_appointment hold', rescheduleAppointment, moving);
  if (moved.ok && moved.state === 'read-back')
    await ask('reschedule_appointment commit', rescheduleAppointment, moving, moved.pending);
  const cancelling = { appointment, appointment_day: null, reason: null };
  const asked = await ask('cancel_appointment hold', cancelAppointment, cancelling);
  if (asked.ok && asked.state === 'read-back')
    await ask('cancel_appointment commit', cancelAppointment, cancelling, asked.pending);
}

const nothingSaid = {
  first_name: null,
  last_name: null,
  phone: null,
  vin: null,
  email: null,
  notes: null,
  another_visit: true,
};
