/** The one or two figures of each bench that are quoted, for the table on the terminal and in the report. */
import type { Result } from './kept-results.ts';

export interface Headline {
  readonly what: string;
  readonly value: string;
}

/** Which fields of a result are quoted, and what they are called. A path is written with dots. */
const QUOTED: Readonly<Record<string, readonly (readonly [what: string, path: string])[]>> = {
  turn: [
    ['added by us, p50 ms', 'addedMs.p50'],
    ['added by us, p99 ms', 'addedMs.p99'],
    ['share of the lead that asking ahead gains', 'leadGained'],
    ['turn over the serial sum of its providers, p50', 'ratio.p50'],
  ],
  greeting: [['start to first audible frame, p99 ms', 'startToFrameMs.p99']],
  'barge-in': [
    ['partial to clear, p50 ms', 'stopMs.p50'],
    ['partial to clear, p99 ms', 'stopMs.p99'],
    ['frames after the clear', 'framesAfterClear'],
  ],
  media: [
    ['calls per gateway core', 'calls'],
    ['over the bare echo', 'callsRatio'],
    ['jitter, p99 ms', 'jitterMs.p99'],
    ['drift, ms', 'driftMs'],
    ['underruns', 'underruns'],
  ],
  bus: [['typed ask over the bare client, p50', 'ratio']],
  capacity: [
    ['conversations at once', 'calls'],
    ['and up to where more than an underrun broke', 'callsWithUnderruns'],
  ],
  overload: [
    ['lateness of live calls at twice the room, p99 ms', 'overloaded.lateP99Ms'],
    ['refused', 'overloaded.refused'],
    ['failed', 'overloaded.failed'],
  ],
  scale: [['served per added instance, of its room', 'perAddedInstance']],
  soak: [['failed conversations', 'failed']],
  footprint: [['all services ready, ms', 'allReadyMs']],
  fuzz: [
    ['crashes', 'crashes'],
    ['forged', 'forged'],
  ],
};

export function figuresOf(name: string, result: Result): Headline[] {
  return (QUOTED[name] ?? []).map(([what, path]) => ({ what, value: textOf(read(result, path.split('.'))) }));
}

function read(from: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return from;
  if (typeof from !== 'object' || from === null) return undefined;
  return read((from as Record<string, unknown>)[key], rest);
}

function textOf(value: unknown): string {
  return value === undefined ? 'not measured' : typeof value === 'string' ? value : JSON.stringify(value);
}
