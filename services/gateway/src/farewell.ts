/**
 * The end of a call, told again to whoever still shows life for it: an owner that took the call while it ended heard nothing
 * of its end, and would keep it for ever. Not once the call goes on: who was handed to a desk that does not answer comes back.
 */
import { callEnded, ownerAlive } from '@bayline/contracts';
import type { Bus, Subscription } from '@bayline/runtime';
import type { z } from 'zod';
import { Owners } from './owners.ts';
import type { Recorder } from './recorder.ts';

/** An ask that was given up may be answered this much later. */
const STRAGGLERS_MS = 30_000;
/** Owners show life twice a second; one word in a second is enough. */
const PAUSE_MS = 1_000;

export function bidFarewell(
  house: { readonly bus: Pick<Bus, 'hear'>; readonly recorder: Pick<Recorder, 'record'> },
  { callId, stream }: { readonly callId: string; readonly stream: number },
  ended: z.input<typeof callEnded.schema>,
): void {
  let toldAt = performance.now();
  const subscription: Subscription = house.bus.hear(ownerAlive, callId, ({ epoch }) => {
    if (Owners.streamOf(epoch) > stream) return subscription.stop();
    const now = performance.now();
    if (now - toldAt < PAUSE_MS) return;
    toldAt = now;
    house.recorder.record(callEnded, callId, ended);
  });
  setTimeout(() => subscription.stop(), STRAGGLERS_MS).unref();
}
