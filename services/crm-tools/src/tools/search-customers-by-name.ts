/** search_customers_by_name: proves who the caller is by more facts; never lists other customers. */
import type { searchCustomersByName } from '@bayline/contracts';
import { localDateOf, readVehicle, readVin, resolveWhen } from '@bayline/spoken';
import type { z } from 'zod';
import { whenContext } from '../capacity/wish.ts';
import { verify } from '../identity/caller.ts';
import { kindsOf, type Said } from '../identity/facts.ts';
import { readGivenName } from '../identity/given-name.ts';
import { tellFound } from './found.ts';
import { type Asked, refuse } from './tool.ts';

type Arguments = z.output<typeof searchCustomersByName.arguments>;
type Answer = z.input<typeof searchCustomersByName.ask.reply>;

export async function searchByName(asked: Asked, argumentsGiven: Arguments): Promise<Answer> {
  const said = readSaid(asked, argumentsGiven);
  const nothing = said.first === null && said.last === null && kindsOf(said).length === 0;
  if (nothing) return refuse('needs-details', { missing: ['your name'], missingNames: ['name'] });
  const verdict = await verify(asked, said, 1);
  if (verdict.type === 'known') return tellFound(verdict.customer, verdict.level);
  return refuse(verdict.type === 'refused' ? 'not-verified' : verdict.type);
}

function readSaid({ shop, now }: Asked, said: Arguments): Said {
  const when = said.appointment_day === null ? null : resolveWhen(said.appointment_day, whenContext(shop, now, true));
  const window = when?.type === 'window' ? when : null;
  const exactDay = window?.exact == null ? null : localDateOf(new Date(window.exact), shop.zone);
  const ending = said.vin_ending === null ? '' : readVin(said.vin_ending).characters;
  return {
    ...readGivenName(said.first_name, said.last_name),
    vehicle: said.vehicle === null ? null : readVehicle(said.vehicle),
    day: window?.date ?? exactDay,
    vinEnding: ending === '' ? null : ending,
  };
}
