/** A customer and their vehicles as the file has them. */
import { sayVehicle, type VehicleReading, vehiclesAlike } from '@bayline/spoken';

export interface Vehicle {
  readonly id: string;
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
  /** The caller's words, when neither make nor model could be read. */
  readonly description: string | null;
  readonly vin: string | null;
}

export interface Customer {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly vehicles: readonly Vehicle[];
}

/** From this likeness on two descriptions are taken for the same vehicle. */
const SAME_VEHICLE = 0.75;

/** "2018 Subaru Outback", or the caller's own words for it. */
export function nameVehicle(vehicle: Omit<Vehicle, 'id' | 'vin'>): string {
  const unread = vehicle.year === null && vehicle.make === null && vehicle.model === null;
  return unread && vehicle.description !== null ? vehicle.description : sayVehicle(vehicle);
}

/** The vehicles that a description can mean, the most alike only. */
export function vehiclesLike(vehicles: readonly Vehicle[], said: VehicleReading): Vehicle[] {
  const rated = vehicles.map((vehicle) => ({ vehicle, likeness: vehiclesAlike(vehicle, said) }));
  const best = Math.max(SAME_VEHICLE, ...rated.map(({ likeness }) => likeness));
  return rated.filter(({ likeness }) => likeness >= best).map(({ vehicle }) => vehicle);
}
