/** The way of a caller's frames to the stream: at once, or with the loss, jitter and gaps of a bad line. */
import type { Random } from '../random.ts';
import type { TwilioSettings } from './settings.ts';

/** Gets a frame and its number, counted from the stream's beginning; lost frames are numbered too. */
type Deliver = (frame: Buffer, index: number) => void;

export class FrameLine {
  readonly #settings: TwilioSettings['media'];
  readonly #random: Random;
  readonly #deliver: Deliver;
  readonly #late: { frame: Buffer; index: number; dueAt: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #index = 0;
  #closed = false;

  constructor(settings: TwilioSettings['media'], random: Random, deliver: Deliver) {
    this.#settings = settings;
    this.#random = random;
    this.#deliver = deliver;
  }

  /** Takes the next frame; it is copied when it has to wait. */
  take(frame: Buffer): void {
    const index = this.#index;
    this.#index += 1;
    if (this.#settings.lossRate > 0 && this.#random() < this.#settings.lossRate) return;
    const delayMs = this.#delay(index * 20);
    if (delayMs === 0 && this.#late.length === 0) return this.#deliver(frame, index);
    const dueAt = Math.max(performance.now() + delayMs, this.#late.at(-1)?.dueAt ?? 0);
    this.#late.push({ frame: Buffer.from(frame), index, dueAt });
    if (this.#late.length === 1) this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Frames never overtake each other: a gap ends in a burst. */
  #delay(streamMs: number): number {
    const { jitterMs, gapEveryMs, gapMs } = this.#settings;
    const intoPeriod = gapEveryMs > 0 ? streamMs % gapEveryMs : gapMs;
    const gap = streamMs >= gapEveryMs && intoPeriod < gapMs ? gapMs - intoPeriod : 0;
    return gap + (jitterMs > 0 ? this.#random() * jitterMs : 0);
  }

  #arm(): void {
    const next = this.#late[0];
    if (next === undefined || this.#closed) return;
    this.#timer = setTimeout(() => this.#release(), Math.max(0, next.dueAt - performance.now()));
  }

  #release(): void {
    const now = performance.now();
    for (let next = this.#late[0]; next !== undefined && next.dueAt <= now + 1; next = this.#late[0]) {
      this.#late.shift();
      this.#deliver(next.frame, next.index);
    }
    this.#arm();
  }
}
