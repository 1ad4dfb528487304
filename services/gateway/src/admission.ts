/** Whether a new call is taken. Live calls keep their quality: it is the next one that is refused. Pure. */

export interface Load {
  readonly draining: boolean;
  readonly liveCalls: number;
  readonly eventLoopDelayMs: number;
  readonly callsOfNumberWithinHour: number;
  readonly callsWithinDay: number;
}

export interface LoadLimits {
  readonly MAX_CALLS: number;
  readonly MAX_EVENT_LOOP_DELAY_MS: number;
  readonly MAX_CALLS_PER_NUMBER_PER_HOUR: number;
  readonly MAX_CALLS_PER_DAY: number;
}

/** `draining` and `busy` are our trouble, and the caller is sent to the desk; `too-many-calls` is the caller's. */
export type Refusal = 'draining' | 'busy' | 'too-many-calls';

/** Why a new call is not taken; null when it is. */
export function refuse(load: Load, limits: LoadLimits): Refusal | null {
  if (load.draining) return 'draining';
  if (load.callsOfNumberWithinHour >= limits.MAX_CALLS_PER_NUMBER_PER_HOUR) return 'too-many-calls';
  if (load.callsWithinDay >= limits.MAX_CALLS_PER_DAY) return 'busy';
  if (load.liveCalls >= limits.MAX_CALLS) return 'busy';
  if (load.eventLoopDelayMs > limits.MAX_EVENT_LOOP_DELAY_MS) return 'busy';
  return null;
}

const SAMPLES = 3;

/** The event loop's delay as admission sees it: the least of the last three samples, so that one hiccup refuses nobody. */
export class SustainedDelay {
  #samples: readonly number[] = [];

  sample(delayMs: number): void {
    this.#samples = [...this.#samples, delayMs].slice(-SAMPLES);
  }

  get ms(): number {
    return this.#samples.length < SAMPLES ? 0 : Math.min(...this.#samples);
  }
}
