/** What is spoken into one phone: texts one after the other, noise, silence; in frames of 20 ms. */
import type { Random } from '../random.ts';
import { SILENCE, silence } from '../voice/mu-law.ts';
import { mixNoise } from '../voice/noise.ts';
import type { Pace, TimedWord } from '../voice/rhythm.ts';
import { utter } from '../voice/utterance.ts';

export const FRAME_SAMPLES = 160;

/** A text that was said; its words in samples since the mouth's beginning. */
export interface Said {
  readonly id: string;
  readonly words: readonly TimedWord[];
}

interface Item {
  readonly audio: Uint8Array;
  /** Null for noise. */
  readonly id: string | null;
  readonly words: readonly TimedWord[];
  /** Where it began; -1 while it waits. */
  start: number;
  told: boolean;
}

export class Mouth {
  readonly #onSaid: (said: Said) => void;
  readonly #random: Random;
  readonly #queue: Item[] = [];
  readonly #frame = Buffer.alloc(FRAME_SAMPLES);
  #position = 0;
  #background = 0;

  /** `onSaid` is told of a text when its last word has left the mouth. */
  constructor(random: Random, onSaid: (said: Said) => void) {
    this.#random = random;
    this.#onSaid = onSaid;
  }

  /** Says a text after what is being said. */
  say(id: string, text: string, pace: Pace = {}): void {
    const { audio, words } = utter(text, pace);
    this.#queue.push({ audio, id, words, start: -1, told: false });
  }

  /** Makes audible noise without words, after what is being said. */
  noise(ms: number, level: number): void {
    const audio = silence(ms);
    mixNoise(audio, level, this.#random);
    this.#queue.push({ audio, id: null, words: [], start: -1, told: true });
  }

  /** Noise under everything from now on; 0 for none. */
  background(level: number): void {
    this.#background = level;
  }

  /** The next 20 ms. The buffer is the same each time. */
  nextFrame(): Buffer {
    const frame = this.#frame.fill(SILENCE);
    let filled = 0;
    for (let item = this.#queue[0]; item !== undefined && filled < FRAME_SAMPLES; item = this.#queue[0]) {
      if (item.start < 0) item.start = this.#position + filled;
      const from = this.#position + filled - item.start;
      const part = item.audio.subarray(from, from + FRAME_SAMPLES - filled);
      frame.set(part, filled);
      filled += part.length;
      this.#tellWhenSaid(item, from + part.length);
      if (from + part.length >= item.audio.length) this.#queue.shift();
    }
    this.#position += FRAME_SAMPLES;
    mixNoise(frame, this.#background, this.#random);
    return frame;
  }

  #tellWhenSaid(item: Item, spoken: number): void {
    if (item.told || spoken < (item.words.at(-1)?.end ?? 0)) return;
    item.told = true;
    const words = item.words.map(({ word, start, end }) => ({
      word,
      start: start + item.start,
      end: end + item.start,
    }));
    if (item.id !== null) this.#onSaid({ id: item.id, words });
  }
}
