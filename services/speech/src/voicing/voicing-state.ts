/** A reply on its way to becoming audio: its state, what happens to it, and what is to be done about that. */
import type { Allowance } from './budget.ts';

/** A stretch of the reply's text that becomes audio in one go: one flush, or one phrase from memory. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** Memory holds its audio, this long; null when it is synthesised. */
  readonly keptMs: number | null;
  /** Characters up to here were given to the synthesiser. */
  readonly sent: number;
  /** Nothing is added to it any more: it is flushed as soon as all of it is sent. */
  readonly closed: boolean;
  readonly flushed: boolean;
  /** Audio of this part so far. */
  readonly ms: number;
}

export interface Voicing {
  /** When the first piece arrived. Times are monotonic milliseconds. */
  readonly startedAt: number;
  readonly patienceMs: number;
  readonly nextIndex: number;
  readonly text: string;
  /** The last piece has come. */
  readonly complete: boolean;
  /** What is not wholly audio yet, in order. */
  readonly parts: readonly Part[];
  /** The line to a synthesiser: what it still may be asked for, once it is held. */
  readonly line: 'none' | 'wanted' | Allowance;
  /** A part was flushed, or is about to be. */
  readonly begun: boolean;
  /** All audio of the reply so far. */
  readonly ms: number;
  readonly told: { readonly character: number; readonly ms: number; readonly done: boolean } | null;
  /** When the audio so far will have been played. */
  readonly playsUntil: number;
  /** Since when text waits for its flush. */
  readonly waitingSince: number;
  readonly retried: boolean;
  readonly state: 'open' | 'done' | 'failed' | 'cancelled';
}

export interface Piece {
  readonly index: number;
  readonly text: string;
  readonly last: boolean;
  /** Length of its audio in memory; null when it has to be synthesised. */
  readonly keptMs: number | null;
}

export type VoicingEvent =
  | ({ readonly type: 'piece' } & Piece)
  | { readonly type: 'line-granted'; readonly allowance: Allowance }
  /** `hopeless`: another line would fail as well. */
  | { readonly type: 'line-failed'; readonly pace: number; readonly hopeless: boolean }
  | { readonly type: 'audio'; readonly ms: number; readonly pace: number }
  | { readonly type: 'flushed' }
  /** The moment of `flushDueAt` has come. */
  | { readonly type: 'due' }
  | { readonly type: 'cancelled' };

/** What `reply.voiced` says, without what names the reply. */
export interface VoicedRange {
  readonly fromCharacter: number;
  readonly toCharacter: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly done: boolean;
  readonly failed: boolean;
  readonly cached: boolean;
  readonly pieceToFirstByteMs?: number;
}

export type VoicingEffect =
  /** A line to a synthesiser is wanted. */
  | { readonly type: 'lease' }
  | { readonly type: 'speak'; readonly text: string }
  | { readonly type: 'flush' }
  /** The line is not needed any more. `busy`: it still works on this reply and has to be cleared. `broken`: close it. */
  | { readonly type: 'release'; readonly line: 'idle' | 'busy' | 'broken' }
  /** Hand on what memory holds for this text. */
  | { readonly type: 'play'; readonly text: string }
  /** Hand on the audio that came with this event. */
  | { readonly type: 'hand-on' }
  | { readonly type: 'tell'; readonly range: VoicedRange }
  /** A stretch of text whose length is known now: it corrects the pace. */
  | { readonly type: 'measured'; readonly units: number; readonly ms: number }
  /** No audio of this reply follows. */
  | { readonly type: 'end' };

/** One event being taken: the state as it changes and the effects as they come up. */
export interface Step {
  voicing: Voicing;
  readonly effects: VoicingEffect[];
  readonly at: number;
}

export function change(step: Step, changes: Partial<Voicing>): void {
  step.voicing = { ...step.voicing, ...changes };
}

export function replacePart(step: Step, index: number, ...parts: readonly Part[]): void {
  change(step, { parts: step.voicing.parts.toSpliced(index, 1, ...parts) });
}

export function textOf(voicing: Voicing, part: Part): string {
  return voicing.text.slice(part.from, part.to);
}

/** Text without a letter or digit gives no audio and is not worth a flush. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
