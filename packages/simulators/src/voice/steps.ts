/** Cuts audio of any chunking into steps of 10 ms. */
import { STEP_SAMPLES } from './activity.ts';

export class Steps {
  readonly #rest = new Uint8Array(STEP_SAMPLES);
  #length = 0;

  /** Samples that wait for the rest of their step. */
  get waiting(): number {
    return this.#length;
  }

  /** Calls `each` with every whole step; the array is only valid during the call. */
  cut(bytes: Uint8Array, each: (step: Uint8Array) => void): void {
    let at = 0;
    if (this.#length > 0) {
      at = Math.min(bytes.length, STEP_SAMPLES - this.#length);
      this.#rest.set(bytes.subarray(0, at), this.#length);
      this.#length += at;
      if (this.#length < STEP_SAMPLES) return;
      this.#length = 0;
      each(this.#rest);
    }
    for (; at + STEP_SAMPLES <= bytes.length; at += STEP_SAMPLES) each(bytes.subarray(at, at + STEP_SAMPLES));
    this.#rest.set(bytes.subarray(at));
    this.#length = bytes.length - at;
  }

  /** What is short of a step, given up. */
  takeRest(): Uint8Array {
    const rest = this.#rest.slice(0, this.#length);
    this.#length = 0;
    return rest;
  }
}
