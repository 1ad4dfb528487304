/** Asking tools in tests: arguments with nothing in them, slots, bookings from hold to yes. */
import { bookAppointment, getAvailableSlots } from '@bayline/contracts';
import type { TestCall } from './house.ts';

export const YES = 'yes';

const nobody = { first_name: null, last_name: null, phone: null, vehicle: null, vin: null, email: null, notes: null };

export function slotsArguments(
  services: readonly string[],
  when: string | null,
  more: { visit?: 'drop-off' | 'wait'; for_appointment?: string } = {},
) {
  const { visit = null, for_appointment = null } = more;
  return { services: [...services], when, visit, for_appointment };
}

export function bookArguments(slot: string, more: Partial<Record<keyof typeof nobody, string>> = {}) {
  return { slot, ...nobody, another_visit: null, ...more };
}

/**
 * The call of a caller who asks again while the house is too busy to answer in time: many at once on a loaded machine are told
 * "unavailable", and whoever was told so may ask the same again without harm.
 */
export function insisting(call: TestCall): TestCall {
  const ask: TestCall['ask'] = async (tool, argumentsGiven, options) => {
    for (;;) {
      const answer = await call.ask(tool, argumentsGiven, options);
      if (!isUnavailable(answer)) return answer;
    }
  };
  return { ...call, ask };
}

function isUnavailable(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'no' in answer && answer.no === 'unavailable';
}

/** The first slot offered for a wish. */
export async function firstSlot(
  call: TestCall,
  services: readonly string[],
  when: string | null,
  forAppointment?: string,
): Promise<string> {
  const more = forAppointment === undefined ? {} : { for_appointment: forAppointment };
  const answer = await call.ask(getAvailableSlots, slotsArguments(services, when, more));
  if (!answer.ok || answer.offers[0] === undefined) throw new Error(`no slot: ${JSON.stringify(answer)}`);
  return answer.offers[0].slot;
}

/** Holds and confirms. */
export async function bookFor(call: TestCall, argumentsGiven: ReturnType<typeof bookArguments>) {
  const held = await call.ask(bookAppointment, argumentsGiven);
  if (!held.ok || held.state !== 'read-back') throw new Error(`not held: ${JSON.stringify(held)}`);
  return call.ask(bookAppointment, argumentsGiven, { proof: { pending: held.pending, words: YES } });
}
