/** The moments of the latest happenings of a kind, for /lab/state: milliseconds since the epoch, with their fractions. */

const KEPT = 100;

export class LatestMoments {
  #moments: number[] = [];

  note(): void {
    this.#moments.push(performance.timeOrigin + performance.now());
    if (this.#moments.length > KEPT) this.#moments.shift();
  }

  toJSON(): readonly number[] {
    return this.#moments;
  }
}
