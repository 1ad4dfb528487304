/** How late the event loop is, steadily: one slow second (a start, a collection) is not load. */

/** The process is as late as it was in the best of so many looks on end. */
const LOOKS = 3;

export class Lateness {
  readonly #delaysMs: number[] = Array.from({ length: LOOKS }, () => 0);

  /** Notes the delay since the last look; to be called once a second. */
  note(delayMs: number): void {
    this.#delaysMs.shift();
    this.#delaysMs.push(delayMs);
  }

  get steadyMs(): number {
    return Math.min(...this.#delaysMs);
  }
}
