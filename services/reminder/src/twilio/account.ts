/** Twilio's REST API by its own SDK, and what its failures mean for something that must happen once. */
import { type Guard, type GuardMaker, ProviderError } from '@bayline/runtime';
import twilio, { type Twilio } from 'twilio';
import type { Failed } from '../failing.ts';

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Undefined is Twilio's own address. */
  readonly baseUrl: string | undefined;
}

const DEADLINE_MS = 8_000;
/** Clocks of two companies agree to within this. */
const CLOCKS_DIFFER_MS = 60_000;
/** Looking for what may have been made reads so many of the latest. */
export const MOST_FOUND = 50;

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

/** The guard of one operation; the SDK's own timeout comes first. */
export function guardTwilio(guard: GuardMaker, operation: string): Guard {
  return guard({ provider: 'twilio', operation, deadlineMs: DEADLINE_MS + 500 });
}

/** Asks for something that fails as the guard must see it. @throws ProviderError */
export function asked<T>(guard: Guard, ask: () => Promise<T>): Promise<T> {
  return guard.run(() =>
    ask().catch((error: unknown) => {
      throw asProviderError(error);
    }),
  );
}

/** Makes what must be made once; never throws: whether it was made is the answer. */
export async function made(
  guard: Guard,
  make: () => Promise<{ sid: string }>,
): Promise<{ type: 'made'; sid: string } | Failed> {
  try {
    return { type: 'made', sid: (await asked(guard, make)).sid };
  } catch (error) {
    return { type: 'failed', ...describeFailure(error) };
  }
}

/** Whether something may have been made since a moment of ours. */
export function madeSince(since: Date): (found: { dateCreated: Date | null }) => boolean {
  const earliest = since.getTime() - CLOCKS_DIFFER_MS;
  return ({ dateCreated }) => dateCreated === null || dateCreated.getTime() >= earliest;
}

type Failure = Omit<Failed, 'type'>;

/**
 * Whether a create was taken: `throttled` and `refused` were not; of a server's failure, a broken connection or silence
 * nobody knows.
 */
export function describeFailure(error: unknown): Failure {
  if (error instanceof ProviderError) {
    // The breaker refused: nothing was sent.
    if (error.code === 'open') return { how: 'unplaced', code: 'open' };
    if (error.cause !== undefined && error.cause !== null) return fromStatus(error.cause, error.code);
    return { how: 'unsure', code: error.code };
  }
  return fromStatus(error, 'failed');
}

function fromStatus(error: unknown, otherwise: string): Failure {
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
function asProviderError(error: unknown): ProviderError {
  const { how, code } = fromStatus(error, 'failed');
  return new ProviderError('twilio', code, { retryable: how === 'unsure' || how === 'throttled', cause: error });
}
