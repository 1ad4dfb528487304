/** Texts being turned into audio, one after the other: a wait for the first byte, then chunks faster than real time. */

import { SAMPLES_PER_MS } from '../voice/mu-law.ts';
import { READER } from '../voice/sound.ts';
import { utter } from '../voice/utterance.ts';
import { muLawToLinear16 } from './linear16.ts';
import type { SpeakingSettings } from './settings.ts';
import type { SpeakQuery } from './speak-query.ts';

/** A text to voice. */
interface Piece {
  /** Mu-law. */
  readonly audio: Uint8Array;
  sent: number;
  /** When its next chunk may leave, on the monotonic clock. */
  dueAt: number;
  readonly onEnd: () => void;
}

const WORDS_PER_MINUTE = 160;

export class Voicing {
  readonly #pieces: Piece[] = [];
  readonly #send: (audio: Uint8Array) => void;
  readonly #query: SpeakQuery;
  readonly #chunkBytes: number;
  readonly #chunkEveryMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(query: SpeakQuery, settings: SpeakingSettings, send: (audio: Uint8Array) => void) {
    this.#query = query;
    this.#send = send;
    this.#chunkBytes = settings.chunkMs * SAMPLES_PER_MS;
    this.#chunkEveryMs = settings.chunkMs / settings.realTimeFactor;
  }

  /** Voices a text after those before it; its first audio leaves after `delayMs` at the soonest. */
  voice(text: string, delayMs: number, onEnd: () => void): void {
    const { audio } = utter(text, { wordsPerMinute: WORDS_PER_MINUTE * this.#query.speed }, READER);
    this.#pieces.push({ audio, sent: 0, dueAt: performance.now() + delayMs, onEnd });
    if (this.#pieces.length === 1) this.#arm();
  }

  /** Sends up to so many chunks of what is being voiced at once, and forgets the rest. */
  stop(chunks = 0): void {
    clearTimeout(this.#timer);
    const piece = this.#pieces[0];
    for (let chunk = 0; piece !== undefined && piece.sent > 0 && chunk < chunks; chunk += 1) this.#sendChunk(piece);
    this.#pieces.length = 0;
  }

  #arm(): void {
    const piece = this.#pieces[0];
    if (piece !== undefined)
      this.#timer = setTimeout(() => this.#go(piece), Math.max(0, piece.dueAt - performance.now()));
  }

  #go(piece: Piece): void {
    this.#sendChunk(piece);
    piece.dueAt += this.#chunkEveryMs;
    if (piece.sent >= piece.audio.length) this.#finish(piece);
    this.#arm();
  }

  #sendChunk(piece: Piece): void {
    const chunk = piece.audio.subarray(piece.sent, piece.sent + this.#chunkBytes);
    if (chunk.length > 0) this.#send(this.#query.encoding === 'linear16' ? muLawToLinear16(chunk) : chunk);
    piece.sent += chunk.length;
  }

  /** The next piece is made while this one is sent, and so it follows at once when its own wait is over. */
  #finish(piece: Piece): void {
    this.#pieces.shift();
    const next = this.#pieces[0];
    if (next !== undefined) next.dueAt = Math.max(next.dueAt, piece.dueAt);
    piece.onEnd();
  }
}
