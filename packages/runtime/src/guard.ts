/** The guard every outside call goes through: a deadline, a circuit breaker and a metric. Nothing waits for ever. */
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  SamplingBreaker,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { ProviderError } from './provider-error.ts';
import { inSpan } from './traces.ts';

export interface GuardOptions {
  readonly provider: string;
  readonly operation: string;
  readonly deadlineMs: number;
  /** Failures in a row that open the breaker. */
  readonly failures?: number;
  /** How long an open breaker refuses before it lets one call probe. */
  readonly probeAfterMs?: number;
}

export interface Guard {
  /**
   * Runs one outside call. `signal` is aborted at the deadline.
   * @throws ProviderError with code `deadline`, `open` (the breaker refused) or the adapter's own.
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  readonly state: 'closed' | 'half-open' | 'open';
}

export type GuardMaker = (options: GuardOptions) => Guard;

/** Makes guards that share one set of metrics. Only retryable failures and deadlines count towards opening a breaker. */
export function guardMaker(metrics: Metrics, log: Log): GuardMaker {
  const outcomes = metrics.counter('provider_calls_total', 'Outside calls by provider, operation and outcome.');
  const took = metrics.latency('provider_call_milliseconds', 'How long outside calls took.');
  const states = new Map<string, () => number>();
  metrics.meter
    .createObservableGauge('provider_breaker_state', { description: '0 closed, 1 half-open, 2 open.' })
    .addCallback((result) => {
      for (const [key, read] of states) {
        const [provider = '', operation = ''] = key.split('/');
        result.observe(read(), { provider, operation });
      }
    });

  return (options) => {
    const { provider, operation } = options;
    const breaker = circuitBreaker(
      handleWhen((error) => !(error instanceof ProviderError) || error.retryable),
      {
        halfOpenAfter: options.probeAfterMs ?? 5_000,
        breaker: new FirstOf([
          new ConsecutiveBreaker(options.failures ?? 5),
          new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 }),
        ]),
      },
    );
    const deadline: IPolicy = timeout(options.deadlineMs, {
      strategy: TimeoutStrategy.Aggressive,
      abortOnReturn: false,
    });
    const stateOf = (): Guard['state'] => nameOfState(breaker.state);
    states.set(`${provider}/${operation}`, () => ['closed', 'half-open', 'open'].indexOf(stateOf()));
    breaker.onBreak(() => log.warn({ provider, operation }, 'breaker opened'));
    breaker.onReset(() => log.info({ provider, operation }, 'breaker closed'));

    const run = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      try {
        const result = await inSpan(`${provider} ${operation}`, 'calls', undefined, () =>
          breaker.execute(() => deadline.execute(({ signal }) => work(signal))),
        );
        took(performance.now() - startedAt, { provider, operation });
        outcomes({ provider, operation, outcome: 'ok' });
        return result;
      } catch (error) {
        const failure = asProviderError(provider, error);
        took(performance.now() - startedAt, { provider, operation });
        outcomes({ provider, operation, outcome: failure.code });
        throw failure;
      }
    };
    return {
      run,
      get state() {
        return stateOf();
      },
    };
  };
}

function nameOfState(state: CircuitState): Guard['state'] {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}

function asProviderError(provider: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof TaskCancelledError)
    return new ProviderError(provider, 'deadline', { retryable: true, cause: error });
  if (error instanceof BrokenCircuitError)
    return new ProviderError(provider, 'open', { retryable: true, cause: error });
  return new ProviderError(provider, 'failed', { retryable: true, cause: error });
}

type Breaker = ConsecutiveBreaker | SamplingBreaker;

/** Opens when the first of several breakers would: some failures in a row, or half of many. */
class FirstOf {
  readonly #breakers: readonly Breaker[];
  constructor(breakers: readonly Breaker[]) {
    this.#breakers = breakers;
  }
  get state(): unknown {
    return this.#breakers.map((breaker) => breaker.state);
  }
  set state(value: unknown) {
    if (!Array.isArray(value)) return;
    this.#breakers.forEach((breaker, index) => {
      breaker.state = value[index];
    });
  }
  success(state: CircuitState): void {
    for (const breaker of this.#breakers) breaker.success(state);
  }
  failure(state: CircuitState): boolean {
    return this.#breakers.map((breaker) => breaker.failure(state)).includes(true);
  }
}
