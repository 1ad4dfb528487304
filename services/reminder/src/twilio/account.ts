/** Twilio's REST API by its own SDK, and what its failures mean for something that must happen once. */
import { ProviderError } from '@bayline/runtime';
import twilio, { type Twilio } from 'twilio';

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Undefined is Twilio's own address. */
  readonly baseUrl: string | undefined;
}

export const DEADLINE_MS = 8_000;

/** Nothing is tried again by the SDK: what was tried is for the queue to know. */
export function openAccount({ accountSid, authToken, baseUrl }: TwilioAccount): Twilio {
  const client = twilio(accountSid, authToken, {
    autoRetry: false,
    timeout: DEADLINE_MS,
    // An edge or region from the environment would be written into the address of a simulator.
    ...(baseUrl === undefined ? {} : { edge: '', region: '' }),
  });
  if (baseUrl !== undefined) client.api.baseUrl = baseUrl;
  return client;
}

/**
 * Whether a create was taken: `throttled` and `refused` were not; of a server's failure, a broken connection or silence
 * nobody knows.
 */
export type Failed = { readonly how: 'throttled' | 'refused' | 'unplaced' | 'unsure'; readonly code: string };

export function describeFailure(error: unknown): Failed {
  if (error instanceof ProviderError) {
    // The breaker refused: nothing was sent.
    if (error.code === 'open') return { how: 'unplaced', code: 'open' };
    if (error.cause !== undefined && error.cause !== null) return fromStatus(error.cause, error.code);
    return { how: 'unsure', code: error.code };
  }
  return fromStatus(error, 'failed');
}

function fromStatus(error: unknown, otherwise: string): Failed {
  const { status, code, syscall } = fieldsOf(error);
  if (status === 429) return { how: 'throttled', code: '429' };
  // Our own account is not let in: nothing is wrong with the customer's number.
  if (status === 401 || status === 403) return { how: 'unplaced', code: String(status) };
  if (status !== undefined && status < 500) return { how: 'refused', code: String(code ?? status) };
  if (syscall === 'connect' || code === 'ECONNREFUSED') return { how: 'unplaced', code: 'connect' };
  return { how: 'unsure', code: String(status ?? otherwise) };
}

/** The SDK throws two unrelated classes with a status, and errors of the network without. */
function fieldsOf(error: unknown): { status?: number; code?: number | string; syscall?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { status, code, syscall } = error as { status?: unknown; code?: unknown; syscall?: unknown };
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof code === 'number' || typeof code === 'string' ? { code } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
  };
}

/** A failure as the guard must see it: only what may pass by itself counts towards the breaker. */
export function asProviderError(error: unknown): ProviderError {
  const { how, code } = fromStatus(error, 'failed');
  return new ProviderError('twilio', code, { retryable: how === 'unsure' || how === 'throttled', cause: error });
}
