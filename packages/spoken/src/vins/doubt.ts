/** Which character of a VIN was probably misheard. */

export interface DoubtfulCharacter {
  /** 1 to 17. */
  readonly position: number;
  readonly heard: string;
  readonly likely: string;
  /** The question that settles it. */
  readonly ask: string;
}

export function doubtfulCharacter(_vin: string): DoubtfulCharacter | null {
  return null;
}
