/** What to do with an error: what Google's answers mean, and whether a write is tried again, put off, or given up. */
import { ProviderError } from '@bayline/runtime';

/** What is known of a failed request. */
export interface Refused {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** Google's word for it, of the first error in the envelope. */
  readonly reason: string | undefined;
  /** The `error` of the token endpoint. */
  readonly grantError: string | undefined;
}

export const FAILURES = {
  /** Nothing came back: the network, a cut connection. */
  network: { retryable: true },
  /** 408, 429 and the 403s that mean the same. */
  'rate-limit': { retryable: true },
  backend: { retryable: true },
  /** 401 even with a fresh token. */
  unauthorized: { retryable: true },
  /** Consent is gone, until a person gives it again. */
  disconnected: { retryable: false },
  forbidden: { retryable: false },
  'not-found': { retryable: false },
  'id-taken': { retryable: false },
  /** 410 for an event: it is deleted already. */
  deleted: { retryable: false },
  /** 410 for a sync token: everything must be read again. */
  'token-expired': { retryable: false },
  /** 412: the event is not as it was when its etag was read. */
  overtaken: { retryable: false },
  refused: { retryable: false },
  /** An answer that is none. */
  unreadable: { retryable: false },
} as const;

export type FailureCode = keyof typeof FAILURES;

const GRANT_ERRORS = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'deleted_client']);
const LIMIT_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded']);
const TOKEN_REASONS = new Set(['fullSyncRequired', 'updatedMinTooLongAgo']);

/** What a refusal means. */
export function failureOf({ status, reason = '', grantError }: Refused): FailureCode {
  if (grantError !== undefined && GRANT_ERRORS.has(grantError)) return 'disconnected';
  if (status === undefined) return 'network';
  if (status === 408 || status === 429 || LIMIT_REASONS.has(reason)) return 'rate-limit';
  if (status >= 500) return 'backend';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'id-taken';
    case 410:
      return TOKEN_REASONS.has(reason) ? 'token-expired' : 'deleted';
    case 412:
      return 'overtaken';
    default:
      return 'refused';
  }
}

/** The failure as it leaves the adapter. */
export function providerError(code: FailureCode, cause: unknown): ProviderError {
  return new ProviderError('google', code, { retryable: FAILURES[code].retryable, cause });
}

/**
 * What becomes of a write that failed: tried again within seconds, put off until the fact is delivered again (an outage, or no
 * consent: it must not be lost), or given up because it would fail every time.
 */
export function afterFailure(error: unknown): 'try-again' | 'put-off' | 'give-up' {
  if (!(error instanceof ProviderError)) return 'put-off';
  if (error.code === 'disconnected' || error.code === 'open') return 'put-off';
  return error.retryable ? 'try-again' : 'give-up';
}
