/** What /readyz and /metrics say of this service. */
import type { Health, Metrics } from '@bayline/runtime';
import type { Calls } from './calls.ts';
import type { Phrases } from './phrases/phrases.ts';
import type { Deepgram } from './providers.ts';

/** Deepgram being away is a degradation: stock phrases can still be said, and the process is as good as any other. */
export function report(
  { health, metrics }: { health: Health; metrics: Metrics },
  { calls, phrases, deepgram }: { calls: Calls; phrases: Phrases; deepgram: Deepgram },
): void {
  health.detail('calls', () => ({ ok: true, live: calls.size, unheard: calls.unheard }));
  health.detail('phrases', () => ({ ok: true, ...phrases.counts }));
  health.detail('deepgram', () => ({ ok: !deepgram.troubled, required: false, ...deepgram.state }));

  metrics.gauge('speech_calls', 'Live calls.', () => calls.size);
  metrics.gauge('speech_unheard_calls', 'Live calls that have no recogniser now.', () => calls.unheard);
  metrics.gauge('speech_phrases_kept', 'Stock phrases whose audio is in memory.', () => phrases.counts.kept);
  for (const name of ['recognisers', 'synthesisers'] as const) {
    const described = `Sockets of the ${name}`;
    metrics.gauge(`speech_${name}_leased`, `${described} in use.`, () => deepgram.state[name].leased);
    metrics.gauge(`speech_${name}_idle`, `${described} kept ready.`, () => deepgram.state[name].idle);
  }
}
