/** What happened in a played call, as heard and seen at the phone's edge. */
import type { HeardWord } from './phone.ts';

export interface Line {
  readonly who: 'caller' | 'agent';
  readonly text: string;
  /** On the handset's timeline. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface CallRecord {
  readonly caller: string;
  callSid: string;
  readonly words: HeardWord[];
  readonly lines: Line[];
  readonly problems: string[];
  readonly dialled: string[];
  readonly spokenByNetwork: string[];
  /** What was done to the house in this call, and when. */
  readonly deeds: { readonly what: string; readonly atMs: number }[];
  clears: number;
  endedBy: 'caller' | 'agent' | 'network' | null;
  endReason: string;
  answeredMs: number | null;
  endedMs: number | null;
  /** The caller had nothing to say to this. */
  readonly speechlessAt: string[];
  /** The caller got nowhere: had nothing to say too often, or ran out of time. */
  gaveUp: boolean;
}

export function newRecord(caller: string): CallRecord {
  return {
    caller,
    callSid: '',
    words: [],
    lines: [],
    problems: [],
    dialled: [],
    spokenByNetwork: [],
    deeds: [],
    clears: 0,
    endedBy: null,
    endReason: '',
    answeredMs: null,
    endedMs: null,
    speechlessAt: [],
    gaveUp: false,
  };
}

/** Everything the caller heard, in order. */
export function heardText(record: Pick<CallRecord, 'words'>): string {
  return record.words.map((word) => word.word).join(' ');
}

/** Said while something is looked up: it answers nothing. */
const FILLER = /\b(?:moment|second|check that|take a look|looking that up|bear with me)\b/i;
const FILLER_WORDS = 8;

/**
 * How long the caller waited, in milliseconds: for a first word after each of their own turns, and after a filler for what it
 * promised.
 */
export function waits(record: Pick<CallRecord, 'lines' | 'words'>): number[] {
  const waited: number[] = [];
  for (const [index, line] of record.lines.entries()) {
    const next = record.lines[index + 1];
    const waiting = line.who === 'caller' ? next?.who !== 'caller' : next?.who === 'agent' && isFiller(line);
    if (!waiting) continue;
    const answer = record.words.find((word) => word.startMs >= line.endMs);
    if (answer !== undefined) waited.push(answer.startMs - line.endMs);
  }
  return waited;
}

function isFiller({ text }: Line): boolean {
  return FILLER.test(text) && text.split(' ').length <= FILLER_WORDS;
}
