/** One reply on its way to the ear: what was sent of it, which marks came back, how far it was heard. Pure. */
import type { LineTime } from './line-time.ts';
import { ReplyAudio } from './reply-audio.ts';

interface Mark {
  readonly name: string;
  /** How much of the reply lies before it. */
  readonly atMs: number;
  readonly expectedAt: number;
  /** How far the line was known to be behind when the mark was sent. */
  readonly behind: number;
}

const MARK_EVERY_MS = 500;

export class PlayingReply {
  /** A generation; phrases of our own count down from -1. */
  readonly id: number;
  readonly audio = new ReplyAudio();
  /** When the caller's hearing of it was told last; undefined before its first frame was sent. */
  toldAt: number | undefined;
  /** Everything was sent, and the mark after it. */
  sent = false;
  readonly #line: LineTime;
  /** Marks sent and not come back, oldest first. */
  #marks: Mark[] = [];
  #markedMs = 0;
  #heardMs = 0;
  #endsAt = Number.NEGATIVE_INFINITY;
  #behind = 0;

  constructor(id: number, line: LineTime) {
    this.id = id;
    this.#line = line;
  }

  /** Whether it is dialogue's: phrases of our own are not told of. */
  get told(): boolean {
    return this.id > 0;
  }

  get started(): boolean {
    return this.toldAt !== undefined;
  }

  /** Everything was sent and every mark is back. */
  get heard(): boolean {
    return this.sent && this.#marks.length === 0;
  }

  /** When the line has played what was sent, by the clock and what marks have shown since. */
  get endsAt(): number {
    return this.#endsAt + this.#line.behind - this.#behind;
  }

  /** The next mark is due: after the first frame, every 500 ms, and at the end. */
  get markDue(): boolean {
    const unmarkedMs = this.audio.takenMs - this.#markedMs;
    return this.#markedMs === 0 || unmarkedMs >= MARK_EVERY_MS || (this.audio.done && unmarkedMs > 0);
  }

  /** A frame was put on the line. */
  frameSent(): void {
    this.#endsAt = this.#line.endsAt;
    this.#behind = this.#line.behind;
  }

  /** The name of a mark to send now. */
  mark(): string {
    const atMs = this.audio.takenMs;
    const name = `${this.id}:${Math.round(atMs)}`;
    this.#markedMs = atMs;
    this.#marks.push({ name, atMs, expectedAt: this.#line.endsAt, behind: this.#line.behind });
    return name;
  }

  /** A mark came back: what lies before it was played. False when it is none of ours. */
  marked(name: string, now: number): boolean {
    const index = this.#marks.findIndex((mark) => mark.name === name);
    const mark = this.#marks[index];
    if (mark === undefined) return false;
    // Marks come back in order: those before it were lost on the way.
    this.#marks = this.#marks.slice(index + 1);
    this.#heardMs = mark.atMs;
    this.#line.markedAt(now, this.#expectedAt(mark));
    return true;
  }

  /** By the clock; not less than marks have proved, not more than a mark that should have been back allows. */
  playedMs(now: number): number {
    if (!this.started) return 0;
    const sentMs = this.audio.takenMs;
    const byClock = sentMs - Math.max(0, this.endsAt - now);
    return Math.round(Math.max(this.#heardMs, Math.min(byClock, this.#overdueMs(now) ?? sentMs)));
  }

  /** How much lies before a mark that should have been back by now. */
  #overdueMs(now: number): number | undefined {
    const [oldest] = this.#marks;
    if (oldest === undefined) return undefined;
    const overdueAt = this.#line.overdueAfter(this.#expectedAt(oldest));
    return overdueAt !== undefined && now > overdueAt ? oldest.atMs : undefined;
  }

  #expectedAt(mark: Mark): number {
    return mark.expectedAt + this.#line.behind - mark.behind;
  }
}
