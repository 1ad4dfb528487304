/** The gateway's own metrics. */
import type { Metrics } from '@bayline/runtime';

export interface GatewayMetrics {
  /** Webhooks, upgrades and streams that were turned away, by reason. */
  readonly refused: (reason: string) => void;
  /** Messages of media sockets that were ignored, by reason. */
  readonly ignored: (reason: string) => void;
  /** Spoken audio that was not played, by reason. */
  readonly dropped: (reason: string) => void;
  /** The line of a call ran dry in the middle of a reply. */
  readonly underruns: (count: number) => void;
  readonly ended: (reason: string) => void;
  /** An owner was lost and had to be replaced. */
  readonly ownerLost: (role: string) => void;
  /** How late the playout clock ticked. */
  readonly tickLate: (ms: number) => void;
  /** The recogniser's event arrived -> `clear` is on the wire; dialogue's and our part, without the way between us. */
  readonly bargeIn: (ms: number) => void;
  /** Whole turns, as in the ledger. */
  readonly turn: (ms: number) => void;
}

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const refused = metrics.counter('gateway_refused_total', 'Calls, upgrades and streams turned away, by reason.');
  const ignored = metrics.counter('gateway_messages_ignored_total', 'Messages of media sockets ignored, by reason.');
  const dropped = metrics.counter('gateway_audio_dropped_total', 'Spoken audio that was not played, by reason.');
  const underruns = metrics.counter('gateway_underruns_total', 'Lines that ran dry in the middle of a reply.');
  const ended = metrics.counter('gateway_calls_ended_total', 'Calls that ended, by reason.');
  const ownerLost = metrics.counter('gateway_owners_lost_total', 'Owners that fell silent and were replaced, by role.');
  const tickLate = metrics.latency('gateway_tick_late_milliseconds', 'How late the playout clock ticked.');
  const bargeIn = metrics.latency('gateway_barge_in_milliseconds', "The recogniser's event to `clear` on the wire.");
  const turn = metrics.latency('gateway_turn_milliseconds', "The caller's last word to the first frame of the answer.");
  return {
    refused: (reason) => refused({ reason }),
    ignored: (reason) => ignored({ reason }),
    dropped: (reason) => dropped({ reason }),
    underruns: (count) => underruns({}, count),
    ended: (reason) => ended({ reason }),
    ownerLost: (role) => ownerLost({ role }),
    tickLate: (ms) => tickLate(ms),
    bargeIn: (ms) => bargeIn(ms),
    turn: (ms) => turn(ms),
  };
}
