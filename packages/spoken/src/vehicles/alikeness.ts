/** How alike two descriptions of a vehicle are. */
import type { VehicleReading } from './vehicle.ts';

export function vehiclesAlike(a: VehicleReading, b: VehicleReading): number {
  return a.make === b.make && a.model === b.model ? 1 : 0;
}
