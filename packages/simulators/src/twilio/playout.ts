/** What is played into one ear: audio and marks in a queue, at 8,000 bytes a second, silence when there is none. */
import { SILENCE } from '../voice/mu-law.ts';

/** Told when everything queued before it was played (true), or dropped (false). */
type Reached = (played: boolean) => void;
type Item = { readonly audio: Uint8Array } | { readonly reached: Reached };

/** Ten minutes: more is not kept. */
export const LONGEST_QUEUE_BYTES = 4_800_000;
/** Audio that comes so soon after the queue ran dry came late. */
const STARVED_WITHIN_SAMPLES = 800;

const SILENT = new Uint8Array(1_600).fill(SILENCE);

export class Playout {
  readonly #onPlayed: (audio: Uint8Array) => void;
  readonly #queue: Item[] = [];
  #queuedBytes = 0;
  /** How much of the first item is played. */
  #offset = 0;
  #position = 0;
  #audioEnd = Number.NEGATIVE_INFINITY;
  #starved = { times: 0, samples: 0 };

  /** `onPlayed` gets every sample in order, silence included. */
  constructor(onPlayed: (audio: Uint8Array) => void) {
    this.#onPlayed = onPlayed;
  }

  /** Samples played so far. */
  get position(): number {
    return this.#position;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** How often, and for how long in all, audio came up to 100 ms too late to follow what was played. */
  get starved(): { readonly times: number; readonly samples: number } {
    return this.#starved;
  }

  /** Plays up to a position, in samples since the beginning. */
  playTo(position: number): void {
    while (this.#position < position) {
      const item = this.#queue[0];
      if (item === undefined) this.#playSilence(position);
      else if ('audio' in item) this.#playAudio(item.audio, position);
      else this.#reach();
    }
    while (this.#queue[0] !== undefined && 'reached' in this.#queue[0]) this.#reach();
  }

  /** Queues audio that arrived when the clock stood at `position`. False when more than ten minutes would wait. */
  add(audio: Uint8Array, position: number): boolean {
    if (audio.length === 0) return true;
    if (this.#queuedBytes + audio.length > LONGEST_QUEUE_BYTES) return false;
    this.playTo(position);
    if (this.#queue.length === 0) this.#countLateness();
    this.#queue.push({ audio });
    this.#queuedBytes += audio.length;
    return true;
  }

  /** Queues a mark at `position`; it is reached at once when nothing waits before it. */
  mark(reached: Reached, position: number): void {
    this.playTo(position);
    if (this.#queue.length === 0) reached(true);
    else this.#queue.push({ reached });
  }

  /** Drops what waits at `position`, reaches every mark, and says how many bytes were dropped. */
  clear(position: number): number {
    this.playTo(position);
    const dropped = this.#queuedBytes;
    const items = this.#queue.splice(0);
    this.#queuedBytes = 0;
    this.#offset = 0;
    for (const item of items) if ('reached' in item) item.reached(false);
    return dropped;
  }

  #countLateness(): void {
    const late = this.#position - this.#audioEnd;
    if (late > 0 && late <= STARVED_WITHIN_SAMPLES) {
      this.#starved = { times: this.#starved.times + 1, samples: this.#starved.samples + late };
    }
  }

  #playSilence(position: number): void {
    const samples = Math.min(SILENT.length, position - this.#position);
    this.#played(SILENT.subarray(0, samples));
  }

  #playAudio(audio: Uint8Array, position: number): void {
    const end = Math.min(audio.length, this.#offset + position - this.#position);
    const part = audio.subarray(this.#offset, end);
    this.#queuedBytes -= part.length;
    this.#offset = end;
    if (end === audio.length) {
      this.#queue.shift();
      this.#offset = 0;
    }
    this.#played(part);
    this.#audioEnd = this.#position;
  }

  #played(audio: Uint8Array): void {
    this.#position += audio.length;
    this.#onPlayed(audio);
  }

  #reach(): void {
    const item = this.#queue.shift();
    if (item !== undefined && 'reached' in item) item.reached(true);
  }
}
