/** An ask that brought no answer: late, nobody there, refused by the answerer, or broken. */
import { RequestError, TimeoutError } from '@nats-io/transport-node';

export type AskFailure = 'deadline' | 'nobody-there' | 'refused' | 'invalid-reply' | 'bus-away';

export class AskFailed extends Error {
  override readonly name = 'AskFailed';
  readonly subject: string;
  readonly reason: AskFailure;
  /** What the answerer said of its refusal: `invalid-request: ...`, or the name of what it threw. */
  readonly detail: string | undefined;
  constructor(subject: string, reason: AskFailure, detail?: string, cause?: unknown) {
    super(`${subject} failed: ${reason}${detail === undefined ? '' : ` (${detail})`}`, { cause });
    this.subject = subject;
    this.reason = reason;
    this.detail = detail;
  }
}

/** What a failed request of the NATS client means. */
export function describeAskFailure(subject: string, error: unknown): AskFailed {
  if (error instanceof AskFailed) return error;
  if (error instanceof TimeoutError) return new AskFailed(subject, 'deadline', undefined, error);
  if (error instanceof RequestError) {
    if (error.isNoResponders()) return new AskFailed(subject, 'nobody-there', undefined, error);
    if (error.cause instanceof TimeoutError) return new AskFailed(subject, 'deadline', undefined, error);
  }
  return new AskFailed(subject, 'bus-away', error instanceof Error ? error.name : undefined, error);
}
