/** The audio of one reply on its way to the line: chunks in, frames of 20 ms out. Pure. */
import { BYTES_PER_MS } from './twilio/media-messages.ts';

export const FRAME_MS = 20;
export const FRAME_BYTES = FRAME_MS * BYTES_PER_MS;
const SILENCE = 0xff;

/** A range of bytes; valid until the next frame is taken. */
export interface Frame {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export class ReplyAudio {
  readonly #chunks: Buffer[] = [];
  /** Bytes of the first chunk that were taken already. */
  #taken = 0;
  #waitingBytes = 0;
  #takenBytes = 0;
  #ended = false;

  /** Keeps `chunk` as it is: it must not change any more. */
  add(chunk: Buffer): void {
    if (this.#ended || chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#waitingBytes += chunk.length;
  }

  /** No more audio follows. */
  end(): void {
    this.#ended = true;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether everything was taken and nothing more will come. */
  get done(): boolean {
    return this.#ended && this.#waitingBytes === 0;
  }

  get waitingMs(): number {
    return this.#waitingBytes / BYTES_PER_MS;
  }

  /** Milliseconds of audio handed out, without the silence that fills up the last frame. */
  get takenMs(): number {
    return this.#takenBytes / BYTES_PER_MS;
  }

  /** The next frame; undefined while less than one is there, unless it is the end. */
  next(): Frame | undefined {
    if (this.#waitingBytes < FRAME_BYTES) return this.#ended && this.#waitingBytes > 0 ? this.#join() : undefined;
    const chunk = this.#chunks[0];
    if (chunk === undefined || chunk.length - this.#taken < FRAME_BYTES) return this.#join();
    const start = this.#taken;
    this.#advance(FRAME_BYTES);
    return { bytes: chunk, start, end: start + FRAME_BYTES };
  }

  /** A frame that lies across chunks, or is the short last one. */
  #join(): Frame {
    const bytes = Buffer.alloc(FRAME_BYTES, SILENCE);
    for (let filled = 0; filled < FRAME_BYTES; ) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) break;
      const length = Math.min(FRAME_BYTES - filled, chunk.length - this.#taken);
      chunk.copy(bytes, filled, this.#taken, this.#taken + length);
      this.#advance(length);
      filled += length;
    }
    return { bytes, start: 0, end: FRAME_BYTES };
  }

  #advance(bytes: number): void {
    this.#taken += bytes;
    this.#takenBytes += bytes;
    this.#waitingBytes -= bytes;
    if (this.#taken < (this.#chunks[0]?.length ?? 0)) return;
    this.#chunks.shift();
    this.#taken = 0;
  }
}
