/** World manufacturer identifiers: who builds what, where. Facts as registered with NHTSA. */

export type Kind = 'PASSENGER CAR' | 'MULTIPURPOSE PASSENGER VEHICLE (MPV)' | 'TRUCK';

export interface Maker {
  /** The first three characters of the VIN. */
  readonly code: string;
  readonly make: string;
  readonly manufacturer: string;
  readonly country: string;
  readonly kind: Kind;
}
