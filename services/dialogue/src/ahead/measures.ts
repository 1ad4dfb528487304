/** What asking ahead costs and brings, as metrics. */
import type { Metrics } from '@bayline/runtime';
import type { AheadMeasures } from './answering-ahead.ts';

export function aheadMeasures(metrics: Metrics): AheadMeasures {
  const requests = metrics.counter('model_requests_ahead_total', 'Model requests made ahead of a pause, by outcome.');
  const wasted = metrics.counter(
    'model_tokens_dropped_total',
    'Tokens (estimated) of requests ahead that were thrown away.',
  );
  return {
    ended: (outcome, wastedTokens) => {
      requests({ outcome });
      if (wastedTokens > 0) wasted({}, wastedTokens);
    },
  };
}
