/** book_appointment: holds an offered slot for the caller and reads it back; with a proof, books it. */
import type { bookAppointment } from '@bayline/contracts';
import type { z } from 'zod';
import { readShortName } from '../calls/short-names.ts';
import { argumentsHash, wishKey } from '../changes/change.ts';
import { type ChangeAnswer, commit, hold } from '../changes/settling.ts';
import { partyKeys, readParty } from '../identity/party.ts';
import { workOf } from '../shops/shop.ts';
import type { Asked } from './asked.ts';
import { refuse } from './refusing.ts';

type Arguments = z.output<typeof bookAppointment.arguments>;

export async function book(asked: Asked, argumentsGiven: Arguments): Promise<ChangeAnswer> {
  if (asked.envelope.proof !== undefined) return commit(asked, argumentsGiven);
  const { call, now, shop, newId } = asked;
  const slot = call.slots[readShortName(argumentsGiven.slot)];
  if (slot === undefined) return refuse('unknown-slot');
  if (slot.movesId !== null) return refuse('not-now', { missingNames: ['reschedule_appointment'] });
  if (Date.parse(slot.startsAt) <= now.getTime()) return refuse('in-the-past');
  const party = await readParty(asked, argumentsGiven);
  if ('no' in party) return party;

  const { startsAt, endsAt, freeAt, services, visit } = slot;
  const id = newId();
  return hold(
    asked,
    {
      type: 'book',
      key: wishKey({ callId: call.callId, type: 'book', ...partyKeys(party), services, startsAt }),
      hash: argumentsHash(argumentsGiven),
      appointmentId: id,
      holdId: id,
      ...{ startsAt, endsAt, freeAt, services, visit },
      customer: party.customer,
      vehicle: party.vehicle,
      vehicleSaid: party.said,
      phoneSaid: party.phoneSaid,
      firstNameSaid: party.firstNameSaid,
      servicesSaid: workOf(shop, services).services.map(({ name }) => name),
      notes: argumentsGiven.notes,
      anotherVisit: argumentsGiven.another_visit === true,
      // Whoever may not hear of a visit on file is not told that there is one, unless they made it in this very call.
      visitsOf: party.level === 0 ? call.callId : null,
      heldAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + asked.holdMs).toISOString(),
    },
    null,
  );
}
