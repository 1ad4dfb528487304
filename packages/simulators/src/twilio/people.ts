/** Who answers the phone: somebody as the settings describe, or a handset that waits for calls. */
import { BEEP_MS } from './amd.ts';
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
  /** The call is connected to somebody who can be talked to. Resolves when a machine has said its greeting; at once for others. */
  connected(call: Call): Promise<void>;
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
    connected: async (call) => {
      if (person.says !== '') call.leg.mouth.say('says', person.says);
      if (person.machine !== undefined) return answerAsMachine(call, person.machine, person.audio);
      if (person.hangsUpAfterMs === undefined) return;
      // When the call ends before, there is nobody left to hang up.
      pause(person.hangsUpAfterMs, call.over).then(
        () => call.end('caller', 'hung-up'),
        () => {},
      );
    },
  };
}

/** A word of a greeting takes about this long. */
const WORD_MS = 400;
const BEEP_LEVEL = 0.4;

/** Says the greeting, beeps, and records for a while; the caller may hang up sooner. */
async function answerAsMachine(
  call: Call,
  { greeting, beep, recordsMs }: NonNullable<Person['machine']>,
  audible: boolean,
): Promise<void> {
  if (audible) call.leg.mouth.say('greeting', greeting);
  if (audible && beep) call.leg.mouth.noise(BEEP_MS, BEEP_LEVEL);
  // The greeting's own end, or about its length where nobody listens.
  await pause(greeting.split(/\s+/).length * WORD_MS + (beep ? BEEP_MS : 0), call.over).catch(() => undefined);
  call.recordedFrom = call.heard.length;
  pause(recordsMs, call.over).then(
    () => call.end('caller', 'hung-up'),
    () => {},
  );
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
