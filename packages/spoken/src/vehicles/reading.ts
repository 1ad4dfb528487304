/** Year, make and model as callers say them. */
import type { VehicleReading } from './vehicle.ts';

export function readVehicle(text: string): VehicleReading | null {
  const match = /\b((?:19|20)\d\d) ([a-z-]+) ([a-z0-9-]+)/i.exec(text);
  if (match === null) return null;
  return { year: Number(match[1]), make: match[2] ?? null, model: match[3] ?? null };
}
