/** What waits to be sent: each thing after its delay, in order of time; a stall holds everything back. */
export class Outlet {
  readonly #waiting: { at: number; send: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stalledUntil = 0;

  /** Sends after a delay; what is due at the same time keeps its order. */
  later(delayMs: number, send: () => void): void {
    const at = performance.now() + delayMs;
    const place = this.#waiting.findLastIndex((other) => other.at <= at) + 1;
    this.#waiting.splice(place, 0, { at, send });
    if (place === 0) this.#arm();
  }

  /** Sends nothing for so long. */
  stall(forMs: number): void {
    this.#stalledUntil = performance.now() + forMs;
    this.#arm();
  }

  /** Forgets what waits. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#waiting[0];
    if (next === undefined) return;
    this.#timer = setTimeout(
      () => this.#send(),
      Math.max(0, Math.max(next.at, this.#stalledUntil) - performance.now()),
    );
  }

  #send(): void {
    const now = performance.now();
    // Timers may fire up to a millisecond early.
    while (now >= this.#stalledUntil - 1 && (this.#waiting[0]?.at ?? Number.POSITIVE_INFINITY) <= now + 1) {
      this.#waiting.shift()?.send();
    }
    this.#arm();
  }
}
