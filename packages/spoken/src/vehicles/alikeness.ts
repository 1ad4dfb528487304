/** How alike two descriptions of a vehicle are. */
import { wordsAlike } from '../likeness.ts';
import { keyOf } from './spoken-forms.ts';
import type { VehicleReading } from './vehicle.ts';

const WEIGHTS = { year: 0.2, make: 0.3, model: 0.5 } as const;
/** A year off by one is often the model year mistaken. */
const YEAR_OFF_BY_ONE = 0.8;
const OTHER_YEAR = 0.2;
/** Two makes are never one vehicle, whatever else agrees. */
const OTHER_MAKE = 0.2;

/** 0 to 1, by what both descriptions have; 0 when they have nothing in common to compare. */
export function vehiclesAlike(a: VehicleReading, b: VehicleReading): number {
  const make = compared(a.make, b.make, namesLikeness);
  const model = compared(a.model, b.model, modelLikeness);
  const year = compared(a.year, b.year, yearLikeness);
  const parts = [weighed(make, WEIGHTS.make), weighed(model, WEIGHTS.model), weighed(year, WEIGHTS.year)];
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return 0;
  const likeness = parts.reduce((sum, part) => sum + part.score, 0) / weight;
  return make !== null && make < 0.7 ? Math.min(likeness, OTHER_MAKE) : likeness;
}

function compared<T>(a: T | null, b: T | null, likeness: (a: T, b: T) => number): number | null {
  return a === null || b === null ? null : likeness(a, b);
}

function weighed(likeness: number | null, weight: number): { score: number; weight: number } {
  return likeness === null ? { score: 0, weight: 0 } : { score: likeness * weight, weight };
}

function namesLikeness(a: string, b: string): number {
  return wordsAlike(keyOf(a), keyOf(b));
}

/** "RX" and "RX 350" are one model in less or more words. */
function modelLikeness(a: string, b: string): number {
  const [one, two] = [keyOf(a), keyOf(b)];
  if (one === two) return 1;
  if (one !== '' && two !== '' && (one.startsWith(two) || two.startsWith(one))) return 0.85;
  // Digits tell models apart: an RX 350 is no RX 450.
  return /\d/.test(one + two) ? 0.3 : wordsAlike(one, two);
}

function yearLikeness(a: number, b: number): number {
  if (a === b) return 1;
  return Math.abs(a - b) === 1 ? YEAR_OFF_BY_ONE : OTHER_YEAR;
}
