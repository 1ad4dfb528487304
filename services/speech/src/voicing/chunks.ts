/** Cuts a synthesiser's audio into the sizes that travel well: few messages, none of them long in coming. */
import { BYTES_PER_MS } from '../hearing/mulaw.ts';

/** A chunk is sent when it is at least this long, and is cut at the longer length: 100 to 200 ms. */
const LEAST_BYTES = 100 * BYTES_PER_MS;
const MOST_BYTES = 200 * BYTES_PER_MS;

export class Chunks {
  #rest: Uint8Array = new Uint8Array(0);

  /** Adds audio and takes out what is long enough. The chunks are views: nothing is copied but a rest. */
  push(audio: Uint8Array): Uint8Array[] {
    const all = this.#rest.length === 0 ? audio : joined(this.#rest, audio);
    const chunks: Uint8Array[] = [];
    let at = 0;
    while (all.length - at >= LEAST_BYTES) {
      const end = Math.min(all.length, at + MOST_BYTES);
      chunks.push(all.subarray(at, end));
      at = end;
    }
    this.#rest = all.subarray(at);
    return chunks;
  }

  /** Takes out what is left, however short. */
  rest(): Uint8Array[] {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest.length === 0 ? [] : [rest];
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one, 0);
  both.set(other, one.length);
  return both;
}
