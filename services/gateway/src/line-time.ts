/**
 * How far the line has come in playing what it was sent. It plays in real time, so the clock knows; marks correct the clock
 * when the line ran dry on the way, and the lead then widens. Pure: every method is given the time in milliseconds.
 */

/** A mark later than the quickest one of this call by more than this shows that the line ran dry before it. */
const LATE_MARK_MS = 40;

export class LineTime {
  readonly #maxLeadMs: number;
  #leadMs: number;
  #endsAt = Number.NEGATIVE_INFINITY;
  /** How long the quickest mark took beyond the time its audio should have been played: the way there and back. */
  #quickest = Number.POSITIVE_INFINITY;
  /** By how much the line is behind the clock, as marks have shown. */
  #behind = 0;
  #underruns = 0;

  constructor(leadMs: number, maxLeadMs: number) {
    this.#leadMs = leadMs;
    this.#maxLeadMs = Math.max(leadMs, maxLeadMs);
  }

  get leadMs(): number {
    return this.#leadMs;
  }

  /** How often the line ran dry in the middle of a reply. */
  get underruns(): number {
    return this.#underruns;
  }

  /** When everything that was sent will have been played. */
  get endsAt(): number {
    return this.#endsAt;
  }

  /** By how much moments noted earlier have moved since the line was `behind` by so much. */
  get behind(): number {
    return this.#behind;
  }

  /** Whether more audio may be sent. */
  hasRoom(now: number): boolean {
    return this.#endsAt < now + this.#leadMs;
  }

  /** `ms` of audio was sent. `owed` tells that it was there before and late: the line has run dry. */
  send(now: number, ms: number, owed: boolean): void {
    if (this.#endsAt < now) {
      if (owed) this.#ranDry();
      this.#endsAt = now;
    }
    this.#endsAt += ms;
  }

  /** What was sent and not played is dropped. */
  clear(now: number): void {
    this.#endsAt = Math.min(this.#endsAt, now);
  }

  /** Until when the echo of a mark may be on its way back; undefined before the first one was seen. */
  overdueAfter(expectedAt: number): number | undefined {
    return this.#quickest === Number.POSITIVE_INFINITY ? undefined : expectedAt + this.#quickest + 200;
  }

  /** A mark came back whose audio, by the clock, was played at `expectedAt`. */
  markedAt(now: number, expectedAt: number): void {
    const took = now - expectedAt;
    if (took < this.#quickest) return this.#quickerThanThought(took);
    const late = took - this.#quickest;
    if (late <= LATE_MARK_MS) return;
    this.#ranDry();
    this.#behind += late;
    this.#endsAt += late;
  }

  /** Either the way is shorter than it seemed, or an earlier mark was late on its way back and the line was not behind. */
  #quickerThanThought(took: number): void {
    const excess = this.#quickest - took;
    const wronged = Math.min(this.#behind, excess);
    if (wronged > 0) {
      this.#behind -= wronged;
      this.#endsAt -= wronged;
    } else {
      this.#quickest = took;
    }
  }

  #ranDry(): void {
    this.#underruns += 1;
    this.#leadMs = Math.min(this.#maxLeadMs, this.#leadMs * 2);
  }
}
