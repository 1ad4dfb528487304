/** One phone on the line: a mouth, an ear, keys, and whoever listens at the far end. */
import type { Random } from '../random.ts';
import { SAMPLES_PER_MS } from '../voice/mu-law.ts';
import type { TimedWord } from '../voice/rhythm.ts';
import { Ear } from './ear.ts';
import type { LineClock } from './line-clock.ts';
import { Mouth, type Said } from './mouth.ts';
import { Playout } from './playout.ts';

/** What happens on a phone; times in milliseconds since it was put on the line. */
export interface LegEvents {
  onSaid(said: Said): void;
  onHeard(word: TimedWord): void;
  onVoice(on: boolean, atMs: number): void;
}

/** Gets what is spoken, 20 ms at a time; the buffer is reused. */
export type FarEnd = (frame: Buffer) => void;

/** A key is held this many ticks. */
const TICKS_PER_KEY = 6;

export class Leg {
  readonly mouth: Mouth;
  readonly #ear: Ear;
  readonly #playout: Playout;
  readonly #clock: LineClock;
  readonly #line: { beganAt: number; remove: () => void };
  readonly #keys: string[] = [];
  #farEnd: FarEnd | null = null;
  #onKey: ((digit: string) => void) | null = null;
  #closed = false;

  constructor(clock: LineClock, random: Random, events: LegEvents) {
    this.mouth = new Mouth(random, (said) => events.onSaid({ id: said.id, words: said.words.map(inMs) }));
    this.#ear = new Ear({
      onWord: (word) => events.onHeard(inMs(word)),
      onVoice: (on, at) => events.onVoice(on, at / SAMPLES_PER_MS),
    });
    this.#playout = new Playout((audio) => this.#ear.hear(audio));
    this.#clock = clock;
    this.#line = clock.add((dueAt) => this.#tick(dueAt));
  }

  /** When the first 20 ms began, on the monotonic clock: the zero of this phone's times. */
  get beganAt(): number {
    return this.#line.beganAt;
  }

  get starved(): { readonly times: number; readonly ms: number } {
    const { times, samples } = this.#playout.starved;
    return { times, ms: samples / SAMPLES_PER_MS };
  }

  /** Who hears what is spoken from now on; null for nobody. */
  connect(farEnd: FarEnd | null): void {
    this.#farEnd = farEnd;
  }

  /** Who is told of keys from now on. */
  onKey(told: ((digit: string) => void) | null): void {
    this.#onKey = told;
  }

  /** Presses keys one after the other, each 120 ms long. */
  press(digits: string): void {
    for (const digit of digits)
      for (let tick = 0; tick < TICKS_PER_KEY; tick += 1) this.#keys.push(tick === 0 ? digit : '');
  }

  /** Queues audio for the ear. False when more than ten minutes would wait. */
  play(audio: Uint8Array): boolean {
    return this.#closed || this.#playout.add(audio, this.#now());
  }

  /** Calls back when everything queued so far was played, or dropped. */
  mark(reached: (played: boolean) => void): void {
    if (!this.#closed) this.#playout.mark(reached, this.#now());
  }

  /** Drops what is queued for the ear, and says how many milliseconds that was. */
  clear(): number {
    return this.#closed ? 0 : this.#playout.clear(this.#now()) / SAMPLES_PER_MS;
  }

  /** Takes the phone off the line; nothing happens on it any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#playout.clear(this.#now());
    this.#ear.close();
    this.#line.remove();
    this.#farEnd = null;
  }

  #tick(dueAt: number): void {
    this.#playout.playTo(this.#samplesAt(dueAt));
    const frame = this.mouth.nextFrame();
    const key = this.#keys.shift();
    if (key !== undefined && key !== '') this.#onKey?.(key);
    this.#farEnd?.(frame);
  }

  #now(): number {
    return this.#samplesAt(this.#clock.now());
  }

  #samplesAt(time: number): number {
    return Math.max(0, Math.floor((time - this.beganAt) * SAMPLES_PER_MS));
  }
}

function inMs({ word, start, end }: TimedWord): TimedWord {
  return { word, start: start / SAMPLES_PER_MS, end: end / SAMPLES_PER_MS };
}
