/** What becomes of a call whose stream has ended: nothing, the desk, or a new stream. */

export interface Resumable {
  readonly streams: number;
  /** When earlier resumes were asked for. */
  readonly resumes: readonly Date[];
  readonly handedOverAt: Date | null;
  readonly endedAt: Date | null;
}

export type Resumption =
  | { readonly type: 'desk' }
  | { readonly type: 'ended' }
  | { readonly type: 'stream'; readonly stream: number; readonly resumes: readonly Date[] };

const A_MINUTE_MS = 60_000;
/** The third resume within a minute is not tried any more: something is broken that a person must bridge. */
const RESUMES_A_MINUTE = 2;

/** A caller who was handed over goes to the desk even when we count the call as ended. An ask that is repeated is answered again. */
export function resume(call: Resumable, at: Date, { deskUnanswered = false } = {}): Resumption {
  // Nobody took it at the desk: it goes on with us, whatever was noted when it was handed over.
  if (call.handedOverAt !== null && !deskUnanswered) return { type: 'desk' };
  if (call.endedAt !== null && !deskUnanswered) return { type: 'ended' };
  if (call.resumes.some((earlier) => earlier.getTime() === at.getTime())) {
    return { type: 'stream', stream: call.streams, resumes: call.resumes };
  }
  const recent = call.resumes.filter((earlier) => at.getTime() - earlier.getTime() < A_MINUTE_MS);
  if (recent.length >= RESUMES_A_MINUTE) return { type: 'desk' };
  return { type: 'stream', stream: call.streams + 1, resumes: [...recent, at] };
}
