/** The thread of one known word through audio: counts the samples that continue its ring, lets go at a loss, finds it again. */

import { UNIT_SAMPLES } from './rhythm.ts';
import { type CarriedWord, ringOf } from './ring.ts';

/** A lost thread is found again by so many bits of the ring in a row. */
export const WINDOW_BITS = 24;
export const WINDOW_MASK = 0xffffff;
/** Of the last 16 samples, so many may contradict the ring before the thread is lost. */
const TOLERATED_ERRORS = 4;

export class Thread {
  readonly carried: CarriedWord;
  /** How many samples the whole word has. */
  readonly samples: number;
  readonly #ring: Uint8Array;
  /** The place in the ring after each run of 24 bits. */
  readonly #windows: ReadonlyMap<number, number>;
  /** Samples before this belong to earlier words. */
  readonly #floor: number;
  #phase = 0;
  #held = false;
  /** One bit for each of the last 16 samples, set where it contradicted the ring. */
  #errors = 0;
  #counted = 0;
  #start = -1;
  #end: number;
  /** What was counted, and up to where, before the first of the recent errors. */
  #sureCounted = 0;
  #sureEnd = 0;

  constructor(carried: CarriedWord, floor: number) {
    this.carried = carried;
    this.samples = carried.units * UNIT_SAMPLES;
    this.#ring = ringOf(carried);
    this.#windows = windowsOf(this.#ring);
    this.#floor = floor;
    this.#end = floor;
  }

  /** Samples that came through. */
  get counted(): number {
    return this.#counted;
  }

  get held(): boolean {
    return this.#held;
  }

  /** The first sample counted. */
  get start(): number {
    return Math.max(this.#start, this.#floor);
  }

  /** The first sample after the last one counted. */
  get end(): number {
    return this.#end;
  }

  /** Follows one more sample: its bit, the last 24 bits with it, and how many samples were heard with it. */
  follow(bit: number, window: number, position: number): void {
    if (this.#held) this.#count(bit, position);
    else this.#seek(window, position);
  }

  #count(bit: number, position: number): void {
    const wrong = this.#ring[this.#phase] === bit ? 0 : 1;
    this.#phase = this.#phase + 1 === this.#ring.length ? 0 : this.#phase + 1;
    if (wrong === 1 && this.#errors === 0) {
      this.#sureCounted = this.#counted;
      this.#sureEnd = this.#end;
    }
    if (wrong === 0) {
      this.#counted += 1;
      this.#end = position;
    }
    if (wrong === 1 || this.#errors !== 0) this.#judgeErrors(wrong);
  }

  #judgeErrors(wrong: number): void {
    this.#errors = ((this.#errors << 1) | wrong) & 0xffff;
    if (onesIn(this.#errors) <= TOLERATED_ERRORS) return;
    this.#held = false;
    this.#counted = this.#sureCounted;
    this.#end = this.#sureEnd;
  }

  #seek(window: number, position: number): void {
    // Silence is all ones, and no ring has 24 ones in a row.
    if (window === WINDOW_MASK) return;
    const phase = this.#windows.get(window);
    if (phase === undefined) return;
    const from = Math.max(position - WINDOW_BITS, this.#end);
    if (this.#start < 0) this.#start = from;
    this.#held = true;
    this.#phase = phase;
    this.#errors = 0;
    this.#counted += position - from;
    this.#end = position;
  }
}

function windowsOf(ring: Uint8Array): Map<number, number> {
  const windows = new Map<number, number>();
  let window = 0;
  for (let index = 0; index < ring.length + WINDOW_BITS - 1; index += 1) {
    window = ((window << 1) | (ring[index % ring.length] ?? 0)) & WINDOW_MASK;
    if (index >= WINDOW_BITS - 1) windows.set(window, (index + 1) % ring.length);
  }
  return windows;
}

function onesIn(bits: number): number {
  let ones = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) ones += 1;
  return ones;
}
