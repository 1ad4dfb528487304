/** Who answers the phone: somebody as the settings describe, or a handset that waits for calls. */
import type { Call } from './call.ts';
import type { Person } from './settings.ts';
import { pause } from './waiting.ts';

export type RingResult = 'answered' | 'busy' | 'no-answer' | 'failed';

export interface Callee {
  /**
   * Rings until something comes of it.
   * @throws the signal's reason when the caller gives up first.
   */
  ring(call: Call, signal: AbortSignal): Promise<RingResult>;
  /** The call is connected to somebody who can be talked to. */
  connected(call: Call): void;
}

/** A person who does as described. */
export function personCallee(person: Person): Callee {
  return {
    ring: async (_call, signal) => {
      if (person.unreachable) return 'failed';
      if (person.busy) return 'busy';
      await pause(person.answers ? person.afterMs : 24 * 3_600_000, signal);
      return 'answered';
    },
    connected: (call) => {
      if (person.says !== '') call.leg.mouth.say('says', person.says);
      if (person.hangsUpAfterMs === undefined) return;
      // When the call ends before, there is nobody left to hang up.
      pause(person.hangsUpAfterMs, call.over).then(
        () => call.end('caller', 'hung-up'),
        () => {},
      );
    },
  };
}

/** Rings somebody for at most so long. */
export async function ringFor(callee: Callee, call: Call, timeoutMs: number, signal: AbortSignal): Promise<RingResult> {
  const patience = AbortSignal.timeout(timeoutMs);
  try {
    return await callee.ring(call, AbortSignal.any([signal, patience]));
  } catch (error) {
    if (patience.aborted && !signal.aborted) return 'no-answer';
    throw error;
  }
}
