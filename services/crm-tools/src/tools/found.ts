/** The answer to a caller whose record was found. */
import type { VehicleCard } from '@bayline/contracts';
import { type Customer, nameVehicle, type Vehicle } from '../identity/customer.ts';
import type { Level } from '../identity/ladder.ts';

export function tellFound({ firstName, vehicles }: Customer, level: Level) {
  return { ok: true as const, firstName, vehicles: vehicles.map(tellVehicle), level, say: `Thanks, ${firstName}.` };
}

export function tellVehicle({ year, make, model, description }: Omit<Vehicle, 'id' | 'vin'>): VehicleCard {
  return { year, make, model, say: nameVehicle({ year, make, model, description }) };
}
