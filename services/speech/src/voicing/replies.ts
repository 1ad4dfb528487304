/** A call's replies, one at a time: which pieces count, which reply is being voiced, and when there is nothing to say it with. */
import type { ReplyPiece } from '@bayline/contracts';
import { Reply, type VoicingTools } from './reply.ts';
import type { Route } from './spoken-audio.ts';
import type { VoicedRange } from './voicing-state.ts';

export interface RepliesHearer {
  voiced(epoch: number, generation: number, range: VoicedRange): void;
}

/** What decides about a piece: the highest dialogue epoch seen, and how far replies are off. */
export interface Standing {
  readonly epoch: number;
  /** This generation and all before it are off. */
  readonly cancelledUpTo: number;
  readonly current: number | null;
}

/** Whether a piece belongs to the reply that is being voiced, begins the next one, or is not to be heard. */
export function judgePiece(standing: Standing, piece: ReplyPiece): 'goes-on' | 'begins' | 'dropped' {
  if (piece.epoch < standing.epoch || piece.generation <= standing.cancelledUpTo) return 'dropped';
  if (standing.current === piece.generation) return 'goes-on';
  if (standing.current !== null && piece.generation < standing.current) return 'dropped';
  // A reply whose beginning went to an earlier owner is said anew by dialogue.
  return piece.index === 0 ? 'begins' : 'dropped';
}

export class Replies {
  readonly #tools: VoicingTools;
  readonly #route: Route;
  readonly #hearer: RepliesHearer;
  #current: Reply | undefined;
  #currentEpoch = 0;
  #epoch = 0;
  #cancelledUpTo = -1;

  constructor(tools: VoicingTools, route: Route, hearer: RepliesHearer) {
    this.#tools = tools;
    this.#route = route;
    this.#hearer = hearer;
  }

  /** Returns false when the piece was dropped. */
  piece(piece: ReplyPiece): boolean {
    const current = this.#current?.generation ?? null;
    const judged = judgePiece({ epoch: this.#epoch, cancelledUpTo: this.#cancelledUpTo, current }, piece);
    if (judged === 'dropped') return false;
    this.#epoch = piece.epoch;
    if (judged === 'begins') this.#begin(piece);
    this.#current?.piece(piece);
    return true;
  }

  /** A cancelled generation takes all before it along. */
  cancelled(epoch: number, generation: number): void {
    if (epoch < this.#epoch) return;
    this.#epoch = epoch;
    this.#cancelledUpTo = Math.max(this.#cancelledUpTo, generation);
    if (this.#current !== undefined && this.#current.generation <= generation) this.#current.cancel();
  }

  /** A new dialogue owner says again what was not heard: what an earlier one left unfinished is off. */
  dialogueChanged(epoch: number): void {
    this.#epoch = Math.max(this.#epoch, epoch);
    if (this.#currentEpoch < this.#epoch) this.#current?.cancel();
  }

  stop(): void {
    this.#cancelledUpTo = Number.POSITIVE_INFINITY;
    this.#current?.cancel();
  }

  #begin({ epoch, generation }: ReplyPiece): void {
    this.#current?.cancel();
    this.#currentEpoch = epoch;
    this.#current = new Reply(this.#tools, this.#route, generation, (range) =>
      this.#hearer.voiced(epoch, generation, range),
    );
  }
}
