/** Who may hear what: the levels of proof a caller can reach, and what each of them takes. */

/**
 * How far the number of the call can be believed: the network vouches for it (attestation A, or we dialled it), it is only
 * shown, or there is none.
 */
export type Trust = 'vouched-for' | 'shown' | 'none';

/** Facts a caller can give: full name, a vehicle on file, the day of a visit, the last six or more characters of a VIN. */
export type FactKind = 'name' | 'vehicle' | 'day' | 'vin';

/**
 * 0: a new booking with fresh details; what is on file is neither read nor confirmed. 1: greeted by name, books for a vehicle on
 * file. 2: hears, moves and cancels own appointments. 3 takes a code sent to the number on file, which does not exist yet.
 */
export type Level = 0 | 1 | 2;

/** Wrong answers after which no more are judged: a person takes over. */
export const MOST_FAILURES = 3;

export interface Evidence {
  readonly trust: Trust;
  /** Whether the number of the call is on the customer's record. */
  readonly numberOnFile: boolean;
  /** Facts that agree with that record. */
  readonly facts: readonly FactKind[];
}

/** The level that evidence reaches. */
export function levelOf({ trust, numberOnFile, facts }: Evidence): Level {
  if (!numberOnFile || trust === 'none') return 0;
  const given = new Set(facts);
  if (trust === 'shown') return given.size >= 2 ? 2 : 0;
  const proven = given.has('vin') || given.has('day') || (given.has('name') && given.has('vehicle'));
  return proven ? 2 : 1;
}

/** Whether facts of these kinds would be enough if every one of them were right, and the number on file. */
export function couldReach(level: Level, trust: Trust, said: readonly FactKind[]): boolean {
  return levelOf({ trust, numberOnFile: true, facts: said }) >= level;
}
