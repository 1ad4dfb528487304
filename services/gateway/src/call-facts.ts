/** The facts about one call that the gateway hears, and who of the call's parts takes which. */
import {
  callReported,
  type Fact,
  hangupWanted,
  ownerChanged,
  replyCancelled,
  replyPiece,
  replyVoiced,
  transcriptFinal,
  transferWanted,
} from '@bayline/contracts';
import type { Bus, Subscription } from '@bayline/runtime';
import type { z } from 'zod';

type Payload<F> = F extends Fact<infer S extends z.ZodType> ? z.output<S> : never;

/** What the facts carry. */
export interface Told {
  readonly final: Payload<typeof transcriptFinal>;
  readonly piece: Payload<typeof replyPiece>;
  readonly voiced: Payload<typeof replyVoiced>;
  readonly cancelled: Payload<typeof replyCancelled>;
  readonly hangup: Payload<typeof hangupWanted>;
  readonly transfer: Payload<typeof transferWanted>;
  readonly owner: Payload<typeof ownerChanged>;
  readonly report: Payload<typeof callReported>;
}

export interface CallHearer {
  finalTold(final: Told['final']): void;
  pieceTold(piece: Told['piece']): void;
  voiced(voiced: Told['voiced']): void;
  cancelled(cancelled: Told['cancelled']): void;
  hangupWished(wish: Told['hangup']): void;
  transferWished(wish: Told['transfer']): void;
  ownerTold(changed: Told['owner']): void;
  reported(report: Told['report']): void;
}

/** Subscribes to everything about a call, before anyone is asked to own it. */
export function hearCall(bus: Bus, callId: string, hearer: CallHearer): Subscription {
  const subscriptions = [
    bus.hear(transcriptFinal, callId, (final) => hearer.finalTold(final)),
    bus.hear(replyPiece, callId, (piece) => hearer.pieceTold(piece)),
    bus.hear(replyVoiced, callId, (voiced) => hearer.voiced(voiced)),
    bus.hear(replyCancelled, callId, (cancelled) => hearer.cancelled(cancelled)),
    bus.hear(hangupWanted, callId, (wish) => hearer.hangupWished(wish)),
    bus.hear(transferWanted, callId, (wish) => hearer.transferWished(wish)),
    bus.hear(ownerChanged, callId, (changed) => hearer.ownerTold(changed)),
    bus.hear(callReported, callId, (report) => hearer.reported(report)),
  ];
  return {
    stop: () => {
      for (const subscription of subscriptions) subscription.stop();
    },
  };
}
