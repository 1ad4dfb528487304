/** Whether this instance takes one more call. Calls in progress keep their quality: it is the new one that is refused. */

export interface Load {
  readonly draining: boolean;
  readonly calls: number;
  /** This instance's share of the provider's quotas; Infinity for none. */
  readonly sttStreams: number;
  readonly ttsSockets: number;
  /** So many calls share one synthesis socket: it is leased per reply, and nobody is spoken to all the time. */
  readonly callsPerTtsSocket: number;
  readonly eventLoopDelayMs: number;
  readonly mostEventLoopDelayMs: number;
  /** Neither the recogniser nor the synthesiser can be had. */
  readonly providerDown: boolean;
}

export type Refusal = 'draining' | 'busy' | 'provider-down';

/** Why a call is refused; null when it is taken. A call that moves here from another owner is not refused for delay. */
export function refusalOf(load: Load, moving: boolean): Refusal | null {
  if (load.draining) return 'draining';
  if (load.providerDown) return 'provider-down';
  if (load.calls >= load.sttStreams) return 'busy';
  if (load.calls >= load.ttsSockets * load.callsPerTtsSocket) return 'busy';
  if (!moving && load.eventLoopDelayMs > load.mostEventLoopDelayMs) return 'busy';
  return null;
}
