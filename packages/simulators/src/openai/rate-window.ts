/** Requests and tokens of the last minute, against their limits. */
import { tooFast } from './api-error.ts';

export interface RateLimits {
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
}

const MINUTE_MS = 60_000;

export class RateWindow {
  #used: { at: number; tokens: number }[] = [];

  /**
   * Takes a request of `tokens` at `at` (monotonic milliseconds) into the window; gives the headers that tell what is left.
   * @throws ApiError 429 when it does not fit.
   */
  take(tokens: number, limits: RateLimits, at: number): Record<string, string> {
    this.#used = this.#used.filter((use) => use.at > at - MINUTE_MS);
    const used = this.#used.reduce((sum, use) => sum + use.tokens, 0);
    const waitMs = (this.#used[0]?.at ?? at) + MINUTE_MS - at;
    if (this.#used.length + 1 > limits.requestsPerMinute) throw tooFast('requests', waitMs);
    if (used + tokens > limits.tokensPerMinute) throw tooFast('tokens', waitMs);
    this.#used.push({ at, tokens });
    return {
      'x-ratelimit-limit-requests': String(limits.requestsPerMinute),
      'x-ratelimit-limit-tokens': String(limits.tokensPerMinute),
      'x-ratelimit-remaining-requests': String(limits.requestsPerMinute - this.#used.length),
      'x-ratelimit-remaining-tokens': String(limits.tokensPerMinute - used - tokens),
      'x-ratelimit-reset-requests': duration(MINUTE_MS / limits.requestsPerMinute),
      'x-ratelimit-reset-tokens': duration(((used + tokens) * MINUTE_MS) / limits.tokensPerMinute),
    };
  }
}

/** `120ms`, `1s`, `6m0s`. */
function duration(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
