/**
 * Call audio on the bus. It does not travel per call: one batch every few milliseconds between a gateway and a speech
 * instance carries all their calls, raw mu-law without JSON or headers (docs/decisions/0003-audio-in-batches.md).
 *
 * A batch is a version byte (1), then entries of `slot u32, generation u32, sequence u32, length u16, bytes`, big-endian.
 * An empty entry is the end of a generation: no more audio of that reply follows.
 */
import { z } from 'zod';
import { defineFact } from './define.ts';

export const audioHeard = defineFact({
  name: 'audio.heard',
  summary: "Callers' audio on its way to a speech instance; binary batches (see audio.ts).",
  about: 'speech instance',
  tellers: ['gateway'],
  hearers: ['speech'],
  schema: z.instanceof(Uint8Array),
});

export const audioSpoken = defineFact({
  name: 'audio.spoken',
  summary: 'Audio of replies on its way to a gateway; binary batches (see audio.ts).',
  about: 'gateway instance',
  tellers: ['speech'],
  hearers: ['gateway'],
  onInterruption: 'dropped',
  schema: z.instanceof(Uint8Array),
});

export const AUDIO_BATCH_VERSION = 1;
export const AUDIO_ENTRY_HEADER_BYTES = 14;
/** A batch is sent when it has grown this large, however young it is. */
export const AUDIO_BATCH_BYTES = 32_768;
/** A batch waits this long for company. */
export const AUDIO_BATCH_WAIT_MS = 5;

export interface AudioEntry {
  readonly slot: number;
  /** The reply this audio belongs to; 0 for heard audio. */
  readonly generation: number;
  /** Counts the entries of one slot (heard) or of one generation (spoken) from 0. */
  readonly sequence: number;
  /** Headerless mu-law, 8 kHz, mono. A view into the batch: copy it to keep it. */
  readonly audio: Uint8Array;
}

/** Collects entries into one reused buffer. `take` hands out the bytes and starts the next batch. */
export class AudioBatch {
  #buffer: Buffer;
  #length = 1;

  constructor(capacity = AUDIO_BATCH_BYTES * 2) {
    this.#buffer = Buffer.allocUnsafe(capacity);
    this.#buffer[0] = AUDIO_BATCH_VERSION;
  }

  get byteLength(): number {
    return this.#length;
  }

  get empty(): boolean {
    return this.#length === 1;
  }

  get full(): boolean {
    return this.#length >= AUDIO_BATCH_BYTES;
  }

  /** Copies one entry into the batch. Audio longer than 65,535 bytes must be cut before. */
  add(slot: number, generation: number, sequence: number, audio: Uint8Array): void {
    if (audio.length > 0xffff) throw new RangeError(`an audio entry holds at most 65535 bytes, not ${audio.length}`);
    const start = this.#reserve(AUDIO_ENTRY_HEADER_BYTES + audio.length);
    this.#buffer.writeUInt32BE(slot, start);
    this.#buffer.writeUInt32BE(generation, start + 4);
    this.#buffer.writeUInt32BE(sequence >>> 0, start + 8);
    this.#buffer.writeUInt16BE(audio.length, start + 12);
    this.#buffer.set(audio, start + AUDIO_ENTRY_HEADER_BYTES);
  }

  /** The batch as bytes of its own; the collector is empty afterwards. */
  take(): Uint8Array {
    const bytes = Uint8Array.prototype.slice.call(this.#buffer, 0, this.#length);
    this.#length = 1;
    return bytes;
  }

  #reserve(bytes: number): number {
    const start = this.#length;
    const needed = start + bytes;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, start);
      this.#buffer = larger;
    }
    this.#length = needed;
    return start;
  }
}

/**
 * Calls `each` for every entry of a batch. Returns false, having called it for the whole entries only, when the bytes are
 * not a batch of a version we know or end in the middle of an entry.
 */
export function readAudioBatch(bytes: Uint8Array, each: (entry: AudioEntry) => void): boolean {
  if (bytes[0] !== AUDIO_BATCH_VERSION) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 1;
  while (at + AUDIO_ENTRY_HEADER_BYTES <= bytes.length) {
    const length = view.getUint16(at + 12);
    const end = at + AUDIO_ENTRY_HEADER_BYTES + length;
    if (end > bytes.length) return false;
    each({
      slot: view.getUint32(at),
      generation: view.getUint32(at + 4),
      sequence: view.getUint32(at + 8),
      audio: bytes.subarray(at + AUDIO_ENTRY_HEADER_BYTES, end),
    });
    at = end;
  }
  return at === bytes.length;
}
