/** The names Twilio gives to things: two letters and 32 hexadecimal digits. */
import { randomBytes } from 'node:crypto';

/** A new name: CA for calls, MZ for streams, SM for messages. */
export function newSid(prefix: 'CA' | 'MZ' | 'SM'): string {
  return prefix + randomBytes(16).toString('hex');
}
