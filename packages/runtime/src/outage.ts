/** Whether a failure is one of something outside that is away: it says nothing about the message that met it. */
import { AskFailed } from './ask-failed.ts';
import { ProviderError } from './provider-error.ts';

/** Not worth trying again at once, and yet no fault of what was tried. */
const AWAY = new Set(['open', 'disconnected', 'busy']);

export function isOutage(error: unknown): boolean {
  // Whoever refuses a question it understands is in trouble itself, and will be out of it some day.
  if (error instanceof AskFailed) return error.reason !== 'invalid-reply' && !isInvalid(error);
  return error instanceof ProviderError && (error.retryable || AWAY.has(error.code));
}

function isInvalid({ reason, detail = '' }: AskFailed): boolean {
  return reason === 'refused' && detail.startsWith('invalid-request');
}
