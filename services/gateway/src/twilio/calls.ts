/** Live calls at Twilio, changed by REST with Twilio's own SDK. */
import { type Guard, type GuardMaker, ProviderError } from '@bayline/runtime';
import twilio from 'twilio';

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Undefined is Twilio's own address. */
  readonly baseUrl: string | undefined;
}

/** Every method throws ProviderError; its code is `call-over` when there is no such live call any more. */
export interface LiveCalls {
  hangUp(callId: string): Promise<void>;
  /** The call goes on with this document, at once; Twilio then closes its media stream. */
  proceed(callId: string, twiml: string): Promise<void>;
  /** The call goes on with what `url` answers. */
  redirect(callId: string, url: string): Promise<void>;
  readonly state: Guard['state'];
}

const DEADLINE_MS = 3_000;
/** Call not in progress: it cannot be changed any more. */
const NOT_IN_PROGRESS = 21_220;

export function connectTwilio(account: TwilioAccount, guard: GuardMaker): LiveCalls {
  const client = twilio(account.accountSid, account.authToken, {
    autoRetry: true,
    maxRetries: 3,
    timeout: DEADLINE_MS,
    // An edge or region from the environment would be written into the address of a simulator.
    ...(account.baseUrl === undefined ? {} : { edge: '', region: '' }),
  });
  if (account.baseUrl !== undefined) client.api.baseUrl = account.baseUrl;
  const updates = guard({ provider: 'twilio', operation: 'update-call', deadlineMs: DEADLINE_MS });

  const update = async (
    callId: string,
    change: Parameters<ReturnType<typeof client.calls>['update']>[0],
  ): Promise<void> => {
    await updates.run(async () => {
      try {
        await client.calls(callId).update(change);
      } catch (error) {
        throw describeFailure(error);
      }
    });
  };
  return {
    hangUp: (callId) => update(callId, { status: 'completed' }),
    proceed: (callId, twiml) => update(callId, { twiml }),
    redirect: (callId, url) => update(callId, { url, method: 'POST' }),
    get state() {
      return updates.state;
    },
  };
}

function describeFailure(error: unknown): ProviderError {
  const { status, code } = fieldsOf(error);
  if (code === NOT_IN_PROGRESS || status === 404) return failure('call-over', false, error);
  if (status === 429) return failure('rate-limit', true, error);
  if (status === 401 || status === 403) return failure('unauthorised', false, error);
  if (status !== undefined && status < 500) return failure('refused', false, error);
  return failure('failed', true, error);
}

function failure(code: string, retryable: boolean, cause: unknown): ProviderError {
  return new ProviderError('twilio', code, { retryable, cause });
}

/** The SDK throws two unrelated classes with these fields, and plain errors of the network without. */
function fieldsOf(error: unknown): { status?: number; code?: number } {
  if (typeof error !== 'object' || error === null) return {};
  const { status, code } = error as { status?: unknown; code?: unknown };
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof code === 'number' ? { code } : {}),
  };
}
