/**
 * Hears words in mu-law audio, from its lowest bits alone, a few bytes or many at a time.
 *
 * A word is known once one whole frame of its ring has come through with a right checksum. From then on, and back through what
 * was heard before, every sample that continues the ring is counted. A word is understood when two thirds of its samples were
 * counted; less is not guessed at.
 */

import { type TimedWord, UNIT_SAMPLES } from './rhythm.ts';
import { type CarriedWord, HEAD_BITS, readRing, ringLengthFromHead, SYNC, SYNC_BITS } from './ring.ts';
import { Thread, WINDOW_MASK } from './thread.ts';

/** The share of a word that must come through. */
export const UNDERSTOOD_SHARE = 2 / 3;

const HISTORY = 8_192;
const SYNC_MASK = 0xffff;
/** How long a thread may stay lost before the word is decided: 150 ms, or a third of a longer word. */
const PATIENCE_SAMPLES = 1_200;

/** A sync mark whose frame is not judged yet. */
interface Candidate {
  /** The first bit of the frame. */
  readonly start: number;
  /** The position at which enough is there to look again. */
  lookAt: number;
}

const NOTHING: readonly TimedWord[] = [];

export class Understanding {
  /** The last bits heard, one per element. */
  readonly #history = new Uint8Array(HISTORY);
  #position = 0;
  /** The last 24 bits. */
  #window = WINDOW_MASK;
  #thread: Thread | null = null;
  #candidates: Candidate[] = [];
  #lookAt = Number.POSITIVE_INFINITY;
  /** Samples before this belong to words already decided. */
  #decidedEnd = 0;
  #understood: TimedWord[] = [];

  /** Samples heard so far. */
  get position(): number {
    return this.#position;
  }

  /** True while a word has begun and is not decided yet. */
  get midWord(): boolean {
    return this.#thread !== null;
  }

  /** Hears the next bytes; the words understood with them, in samples since the first byte ever heard. */
  hear(bytes: Uint8Array): readonly TimedWord[] {
    for (let index = 0; index < bytes.length; index += 1) this.#hearBit((bytes[index] ?? 0) & 1);
    return this.#take();
  }

  /** Decides a word that is still open, because nothing follows or nobody waits. */
  flush(): readonly TimedWord[] {
    if (this.#thread !== null) this.#decide(this.#thread);
    return this.#take();
  }

  #take(): readonly TimedWord[] {
    if (this.#understood.length === 0) return NOTHING;
    const understood = this.#understood;
    this.#understood = [];
    return understood;
  }

  #hearBit(bit: number): void {
    this.#history[this.#position % HISTORY] = bit;
    this.#position += 1;
    this.#window = ((this.#window << 1) | bit) & WINDOW_MASK;
    if (this.#position >= this.#lookAt) this.#judgeCandidates();
    if (this.#thread !== null) this.#followThread(this.#thread, bit);
    else if ((this.#window & SYNC_MASK) === SYNC) this.#noteCandidate();
  }

  #followThread(thread: Thread, bit: number): void {
    thread.follow(bit, this.#window, this.#position);
    const lostFor = thread.held ? 0 : this.#position - thread.end;
    const patience = Math.max(PATIENCE_SAMPLES, thread.samples / 3);
    if (thread.counted >= thread.samples || lostFor > patience) this.#decide(thread);
    else if (lostFor > 0 && (this.#window & SYNC_MASK) === SYNC) this.#noteCandidate();
  }

  #noteCandidate(): void {
    const lookAt = this.#position + HEAD_BITS;
    this.#candidates.push({ start: this.#position - SYNC_BITS, lookAt });
    this.#lookAt = Math.min(this.#lookAt, lookAt);
  }

  #judgeCandidates(): void {
    this.#candidates = this.#candidates.filter((candidate) => !this.#isJudged(candidate));
    this.#lookAt = this.#candidates.reduce(
      (soonest, { lookAt }) => Math.min(soonest, lookAt),
      Number.POSITIVE_INFINITY,
    );
  }

  #isJudged(candidate: Candidate): boolean {
    if (candidate.start < this.#decidedEnd) return true;
    if (candidate.lookAt > this.#position) return false;
    const bitAt = (index: number): number => this.#history[(candidate.start + index) % HISTORY] ?? 0;
    const whole = candidate.start + ringLengthFromHead(bitAt);
    if (whole > this.#position) {
      candidate.lookAt = whole;
      return false;
    }
    const carried = readRing(bitAt);
    if (carried !== undefined) this.#recognise(carried);
    return true;
  }

  /** A whole frame came through: it belongs to the open word or begins another. */
  #recognise(carried: CarriedWord): void {
    const open = this.#thread;
    if (open !== null && sameWord(open.carried, carried)) return;
    if (open !== null) this.#decide(open);
    this.#begin(carried);
  }

  /** Follows a new word from as far back as it can have begun. The bit heard last is left to the caller. */
  #begin(carried: CarriedWord): void {
    const reach = Math.min(HISTORY, carried.units * UNIT_SAMPLES);
    const from = Math.max(this.#decidedEnd, this.#position - reach);
    const thread = new Thread(carried, from);
    let window = WINDOW_MASK;
    for (let at = from; at < this.#position - 1; at += 1) {
      const bit = this.#history[at % HISTORY] ?? 0;
      window = ((window << 1) | bit) & WINDOW_MASK;
      thread.follow(bit, window, at + 1);
    }
    this.#thread = thread;
  }

  #decide(thread: Thread): void {
    if (thread.counted >= thread.samples * UNDERSTOOD_SHARE) {
      this.#understood.push({ word: thread.carried.word, start: thread.start, end: thread.end });
    }
    this.#decidedEnd = thread.end;
    this.#thread = null;
  }
}

function sameWord(one: CarriedWord, other: CarriedWord): boolean {
  return one.word === other.word && one.turn === other.turn && one.units === other.units;
}
