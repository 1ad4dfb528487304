/** A telephone number as it is kept where the number itself is not to be: on the stop list, and in the count of calls. Pure. */
import { createHash } from 'node:crypto';

/** The same number has the same hash for good: a key that is changed or lost would forget who wants no calls. */
export function hashOfNumber(number: string): string {
  return createHash('sha256').update(`bayline number\n${number}`).digest('base64url');
}
