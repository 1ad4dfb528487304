/** Answering machine detection, asynchronous: what is found about who answered, and when it is told. */
import type { Call } from './call.ts';
import { callParameters } from './call-parameters.ts';
import type { Person } from './settings.ts';
import type { Callbacks } from './status-reporter.ts';
import type { Action } from './twiml.ts';
import { pause } from './waiting.ts';

export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown';

export interface Detection {
  /** `Enable` tells that it is a machine as soon as it speaks, `DetectMessageEnd` when its greeting is over. */
  readonly mode: 'Enable' | 'DetectMessageEnd';
  readonly callback: Action | undefined;
  /** Without a verdict by then it is `unknown`. */
  readonly timeoutMs: number;
}

/** A beep is heard this long. */
export const BEEP_MS = 500;
/** Silence by which a greeting without a beep is taken to be over. */
const SILENCE_MS = 1_200;
const MACHINE_STARTS_MS = 2_400;

/** Detects, and tells it. `greetingOver` resolves when a machine has said its greeting. */
export async function detect(
  call: Call,
  person: Person,
  detection: Detection,
  greetingOver: Promise<void>,
  callbacks: Callbacks,
): Promise<void> {
  const startedAt = performance.now();
  const patience = AbortSignal.any([call.over, AbortSignal.timeout(detection.timeoutMs)]);
  const found = await find(person, detection, greetingOver, patience).catch((): AnsweredBy => 'unknown');
  // Nobody is told about a call that is over already.
  if (call.over.aborted) return;
  call.answeredBy = found;
  if (detection.callback === undefined) return call.problem(21_262, 'AsyncAmd without a callback');
  callbacks.send(detection.callback, {
    ...callParameters(call),
    AnsweredBy: found,
    MachineDetectionDuration: String(Math.round(performance.now() - startedAt)),
  });
}

async function find(
  person: Person,
  { mode }: Detection,
  greetingOver: Promise<void>,
  signal: AbortSignal,
): Promise<AnsweredBy> {
  const { machine, detected, detectedAfterMs } = person;
  if (machine === undefined || detected === 'human' || detected === 'unknown' || detected === 'fax') {
    await pause(detectedAfterMs, signal);
    return detected ?? 'human';
  }
  if (mode === 'Enable') {
    await pause(MACHINE_STARTS_MS, signal);
    return 'machine_start';
  }
  await Promise.race([greetingOver, pause(24 * 3_600_000, signal)]);
  if (detected !== undefined) return detected;
  if (machine.beep) return 'machine_end_beep';
  await pause(SILENCE_MS, signal);
  return 'machine_end_silence';
}
