/** The last seconds of one caller's audio by position in the call, and when each part of it arrived. */
import { BYTES_PER_MS } from './mulaw.ts';

/** How much is kept to be replayed to a new recogniser. */
export const KEPT_MS = 5_000;

/** Arrivals that are remembered; at one per 20 ms more than the longest segment a recogniser leaves open. */
const ARRIVALS = 512;

export class AudioRing {
  readonly #bytes: Uint8Array;
  #start: number;
  #end: number;
  readonly #arrivalEnds = new Float64Array(ARRIVALS);
  readonly #arrivalTimes = new Float64Array(ARRIVALS);
  #arrivals = 0;

  /** `startMs` is the position of the first byte that will be pushed, in milliseconds of the caller's audio. */
  constructor(startMs: number, keptMs = KEPT_MS) {
    this.#bytes = new Uint8Array(keptMs * BYTES_PER_MS);
    this.#start = Math.round(startMs * BYTES_PER_MS);
    this.#end = this.#start;
  }

  /** Position of the oldest byte that is kept. */
  get startMs(): number {
    return this.#start / BYTES_PER_MS;
  }

  /** Position of the next byte. */
  get endMs(): number {
    return this.#end / BYTES_PER_MS;
  }

  /** Adds audio that arrived at the monotonic time `at`; the oldest audio is overwritten. */
  push(audio: Uint8Array, at: number): void {
    const capacity = this.#bytes.length;
    const kept = audio.length > capacity ? audio.subarray(audio.length - capacity) : audio;
    const from = (this.#end + audio.length - kept.length) % capacity;
    const beforeWrap = Math.min(kept.length, capacity - from);
    this.#bytes.set(kept.subarray(0, beforeWrap), from);
    this.#bytes.set(kept.subarray(beforeWrap), 0);
    this.#end += audio.length;
    this.#start = Math.max(this.#start, this.#end - capacity);
    this.#remember(at);
  }

  /** The kept audio from `fromMs` on as bytes of its own, and where it really begins when older audio is gone. */
  since(fromMs: number): { fromMs: number; audio: Uint8Array } {
    const from = Math.min(this.#end, Math.max(this.#start, Math.round(fromMs * BYTES_PER_MS)));
    const audio = new Uint8Array(this.#end - from);
    const begin = from % this.#bytes.length;
    const beforeWrap = Math.min(audio.length, this.#bytes.length - begin);
    audio.set(this.#bytes.subarray(begin, begin + beforeWrap), 0);
    audio.set(this.#bytes.subarray(0, audio.length - beforeWrap), beforeWrap);
    return { fromMs: from / BYTES_PER_MS, audio };
  }

  /** When the audio at a position arrived; the nearest known arrival for positions that are older or still to come. */
  arrivedAt(offsetMs: number): number | undefined {
    const position = offsetMs * BYTES_PER_MS;
    const oldest = Math.max(0, this.#arrivals - ARRIVALS);
    let found: number | undefined;
    for (let i = this.#arrivals - 1; i >= oldest; i -= 1) {
      if (found !== undefined && (this.#arrivalEnds[i % ARRIVALS] ?? 0) < position) break;
      found = this.#arrivalTimes[i % ARRIVALS];
    }
    return found;
  }

  #remember(at: number): void {
    const slot = this.#arrivals % ARRIVALS;
    this.#arrivalEnds[slot] = this.#end;
    this.#arrivalTimes[slot] = at;
    this.#arrivals += 1;
  }
}
