/** The vehicle of a booking: one of those on file, or a new one from what was said. */
import { checkVin, readVehicle, readVin } from '@bayline/spoken';
import type { ChangeVehicle } from '../changes/change.ts';
import { nameVehicle, type Vehicle, vehiclesLike } from './customer.ts';

export interface VehicleSaid {
  /** Year, make and model in the caller's words. */
  readonly words: string | null;
  /** A whole VIN. */
  readonly vin: string | null;
}

export interface BookingVehicle {
  readonly vehicle: ChangeVehicle;
  /** How it may be named to this caller. */
  readonly said: string;
}

/** A whole VIN in a tool's argument; null for anything else. */
export function readWholeVin(text: string | null): string | null {
  if (text === null) return null;
  const { characters, status } = readVin(text);
  return status === 'complete' && checkVin(characters).wellFormed ? characters : null;
}

/**
 * The vehicle that is meant, or null when it must be asked for. Whoever may hear what is on file can leave it out when they have
 * only one, and hears it named as it is on file; anyone else hears it as they said it.
 */
export function bookingVehicle(
  id: string,
  onFile: readonly Vehicle[],
  mayHear: boolean,
  said: VehicleSaid,
): BookingVehicle | null {
  const words = said.words?.trim() ?? '';
  const reading = words === '' ? null : readVehicle(words);
  const byVin = onFile.find(({ vin }) => vin !== null && vin === said.vin);
  const alike = reading === null ? [] : vehiclesLike(onFile, reading);
  const meant =
    byVin ?? (alike.length === 1 ? alike[0] : undefined) ?? (reading === null && mayHear ? only(onFile) : undefined);
  if (meant !== undefined) return knownVehicle(meant, mayHear ? nameVehicle(meant) : words, said.vin);
  if (alike.length > 1 && mayHear) return null;
  if (words === '') return null;
  const description = reading === null ? words : null;
  const { year, make, model } = reading ?? { year: null, make: null, model: null };
  const vehicle = { id, isNew: true, year, make, model, description, vin: said.vin };
  return { vehicle, said: nameVehicle(vehicle) };
}

function knownVehicle(
  { id, year, make, model, description, vin }: Vehicle,
  name: string,
  saidVin: string | null,
): BookingVehicle {
  const vehicle = { id, isNew: false, year, make, model, description, vin: vin === null ? saidVin : null };
  return { vehicle, said: name };
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
