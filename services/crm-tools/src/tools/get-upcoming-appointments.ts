/** get_upcoming_appointments: the caller's own coming visits, once they have proven who they are. */
import type { getUpcomingAppointments } from '@bayline/contracts';
import type { z } from 'zod';
import { giveAppointmentNames } from '../calls/naming.ts';
import { tellVisit } from '../changes/telling.ts';
import { ownVisits, sayVisits, visitsOn } from '../visits/own-visits.ts';
import type { Asked } from './asked.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof getUpcomingAppointments.arguments>;
type Answer = z.input<typeof getUpcomingAppointments.ask.reply>;

export async function getUpcoming(asked: Asked, { appointment_day }: Arguments): Promise<Answer> {
  const own = await ownVisits(asked, appointment_day);
  if (own.type === 'no') return own.no;
  if (own.visits.length === 0) return refuse('nothing-booked');
  // A day on which there is nothing is answered with what there is.
  const onThatDay = visitsOn(asked, own.visits, appointment_day);
  const told = onThatDay.length > 0 ? onThatDay : own.visits;
  const names = await giveAppointmentNames(
    asked.database,
    asked.call,
    told.map(({ id }) => id),
  );
  const appointments = told.map(({ startsAt, services, vehicle }, index) =>
    tellVisit(
      { name: names[index]?.name ?? '', start: startsAt.toISOString(), services, vehicle },
      asked.shop.zone,
      asked.now,
    ),
  );
  return { ok: true, appointments, say: sayVisits(asked, told) };
}
