/** How steady the connection to the recogniser is: when to connect again, when it has stalled, when that is trouble. */

/** Without a recogniser for so long the caller has to be told. */
export const TROUBLE_AFTER_MS = 3_000;
/** A recogniser that says nothing for so long although voice was sent has stalled: it answers about every second. */
const STALLED_AFTER_MS = 4_000;
/** So much voice must have been sent meanwhile; a cough is not a sentence. */
const STALLED_VOICE_MS = 1_000;
/** A socket that does not take this much (8 s of audio) is not read at its other end. */
const STALLED_BUFFER_BYTES = 64_000;
/** Waits between attempts to connect; the last one repeats. The first comes at once. */
const RECONNECT_MS = [0, 100, 200, 400, 800, 1_600, 2_000] as const;

export interface Steadiness {
  /** Since when there is no recogniser; null while there is one. */
  readonly downSince: number | null;
  /** Attempts to connect since the recogniser last said something. */
  readonly attempts: number;
  readonly heardFromAt: number;
  /** Voice that was sent since then. */
  readonly unansweredVoiceMs: number;
  /** Trouble was told and is not over. */
  readonly troubled: boolean;
}

/** A call begins without a recogniser; that is no trouble until it lasts. */
export function beginSteadiness(at: number): Steadiness {
  return { downSince: at, attempts: 0, heardFromAt: at, unansweredVoiceMs: 0, troubled: false };
}

export function connected(steadiness: Steadiness, at: number): Steadiness {
  return { ...steadiness, downSince: null, heardFromAt: at, unansweredVoiceMs: 0, troubled: false };
}

export function answered(steadiness: Steadiness, at: number): Steadiness {
  return { ...steadiness, attempts: 0, heardFromAt: at, unansweredVoiceMs: 0 };
}

export function voiceSent(steadiness: Steadiness, milliseconds: number): Steadiness {
  return { ...steadiness, unansweredVoiceMs: steadiness.unansweredVoiceMs + milliseconds };
}

/** The recogniser is gone, or could not be reached. `random` in [0, 1) spreads the attempts of many calls. */
export function lost(
  steadiness: Steadiness,
  at: number,
  random: number,
): { steadiness: Steadiness; reconnectInMs: number } {
  const wait = RECONNECT_MS[Math.min(steadiness.attempts, RECONNECT_MS.length - 1)] ?? 0;
  return {
    steadiness: { ...steadiness, downSince: steadiness.downSince ?? at, attempts: steadiness.attempts + 1 },
    reconnectInMs: wait * (0.75 + random / 2),
  };
}

export function hasStalled(steadiness: Steadiness, bufferedBytes: number, at: number): boolean {
  if (steadiness.downSince !== null) return false;
  if (bufferedBytes > STALLED_BUFFER_BYTES) return true;
  return steadiness.unansweredVoiceMs >= STALLED_VOICE_MS && at - steadiness.heardFromAt >= STALLED_AFTER_MS;
}

/** Whether trouble begins at this moment: told once. */
export function becomesTrouble(steadiness: Steadiness, at: number): boolean {
  return !steadiness.troubled && steadiness.downSince !== null && at - steadiness.downSince >= TROUBLE_AFTER_MS;
}
