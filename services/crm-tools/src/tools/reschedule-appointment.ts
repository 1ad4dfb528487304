/** reschedule_appointment: holds another slot for an appointment and reads it back; with a proof, moves it. */
import type { rescheduleAppointment } from '@bayline/contracts';
import { isoIn } from '@bayline/spoken';
import type { z } from 'zod';
import { keepAsked } from '../calls/calls.ts';
import { readShortName } from '../calls/short-names.ts';
import { argumentsHash, wishKey } from '../changes/change.ts';
import { type ChangeAnswer, commit, hold } from '../changes/settling.ts';
import { workOf } from '../shops/shop.ts';
import { finishOf, mayStayOvernight, type Stretch } from '../shops/workdays.ts';
import { type FoundVisit, findOwnVisit } from '../visits/own-visits.ts';
import type { Asked } from './asked.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof rescheduleAppointment.arguments>;

export async function reschedule(asked: Asked, argumentsGiven: Arguments): Promise<ChangeAnswer> {
  if (asked.envelope.proof !== undefined) return commit(asked, argumentsGiven);
  const { call, now, shop } = asked;
  const { appointment, appointment_day, slot: slotName } = argumentsGiven;
  const slot = call.slots[readShortName(slotName)];
  if (slot === undefined) return refuse('unknown-slot');
  if (Date.parse(slot.startsAt) <= now.getTime()) return refuse('in-the-past');
  const found = await findOwnVisit(asked, { name: appointment ?? nameOf(asked, slot.movesId), day: appointment_day });
  if (found.type === 'no') return found.no;
  const { visit } = found;

  // The slot may have been offered for other work: the visit takes as long as its own.
  const work = workOf(shop, visit.codes);
  const startsAt = Date.parse(slot.startsAt);
  const finish = finishOf(shop, work, startsAt, mayStayOvernight(shop, work, slot.visit ?? visit.visit));
  if (finish === null) return refuse('unknown-slot');
  if (await mustAsk(asked, found, { from: startsAt, to: finish.freeAt })) return refuse('overlapping-visit');
  const iso = (at: number): string => isoIn(new Date(at), shop.zone);
  const { callId } = call;
  return hold(
    asked,
    {
      type: 'move',
      key: wishKey({ callId, type: 'move', customer: '', vehicle: visit.id, services: [], startsAt: slot.startsAt }),
      hash: argumentsHash(argumentsGiven),
      appointmentId: visit.id,
      holdId: asked.newId(),
      movesFrom: visit.startsAt.toISOString(),
      startsAt: slot.startsAt,
      endsAt: iso(finish.endsAt),
      freeAt: iso(finish.freeAt),
      services: visit.codes,
      visit: slot.visit ?? visit.visit,
      vehicleSaid: visit.vehicle,
      servicesSaid: visit.services,
      notes: null,
      heldAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + asked.holdMs).toISOString(),
    },
    visit.bayId,
  );
}

/** Whether the vehicle has another visit then. Asked once a call: whoever wants the same again has said that it is meant. */
async function mustAsk({ call, database }: Asked, { visit, others }: FoundVisit, wanted: Stretch): Promise<boolean> {
  const twice = others.find(
    ({ vehicleId, startsAt, freeAt }) =>
      vehicleId !== null &&
      vehicleId === visit.vehicleId &&
      startsAt.getTime() < wanted.to &&
      wanted.from < freeAt.getTime(),
  );
  const question = `twice:${visit.id}:${twice?.id}`;
  if (twice === undefined || call.asked.includes(question)) return false;
  await keepAsked(database, call.callId, question);
  return true;
}

/** The visit a slot was offered for goes without saying. */
function nameOf({ call }: Asked, id: string | null): string | null {
  return Object.entries(call.appointments).find(([, named]) => named === id)?.[0] ?? null;
}
