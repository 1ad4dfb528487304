/** What Deepgram's refusals and closes mean for us: a word for metrics, and whether trying again may help. */
import { ProviderError } from '@bayline/runtime';

export const PROVIDER = 'deepgram';

/** A failed upgrade or request. */
export function refusal(status: number, cause?: unknown): ProviderError {
  const failure = (code: string, retryable: boolean): ProviderError =>
    new ProviderError(PROVIDER, code, { retryable, cause, message: `deepgram answered ${status}` });
  if (status === 429) return failure('rate-limit', true);
  if (status >= 500) return failure('unavailable', true);
  if (status === 401 || status === 402 || status === 403) return failure('refused', false);
  return failure('bad-request', false);
}

/** A socket that could not be opened at all. */
export function unreachable(cause: unknown): ProviderError {
  return new ProviderError(PROVIDER, 'unreachable', { retryable: true, cause });
}

/** A socket that was closed by the other side; every such close is worth a new socket. */
export function closure(code: number, reason: string): ProviderError {
  const token = /\b[A-Z]+-\d{4}\b/.exec(reason)?.[0];
  return new ProviderError(PROVIDER, token?.toLowerCase() ?? `closed-${code}`, {
    retryable: true,
    message: `deepgram closed the socket: ${code}${token === undefined ? '' : ` ${token}`}`,
  });
}
