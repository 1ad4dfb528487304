/** A line as Twilio keeps one: plays what it is sent in real time, marks what was played, drops what is cleared. */
import { FRAME_MS } from '../reply-audio.ts';

interface Item {
  readonly mark?: string;
  readonly audio?: Buffer;
}

export class FakeLine {
  /** Everything the caller heard, frame by frame; undefined is a frame of silence in between. */
  readonly heard: Buffer[] = [];
  readonly played: { generation: number; state: string; playedMs: number }[] = [];
  readonly sent: Buffer[] = [];
  /** Milliseconds in which the line had nothing to play after it had begun. */
  dryMs = 0;
  clears = 0;
  full = false;
  #queue: Item[] = [];
  #marksBack: string[] = [];

  ready(): boolean {
    return !this.full;
  }

  frame(bytes: Buffer, start: number, end: number): void {
    const audio = Buffer.from(bytes.subarray(start, end));
    this.sent.push(audio);
    this.#queue.push({ audio });
  }

  mark(name: string): void {
    this.#queue.push({ mark: name });
  }

  clear(): void {
    this.clears += 1;
    // Twilio echoes every mark that it drops.
    this.#marksBack.push(...this.#queue.flatMap(({ mark }) => (mark === undefined ? [] : [mark])));
    this.#queue = [];
  }

  tell(generation: number, state: string, playedMs: number): void {
    this.played.push({ generation, state, playedMs });
  }

  get bufferedMs(): number {
    return this.#queue.filter(({ audio }) => audio !== undefined).length * FRAME_MS;
  }

  /** Plays one frame; returns the marks that come back. */
  play(): string[] {
    const back = this.#marksBack.splice(0);
    const next = this.#queue.findIndex(({ audio }) => audio !== undefined);
    const due = this.#queue.splice(0, next === -1 ? this.#queue.length : next);
    back.push(...due.flatMap(({ mark }) => (mark === undefined ? [] : [mark])));
    const frame = this.#queue.shift();
    if (frame?.audio !== undefined) this.heard.push(frame.audio);
    else if (this.heard.length > 0) this.dryMs += FRAME_MS;
    return back;
  }

  states(generation: number): string[] {
    return this.played.filter((told) => told.generation === generation).map(({ state }) => state);
  }

  lastTold(generation: number): { state: string; playedMs: number } | undefined {
    const told = this.played.filter((fact) => fact.generation === generation).at(-1);
    return told === undefined ? undefined : { state: told.state, playedMs: told.playedMs };
  }
}
