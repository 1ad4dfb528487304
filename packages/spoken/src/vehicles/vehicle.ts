/** A vehicle as callers describe it: any of year, make and model. */

export interface VehicleReading {
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
}

/** "2018 Subaru Outback", "Subaru", or "vehicle" when nothing is known. */
export function sayVehicle(vehicle: VehicleReading): string {
  const known = [vehicle.year, vehicle.make, vehicle.model].filter((part) => part !== null && part !== '');
  return known.length === 0 ? 'vehicle' : known.join(' ');
}
