/** Leads the calls of a gateway that died to the gateways that live: Twilio is told to ask again what comes next. */
import { callEnded } from '@bayline/contracts';
import { type Clock, type Log, ProviderError } from '@bayline/runtime';
import type { Recorder } from './recorder.ts';
import type { HeldCall, Registry } from './registry.ts';
import type { LiveCalls } from './twilio/calls.ts';

const ROUND_MS = 500;
/** Rounds in a row without a sign of life, while the registry answered, after which a gateway counts as dead. */
const ROUNDS_OF_SILENCE = 2;

/** Counts for how many rounds a gateway has shown no life. Pure. */
export class Absences {
  readonly #rounds = new Map<string, number>();

  /** The gateways that are dead by now. A round in which the registry did not answer proves nothing, and starts anew. */
  judge(seen: { readonly known: readonly string[]; readonly alive: readonly string[] } | undefined): readonly string[] {
    if (seen === undefined) {
      this.#rounds.clear();
      return [];
    }
    const silent = seen.known.filter((gatewayId) => !seen.alive.includes(gatewayId));
    for (const gatewayId of this.#rounds.keys()) if (!silent.includes(gatewayId)) this.#rounds.delete(gatewayId);
    for (const gatewayId of silent) this.#rounds.set(gatewayId, (this.#rounds.get(gatewayId) ?? 0) + 1);
    return silent.filter((gatewayId) => (this.#rounds.get(gatewayId) ?? 0) >= ROUNDS_OF_SILENCE);
  }
}

export interface RescueHouse {
  readonly registry: Registry;
  readonly phone: LiveCalls;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly log: Log;
  readonly resumeUrl: string;
}

/** Shows life and looks for the dead, twice a second. Returns what ends it. */
export function startRescue(house: RescueHouse): { stop(): void } {
  const absences = new Absences();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = async (): Promise<void> => {
    await house.registry.beat();
    for (const gatewayId of absences.judge(await house.registry.gateways())) await rescueCallsOf(gatewayId, house);
  };
  const goOn = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      round()
        .catch((error: unknown) => house.log.error({ error }, 'a round of rescue failed'))
        .finally(goOn);
    }, ROUND_MS);
    timer.unref();
  };
  void house.registry.beat();
  goOn();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Leads every call of a dead gateway elsewhere, unless that happened by itself. */
export async function rescueCallsOf(gatewayId: string, house: RescueHouse): Promise<void> {
  const callIds = await house.registry.callsOf(gatewayId);
  house.log.warn({ gatewayId, calls: callIds.length }, 'a gateway is dead; its calls are led to the others');
  const settled = await Promise.all(callIds.map((callId) => rescueCall(gatewayId, callId, house)));
  if (settled.every(Boolean)) await house.registry.forgetGateway(gatewayId);
}

/** Whether nothing is left to do for the call. */
async function rescueCall(gatewayId: string, callId: string, house: RescueHouse): Promise<boolean> {
  const { registry, phone, log } = house;
  if (!(await registry.lockRescue(callId))) return false;
  const call = await registry.read(callId);
  if (call?.gatewayId === gatewayId) {
    try {
      await phone.redirect(callId, house.resumeUrl);
      log.info({ callId, gatewayId }, 'a call was led to another gateway');
    } catch (error) {
      if (!(error instanceof ProviderError && error.code === 'call-over')) {
        log.error({ callId, error }, 'a call could not be rescued yet');
        return false;
      }
      recordEnd(callId, call, house);
    }
  }
  await registry.forget(gatewayId, callId);
  return true;
}

/** The call ended with its gateway, which could not tell any more. */
function recordEnd(callId: string, call: HeldCall, { recorder, clock }: RescueHouse): void {
  const now = clock.now();
  const durationMs = Math.max(0, now.getTime() - call.startedAt);
  recorder.record(callEnded, callId, { reason: 'failed', durationMs, at: now.toISOString() });
}
