/** cancel_appointment: reads back which appointment would be cancelled; with a proof, cancels it. */
import type { cancelAppointment } from '@bayline/contracts';
import type { z } from 'zod';
import { argumentsHash, wishKey } from '../changes/change.ts';
import { type ChangeAnswer, commit, hold } from '../changes/settling.ts';
import { findOwnVisit } from '../visits/own-visits.ts';
import type { Asked } from './asked.ts';

type Arguments = z.output<typeof cancelAppointment.arguments>;

export async function cancel(asked: Asked, argumentsGiven: Arguments): Promise<ChangeAnswer> {
  if (asked.envelope.proof !== undefined) return commit(asked, argumentsGiven);
  const { appointment, appointment_day, reason } = argumentsGiven;
  const found = await findOwnVisit(asked, { name: appointment, day: appointment_day });
  if (found.type === 'no') return found.no;
  const { visit } = found;
  const startsAt = visit.startsAt.toISOString();
  const { callId } = asked.call;
  return hold(
    asked,
    {
      type: 'cancel',
      key: wishKey({ callId, type: 'cancel', customer: '', vehicle: visit.id, services: [], startsAt }),
      hash: argumentsHash(argumentsGiven),
      appointmentId: visit.id,
      startsAt,
      vehicleSaid: visit.vehicle,
      servicesSaid: visit.services,
      notes: reason === null ? null : `Cancelled: ${reason}`,
      heldAt: asked.now.toISOString(),
      expiresAt: new Date(asked.now.getTime() + asked.holdMs).toISOString(),
    },
    null,
  );
}
