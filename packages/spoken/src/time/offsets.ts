/** How far a zone is from UTC at an instant. Asked for thousands of times a second, and the same for months: what was found is kept. */
import { Temporal } from 'temporal-polyfill';

/** No zone changes its clocks twice within so long: where both ends have one offset, so has what lies between. */
const STRETCH_MS = 6 * 3_600_000;
/** A year of five zones is 7,300. */
const MOST_KNOWN = 20_000;

/** By zone and stretch, in milliseconds; null where the clocks change within the stretch. */
const known = new Map<string, number | null>();

/** Milliseconds east of UTC. @throws RangeError for an unknown zone or no instant at all. */
export function offsetMs(at: number, zone: string): number {
  const stretch = Math.floor(at / STRETCH_MS);
  const key = `${zone} ${stretch}`;
  const found = known.get(key);
  if (found !== undefined) return found ?? exactOffsetMs(at, zone);
  const first = exactOffsetMs(stretch * STRETCH_MS, zone);
  const last = exactOffsetMs((stretch + 1) * STRETCH_MS - 1, zone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, first === last ? first : null);
  return first === last ? first : exactOffsetMs(at, zone);
}

function exactOffsetMs(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}
