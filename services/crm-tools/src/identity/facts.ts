/** What a caller says of themselves, compared with what is on file. */
import { namesAlike, type VehicleReading } from '@bayline/spoken';
import { type Customer, vehiclesLike } from './customer.ts';
import type { FactKind } from './ladder.ts';

/** What was said; null is what was not. */
export interface Said {
  readonly first: string | null;
  readonly last: string | null;
  readonly vehicle: VehicleReading | null;
  /** Local dates that the day of a visit can be; empty when none was said. */
  readonly days: readonly string[];
  /** The end of a VIN, six characters or more. */
  readonly vinEnding: string | null;
}

export const saidNothing: Said = { first: null, last: null, vehicle: null, days: [], vinEnding: null };

/** A customer, and the local dates of visits they have. */
export interface OnFile {
  readonly customer: Customer;
  readonly visitDays: readonly string[];
}

/** From this likeness on two names are taken for the same, heard differently. */
const SAME_NAME = 0.8;
/** A shorter end of a VIN proves nothing. */
const SHORTEST_VIN_ENDING = 6;

/** The kinds of facts in what was said. A first name or a make alone narrows, but is no fact: too many share it. */
export function kindsOf(said: Said): FactKind[] {
  return [
    ...(said.first !== null && said.last !== null ? (['name'] as const) : []),
    ...(said.vehicle !== null && said.vehicle.model !== null ? (['vehicle'] as const) : []),
    ...(said.days.length > 0 ? (['day'] as const) : []),
    ...(said.vinEnding !== null ? (['vin'] as const) : []),
  ];
}

/** Whether everything that was said agrees with the record. */
export function agrees(said: Said, { customer, visitDays }: OnFile): boolean {
  return (
    agreesByName(said, customer) &&
    (said.vehicle === null || vehiclesLike(customer.vehicles, said.vehicle).length > 0) &&
    (said.days.length === 0 || said.days.some((day) => visitDays.includes(day))) &&
    (said.vinEnding === null || endsAVin(said.vinEnding, customer))
  );
}

/** Whether the parts of the name that were said are the customer's. One word may be either part. */
export function agreesByName({ first, last }: Pick<Said, 'first' | 'last'>, customer: Customer): boolean {
  const same = (said: string, onFile: string | null): boolean =>
    onFile !== null && namesAlike(said, onFile) >= SAME_NAME;
  if (first !== null && last !== null) return same(first, customer.firstName) && same(last, customer.lastName);
  const one = first ?? last;
  return one === null || same(one, customer.firstName) || same(one, customer.lastName);
}

function endsAVin(ending: string, customer: Customer): boolean {
  if (ending.length < SHORTEST_VIN_ENDING) return false;
  return customer.vehicles.some(({ vin }) => vin?.endsWith(ending) === true);
}
