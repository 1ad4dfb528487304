/** Whether a failure is one of something outside that is away: it says nothing about the message that met it. */
import { AskFailed } from './ask-failed.ts';
import { ProviderError } from './provider-error.ts';

/** Not worth trying again at once, and yet no fault of what was tried. */
const AWAY = new Set(['open', 'disconnected', 'busy']);

export function isOutage(error: unknown): boolean {
  if (error instanceof AskFailed) return error.reason !== 'refused' && error.reason !== 'invalid-reply';
  return error instanceof ProviderError && (error.retryable || AWAY.has(error.code));
}
