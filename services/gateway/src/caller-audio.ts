/**
 * The last seconds of a caller's audio, and when each part of it arrived. Positions are milliseconds in the caller's audio
 * since the call's first stream began: bytes that were received, not time that has passed. Pure.
 */
import { BYTES_PER_MS } from './twilio/media-messages.ts';

/** Mu-law silence. */
const SILENCE = 0xff;
/** Arrivals remembered; at 50 frames a second, twenty seconds of them. */
const ARRIVALS = 1_024;

export class CallerAudio {
  readonly #startMs: number;
  readonly #ring: Buffer;
  readonly #arrivedAt = new Float64Array(ARRIVALS);
  readonly #arrivalEnd = new Float64Array(ARRIVALS);
  #arrivals = 0;
  #received = 0;

  /** `startMs` is the position of the first byte; `keepMs` of the newest audio can be read again. */
  constructor(startMs: number, keepMs: number) {
    this.#startMs = startMs;
    this.#ring = Buffer.alloc(keepMs * BYTES_PER_MS, SILENCE);
  }

  /** The position of the next byte. */
  get positionMs(): number {
    return this.#startMs + this.#received / BYTES_PER_MS;
  }

  /** The position of the oldest byte that can still be read. */
  get oldestMs(): number {
    return this.#startMs + Math.max(0, this.#received - this.#ring.length) / BYTES_PER_MS;
  }

  /** Copies what arrived at `now` (monotonic milliseconds). */
  add(audio: Uint8Array, now: number): void {
    const kept = audio.length > this.#ring.length ? audio.subarray(-this.#ring.length) : audio;
    const at = (this.#received + audio.length - kept.length) % this.#ring.length;
    const untilEnd = Math.min(kept.length, this.#ring.length - at);
    this.#ring.set(kept.subarray(0, untilEnd), at);
    if (untilEnd < kept.length) this.#ring.set(kept.subarray(untilEnd), 0);
    this.#received += audio.length;
    this.#arrivedAt[this.#arrivals % ARRIVALS] = now;
    this.#arrivalEnd[this.#arrivals % ARRIVALS] = this.positionMs;
    this.#arrivals += 1;
  }

  /** Everything from a position on. What is not kept any more is silence, so that every byte keeps its position. */
  from(positionMs: number): Buffer {
    const end = this.#received;
    const wanted = Math.round((positionMs - this.#startMs) * BYTES_PER_MS);
    const start = Math.min(end, Math.max(0, wanted));
    const copy = Buffer.alloc(end - start, SILENCE);
    const keptFrom = Math.max(start, end - this.#ring.length);
    for (let from = keptFrom; from < end; ) {
      const at = from % this.#ring.length;
      const length = Math.min(end - from, this.#ring.length - at);
      this.#ring.copy(copy, from - start, at, at + length);
      from += length;
    }
    return copy;
  }

  /** When the audio up to a position had arrived; undefined when it has not, or is forgotten. */
  arrivedAt(positionMs: number): number | undefined {
    const oldest = Math.max(0, this.#arrivals - ARRIVALS);
    for (let i = this.#arrivals - 1; i >= oldest; i -= 1) {
      const before = i === oldest ? Number.NEGATIVE_INFINITY : (this.#arrivalEnd[(i - 1) % ARRIVALS] ?? 0);
      const end = this.#arrivalEnd[i % ARRIVALS] ?? 0;
      if (positionMs > end) return undefined;
      if (positionMs > before) return i === oldest && oldest > 0 ? undefined : this.#arrivedAt[i % ARRIVALS];
    }
    return undefined;
  }
}
