/** What a call came to, gathered from facts that arrive in any order and more than once. */
import type { callEnded, callReported, callStarted, turnMeasured, turnTaken } from '@bayline/contracts';
import type { z } from 'zod';

export type TurnTaken = z.output<typeof turnTaken.schema>;
export type TurnMeasured = z.output<typeof turnMeasured.schema>;
export type Started = z.output<typeof callStarted.schema>;
export type Ended = z.output<typeof callEnded.schema>;
export type Reported = z.output<typeof callReported.schema>;

/** Added is what the house itself took; total is what the caller waited. Milliseconds. */
export interface Latencies {
  readonly turns: readonly TurnMeasured[];
  readonly totalMs?: { readonly p50: number; readonly p95: number };
}

export interface CallLog {
  readonly direction: string | null;
  readonly intent: string | null;
  readonly outcome: string | null;
  readonly endReason: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly durationMs: number | null;
  readonly model: string | null;
  readonly promptVersion: string | null;
  readonly transcript: readonly TurnTaken[];
  readonly latencies: Latencies;
  readonly unfinished: readonly string[];
  readonly reports: readonly Reported[];
}

export const emptyLog: CallLog = {
  direction: null,
  intent: null,
  outcome: null,
  endReason: null,
  startedAt: null,
  endedAt: null,
  durationMs: null,
  model: null,
  promptVersion: null,
  transcript: [],
  latencies: { turns: [] },
  unfinished: [],
  reports: [],
};

export function withStart(log: CallLog, fact: Started): CallLog {
  return { ...log, direction: fact.direction, startedAt: earliest(log.startedAt, new Date(fact.at)) };
}

/** Intent and outcome are those of the latest turn that names them; a transfer is an outcome whatever was said before. */
export function withTurn(log: CallLog, turn: TurnTaken): CallLog {
  const others = log.transcript.filter((one) => one.epoch !== turn.epoch || one.turn !== turn.turn);
  const transcript = [...others, turn].toSorted((a, b) => a.epoch - b.epoch || a.turn - b.turn);
  const last = transcript.at(-1);
  return {
    ...log,
    transcript,
    intent: transcript.findLast(({ intent }) => intent !== null)?.intent ?? null,
    outcome: outcomeOf(transcript, log.endReason),
    model: last?.model ?? null,
    promptVersion: last?.promptVersion ?? null,
  };
}

function outcomeOf(transcript: readonly TurnTaken[], endReason: string | null): string | null {
  if (endReason === 'transferred') return 'transferred';
  return transcript.findLast(({ outcome }) => outcome !== null)?.outcome ?? null;
}

export function withMeasure(log: CallLog, measured: TurnMeasured): CallLog {
  const others = log.latencies.turns.filter(({ generation }) => generation !== measured.generation);
  const turns = [...others, measured].toSorted((a, b) => a.generation - b.generation);
  const totals = turns.map(({ totalMs }) => totalMs).toSorted((a, b) => a - b);
  return { ...log, latencies: { turns, totalMs: { p50: quantile(totals, 0.5), p95: quantile(totals, 0.95) } } };
}

/** `unfinished` are the intents that were read back and never confirmed; what a repeat no longer finds is kept. */
export function withEnd(log: CallLog, fact: Ended, unfinished: readonly string[]): CallLog {
  return {
    ...log,
    endReason: fact.reason,
    endedAt: new Date(fact.at),
    durationMs: Math.round(fact.durationMs),
    outcome: outcomeOf(log.transcript, fact.reason),
    unfinished: [...new Set([...log.unfinished, ...unfinished])],
  };
}

export function withReport(log: CallLog, report: Reported): CallLog {
  const others = log.reports.filter(({ sequence, status }) => sequence !== report.sequence || status !== report.status);
  return { ...log, reports: [...others, report].toSorted((a, b) => a.sequence - b.sequence) };
}

function earliest(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b;
}

/** The nearest-rank quantile of sorted numbers. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
