/** How much anyone may send: messages on a socket, calls of a number, calls of a day, sockets of an address. Pure. */

/** Lets `rate` things a second pass, and `burst` at once after a pause. */
export class RateLimit {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Whether one more may pass at `now` (monotonic milliseconds). */
  allows(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1_000) * this.#rate);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Counts calls by number and by day. A webhook that Twilio repeats counts once. */
export class CallCounts {
  readonly #calls = new Map<string, { readonly at: number; readonly from: string | null }>();
  readonly #byNumber = new Map<string, number[]>();

  note(callId: string, from: string | null, now: number): void {
    if (this.#calls.has(callId)) return;
    this.#calls.set(callId, { at: now, from });
    if (from !== null) this.#byNumber.set(from, [...this.#recent(from, now), now]);
  }

  /** Calls of `from` within the last hour, others than `callId`. Withheld numbers are nobody's. */
  withinHour(from: string | null, callId: string, now: number): number {
    if (from === null) return 0;
    const counted = this.#calls.get(callId);
    const recent = this.#recent(from, now);
    return counted?.from === from && counted.at > now - HOUR_MS ? recent.length - 1 : recent.length;
  }

  /** Calls within the last 24 hours, others than `callId`. */
  withinDay(callId: string, now: number): number {
    for (const [id, { at, from }] of this.#calls) {
      if (at > now - DAY_MS) break;
      this.#calls.delete(id);
      if (from !== null && this.#recent(from, now).length === 0) this.#byNumber.delete(from);
    }
    return this.#calls.has(callId) ? this.#calls.size - 1 : this.#calls.size;
  }

  #recent(from: string, now: number): number[] {
    return (this.#byNumber.get(from) ?? []).filter((at) => at > now - HOUR_MS);
  }
}

/** Counts what is open, by key. */
export class OpenCounts {
  readonly #open = new Map<string, number>();

  of(key: string): number {
    return this.#open.get(key) ?? 0;
  }

  /** Counts one more; the returned function takes it back, however often it is called. */
  add(key: string): () => void {
    this.#open.set(key, this.of(key) + 1);
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      const rest = this.of(key) - 1;
      if (rest > 0) this.#open.set(key, rest);
      else this.#open.delete(key);
    };
  }
}
