/** search_customers_by_name: proves who the caller is by more facts; never lists other customers. */
import type { searchCustomersByName } from '@bayline/contracts';
import { readVehicle, readVin } from '@bayline/spoken';
import type { z } from 'zod';
import { verify } from '../identity/caller.ts';
import { kindsOf, type Said } from '../identity/facts.ts';
import { readGivenName } from '../identity/given-name.ts';
import { readDayNamed } from '../visits/day-named.ts';
import type { Asked } from './asked.ts';
import { tellFound } from './found.ts';
import { refuse } from './refusing.ts';

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
  const ending = said.vin_ending === null ? '' : readVin(said.vin_ending).characters;
  return {
    ...readGivenName(said.first_name, said.last_name),
    vehicle: said.vehicle === null ? null : readVehicle(said.vehicle),
    days: readDayNamed(said.appointment_day, shop, now)?.dates ?? [],
    vinEnding: ending === '' ? null : ending,
  };
}
