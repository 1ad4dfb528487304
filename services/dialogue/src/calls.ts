/** The live calls of this instance: taking one on, continuing one, knowing when none is left. */
import { callBrief, type callConverse } from '@bayline/contracts';
import type { Log } from '@bayline/runtime';
import type { z } from 'zod';
import { type Brief, newConversation } from './conversation/state.ts';
import { type House, LiveCall } from './live-call.ts';

type Request = z.output<typeof callConverse.request>;
type Answer = z.input<typeof callConverse.reply>;

export interface Calls {
  converse(request: Request): Promise<Answer>;
  tellAlive(): void;
  readonly count: number;
  /** Takes no more calls; resolves when the last one is over. */
  drain(): Promise<void>;
}

export function createCalls(
  house: Omit<House, 'onGone'>,
  limits: { mostCalls: number; onBrief: (brief: Brief) => void },
): Calls {
  const live = new Map<string, LiveCall>();
  /** Calls that are being taken on; none of these promises rejects. */
  const coming = new Map<string, Promise<unknown>>();
  let drained: (() => void) | undefined;
  /** A call that begins to listen is in both. */
  const taken = (): number => new Set([...live.keys(), ...coming.keys()]).size;
  const tellDrained = (): void => {
    if (taken() === 0) drained?.();
  };
  const withGone: House = {
    ...house,
    onGone: (callId) => {
      live.delete(callId);
      tellDrained();
    },
  };
  const refusal = (): 'busy' | 'draining' | null => {
    if (drained !== undefined) return 'draining';
    return taken() >= limits.mostCalls ? 'busy' : null;
  };
  const welcome = async (request: Request): Promise<Answer> => {
    const brief = request.brief ?? (await askBrief(house, request.callId));
    if (brief === undefined) return { type: 'refused', reason: 'busy' };
    limits.onBrief(brief);
    const { call, begin } = await takeOn(withGone, request, brief);
    live.set(request.callId, call);
    await call.listen();
    begin();
    return { type: 'conversing', dialogueId: house.dialogueId };
  };
  return {
    converse: async (request) => {
      const { callId } = request;
      // A gateway that had no answer in time asks again while we still look the caller up: one call is talked with once.
      while (coming.has(callId)) await coming.get(callId);
      const known = live.get(callId);
      if (known !== undefined) return continueOwn(known, request, house);
      const reason = refusal();
      if (reason !== null) return { type: 'refused', reason };
      const welcomed = welcome(request).finally(() => {
        coming.delete(callId);
        tellDrained();
      });
      coming.set(
        callId,
        welcomed.catch(() => undefined),
      );
      return welcomed;
    },
    tellAlive: () => {
      for (const call of live.values()) call.tellAlive();
    },
    get count() {
      return live.size;
    },
    drain: () =>
      new Promise((resolve) => {
        drained = resolve;
        tellDrained();
      }),
  };
}

/** The gateway asks again although the call is ours: it has changed, or thought us dead. */
function continueOwn(call: LiveCall, request: Request, house: Pick<House, 'dialogueId'>): Answer {
  if (request.epoch > call.epoch)
    call.resume({
      epoch: request.epoch,
      speechEpoch: request.speechEpoch,
      brief: null,
      deskUnanswered: request.deskUnanswered === true,
    });
  return { type: 'conversing', dialogueId: house.dialogueId };
}

/** A call is begun, or gone on with from its session. A lost session begins it anew: better than silence. */
async function takeOn(house: House, request: Request, brief: Brief): Promise<{ call: LiveCall; begin: () => void }> {
  const { callId, epoch, speechEpoch } = request;
  const session = request.resume ? await house.sessions.load(callId) : undefined;
  const deskUnanswered = request.deskUnanswered === true;
  if (session === undefined && !deskUnanswered) {
    const call = new LiveCall(house, newConversation({ callId, epoch, speechEpoch, brief }));
    return { call, begin: () => call.begin() };
  }
  const conversation = session?.conversation ?? newConversation({ callId, epoch, speechEpoch, brief });
  const call = new LiveCall(house, conversation);
  return { call, begin: () => call.resume({ epoch, speechEpoch, brief, deskUnanswered }) };
}

async function askBrief(house: { bus: House['bus']; log: Log }, callId: string): Promise<Brief | undefined> {
  try {
    const brief = await house.bus.ask(callBrief, { callId }, { callId });
    return brief.type === 'brief' ? brief : undefined;
  } catch (error) {
    house.log.error({ callId, error }, 'nothing is known of the shop: the call is left to the desk');
    return undefined;
  }
}
