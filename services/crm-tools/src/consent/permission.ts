/** Whether a customer may be called about their visit now, later, never, or only written to. Pure: every forbidden call is forbidden here. */
import type { CallingRules } from './calling-rules.ts';
import { nextFitHour } from './hours.ts';

export interface PermissionFacts {
  readonly now: Date;
  readonly visitStartsAt: Date;
  /** Zones the number may be in, and the shop's. */
  readonly zones: readonly string[];
  /** The latest answer to the question of consent; null when it was never asked. */
  readonly consent: 'yes' | 'no' | null;
  readonly optedOut: boolean;
  /** Calls placed for this reminder. */
  readonly tries: number;
  /** Calls placed to this number within the last 30 days, for whatever reminder. */
  readonly callsIn30Days: number;
}

export type Permission =
  | { readonly type: 'call' }
  | { readonly type: 'later'; readonly at: Date; readonly why: 'hours' }
  /** No more calls; a message may be sent in their stead. */
  | { readonly type: 'text'; readonly why: 'tries' | 'calls-in-30-days' | 'too-late' }
  | { readonly type: 'never'; readonly why: 'opted-out' | 'no-consent' };

export function permit(facts: PermissionFacts, rules: CallingRules): Permission {
  if (facts.optedOut) return { type: 'never', why: 'opted-out' };
  if (facts.consent !== 'yes') return { type: 'never', why: 'no-consent' };
  if (facts.tries >= rules.mostTries) return { type: 'text', why: 'tries' };
  if (facts.callsIn30Days >= rules.mostCallsIn30Days) return { type: 'text', why: 'calls-in-30-days' };
  const last = facts.visitStartsAt.getTime() - rules.notLaterThanMinutesBefore * 60_000;
  const fit = nextFitHour(facts.now, facts.zones, rules);
  if (fit === null || fit.getTime() > last) return { type: 'text', why: 'too-late' };
  return fit.getTime() === facts.now.getTime() ? { type: 'call' } : { type: 'later', at: fit, why: 'hours' };
}

/** When a try that reached nobody is followed by the next one: the waits grow. */
export function nextTryAt(now: Date, tries: number, { retryMinutes }: CallingRules): Date {
  const minutes = retryMinutes[Math.min(Math.max(tries, 1), retryMinutes.length) - 1] ?? 60;
  return new Date(now.getTime() + minutes * 60_000);
}
