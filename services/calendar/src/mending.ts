/**
 * Mending what was put aside: an appointment whose fact kept failing, or ended every process that handled it, is looked up where
 * it is true and written as it stands now. Without this its event would be wrong until the night.
 */
import { type AppointmentRow, appointmentList, consumers, type DeadLetter } from '@bayline/contracts';
import type { Bus, Clock, HeardFact, Log } from '@bayline/runtime';
import { draftOf } from './appointment-event.ts';
import { cancel, keep } from './following.ts';
import { placeOf, type ShopCalendar } from './places.ts';
import type { ShopCalendars } from './shop-calendars.ts';

interface MendingOptions {
  readonly bus: Pick<Bus, 'ask'>;
  readonly calendars: ShopCalendars;
  readonly list: () => readonly ShopCalendar[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Mends what one dead letter was about. The letter stays among the dead ones: somebody should see why it died.
 * @throws what failed, when the letter is to be delivered again later.
 */
export async function mend({ bus, calendars, list, clock, log }: MendingOptions, heard: HeardFact): Promise<void> {
  const about = appointmentOf(heard.payload as DeadLetter);
  // A message that broke its contract tells of no appointment: the night finds what it left.
  if (about === undefined) return;
  const { shopId, appointmentId } = about;
  const asked = { shopId, from: clock.now().toISOString(), after: null, ids: [appointmentId] };
  const { appointments } = await bus.ask(appointmentList, asked);
  for (const { row, status } of appointments) {
    const place = placeOf(list(), row);
    if (place === undefined || status === 'done') continue;
    const did = await (status === 'cancelled' ? cancel : keep)(calendars, place, draftOf(row));
    log.warn({ shopId, appointmentId, did }, 'an appointment whose fact was put aside is written as it stands');
  }
}

function appointmentOf({ subject, dataBase64 }: DeadLetter): AppointmentRow | undefined {
  const fact = consumers.calendarAppointments.facts.find(({ name }) => subject.startsWith(`${name}.`));
  return fact?.schema.safeParse(readJson(dataBase64)).data as AppointmentRow | undefined;
}

function readJson(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString());
  } catch {
    // Refused by every schema.
    return undefined;
  }
}
