/** Which of several visits of the caller is meant: by its day, its place in the list, its vehicle or its work. */
import { readServices, readVehicle } from '@bayline/spoken';
import type { AppointmentRead } from './answers.ts';
import { type Belief, current, withCurrent } from './belief.ts';
import { readChoice } from './choices.ts';
import type { Heard } from './heard.ts';
import { timeMentions } from './time-words.ts';

/** The belief with the visit that the caller's words single out, when they do. */
export function settleVisit(belief: Belief): Belief {
  const request = current(belief);
  const visits = request?.appointments?.answer.appointments ?? [];
  if (request == null || request.appointment !== null || visits.length < 2) return belief;
  const found = byDay(request.visitDay, visits, belief) ?? byMatter(visits, belief.heard);
  return found === undefined ? belief : withCurrent(belief, () => ({ ...request, appointment: found }));
}

function byDay(
  words: string | null,
  visits: readonly AppointmentRead[],
  { facts }: Belief,
): AppointmentRead | undefined {
  if (words === null) return undefined;
  const offers = visits.map((visit) => ({ slot: visit.appointment, start: visit.start, say: visit.say }));
  const choice = readChoice(words, timeMentions(words, true), offers, facts.clock);
  return choice.type === 'slot' ? visits.find(({ appointment }) => appointment === choice.offer.slot) : undefined;
}

/** "The one for the Civic", "the oil change". */
function byMatter(visits: readonly AppointmentRead[], heard: Heard): AppointmentRead | undefined {
  if (heard.asked !== 'which-visit') return undefined;
  const fitting = visits.filter((visit) => hasVehicle(visit, heard) || hasWork(visit, heard));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function hasVehicle({ vehicle }: AppointmentRead, heard: Heard): boolean {
  const own = vehicle === null ? null : readVehicle(vehicle);
  if (own === null || heard.vehicle === null) return false;
  return heard.vehicle.model === null ? heard.vehicle.make === own.make : heard.vehicle.model === own.model;
}

function hasWork({ services }: AppointmentRead, heard: Heard): boolean {
  return services.some((name) => readServices(name).some((code) => heard.services.includes(code)));
}
