/** A wish that could not be stored, as a task for a person. */
import { createHash } from 'node:crypto';
import type { wishLeft } from '@bayline/contracts';
import type { z } from 'zod';

export type Wish = z.output<typeof wishLeft.schema>;

/** "Call Dana Whitfield back at +12155550123: an oil change on Tuesday. (The database was away.)" */
export function sayCallBack({ name, phone, wish, why }: Wish, callNumber: string | null): string {
  const number = phone ?? callNumber;
  return `Call ${name ?? 'the caller'} back at ${number ?? 'an unknown number'}: ${wish}. (${why})`;
}

/** What makes two wishes the same task: the call and the matter. The same matter told again is no second task. */
export function subjectOf(callId: string, { wish, why }: Wish): string {
  const matter = createHash('sha256')
    .update(JSON.stringify([wish, why]))
    .digest('base64url');
  return `${callId}:${matter}`;
}
