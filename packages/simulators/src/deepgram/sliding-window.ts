/** Counts what happened within the last minute. */
export class SlidingWindow {
  readonly #events: { at: number; amount: number }[] = [];
  readonly #lengthMs: number;

  constructor(lengthMs = 60_000) {
    this.#lengthMs = lengthMs;
  }

  add(amount: number, now: number): void {
    this.#events.push({ at: now, amount });
  }

  /** The sum within the window that ends now. */
  sum(now: number): number {
    while ((this.#events[0]?.at ?? now) <= now - this.#lengthMs) this.#events.shift();
    return this.#events.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** How long until the sum has fallen below `limit`, in milliseconds. */
  waitFor(limit: number, now: number): number {
    let sum = this.sum(now);
    for (const { at, amount } of this.#events) {
      if (sum < limit) return 0;
      sum -= amount;
      if (sum < limit) return at + this.#lengthMs - now;
    }
    return 0;
  }
}
