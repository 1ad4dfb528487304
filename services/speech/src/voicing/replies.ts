/**
 * A call's replies: which pieces count, and in which order they are heard. A reply may be voiced while the one before it is
 * still being sent (a filler, then the answer); its audio waits until that one is over.
 */
import type { ReplyPiece } from '@bayline/contracts';
import { Reply, type VoicingTools } from './reply.ts';
import type { Route } from './spoken-audio.ts';
import type { VoicedRange } from './voicing-state.ts';

export interface RepliesHearer {
  voiced(epoch: number, generation: number, range: VoicedRange): void;
}

/** What decides about a piece: the highest dialogue epoch seen, how far replies are off, and which are being voiced. */
export interface Standing {
  readonly epoch: number;
  /** This generation and all before it are off. */
  readonly cancelledUpTo: number;
  /** In the order they are heard. */
  readonly live: readonly number[];
  /** The latest reply that was begun. */
  readonly latest: number;
}

/** Whether a piece belongs to a reply that is being voiced, begins the next one, or is not to be heard. */
export function judgePiece(standing: Standing, piece: ReplyPiece): 'goes-on' | 'begins' | 'dropped' {
  if (piece.epoch < standing.epoch || piece.generation <= standing.cancelledUpTo) return 'dropped';
  if (standing.live.includes(piece.generation)) return 'goes-on';
  if (piece.generation <= standing.latest) return 'dropped';
  // A reply whose beginning went to an earlier owner is said anew by dialogue.
  return piece.index === 0 ? 'begins' : 'dropped';
}

export class Replies {
  readonly #tools: VoicingTools;
  readonly #route: Route;
  readonly #hearer: RepliesHearer;
  /** In the order they are heard; the first one is being sent. */
  #live: { readonly reply: Reply; readonly epoch: number }[] = [];
  #latest = -1;
  #epoch = 0;
  #cancelledUpTo = -1;

  constructor(tools: VoicingTools, route: Route, hearer: RepliesHearer) {
    this.#tools = tools;
    this.#route = route;
    this.#hearer = hearer;
  }

  /** Returns false when the piece was dropped. */
  piece(piece: ReplyPiece): boolean {
    const live = this.#live.map(({ reply }) => reply.generation);
    const standing = { epoch: this.#epoch, cancelledUpTo: this.#cancelledUpTo, live, latest: this.#latest };
    const judged = judgePiece(standing, piece);
    if (judged === 'dropped') return false;
    this.#epoch = piece.epoch;
    if (judged === 'begins') this.#begin(piece);
    this.#live.find(({ reply }) => reply.generation === piece.generation)?.reply.piece(piece);
    return true;
  }

  /** A cancelled generation takes all before it along. */
  cancelled(epoch: number, generation: number): void {
    if (epoch < this.#epoch) return;
    this.#epoch = epoch;
    this.#cancelledUpTo = Math.max(this.#cancelledUpTo, generation);
    this.#cancel((reply) => reply.generation <= generation);
  }

  /** A new dialogue owner says again what was not heard: what an earlier one left unfinished is off. */
  dialogueChanged(epoch: number): void {
    this.#epoch = Math.max(this.#epoch, epoch);
    this.#cancel((_, ownerEpoch) => ownerEpoch < this.#epoch);
  }

  stop(): void {
    this.#cancelledUpTo = Number.POSITIVE_INFINITY;
    this.#cancel(() => true);
  }

  #cancel(which: (reply: Reply, epoch: number) => boolean): void {
    // The latest first: none of them is opened for a moment.
    for (const { reply, epoch } of this.#live.toReversed()) if (which(reply, epoch)) reply.cancel();
  }

  #begin({ epoch, generation }: ReplyPiece): void {
    this.#latest = generation;
    const hearer = {
      voiced: (range: VoicedRange) => this.#hearer.voiced(epoch, generation, range),
      over: () => this.#settle(),
    };
    const reply = new Reply(this.#tools, this.#route, generation, hearer, this.#live.length > 0);
    this.#live.push({ reply, epoch });
  }

  /** Lets go of replies that are over, and lets the next one be heard. */
  #settle(): void {
    while (this.#live[0]?.reply.over === true) {
      this.#live.shift();
      this.#live[0]?.reply.open();
    }
  }
}
