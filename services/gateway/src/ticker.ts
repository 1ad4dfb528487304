/**
 * The one clock of all calls: ticks every 5 ms on an absolute schedule, so that lateness never adds up (`setInterval` runs
 * 20 to 50 ms behind within seconds). Each tick serves everyone, or one of four phases, so that calls are spread over time.
 */

export const TICK_MS = 5;
export const PHASES = 4;
/** After a stall, ticks that are older than one round are skipped: nobody needs to be served twice. */
const MOST_LATE_TICKS = PHASES;

export interface Ticked {
  /** `at` is the moment the tick was due, in monotonic milliseconds. */
  tick(at: number): void;
}

/** Time and its timers. */
export interface Timing {
  now(): number;
  /** Calls `act` once, after so many milliseconds. Returns what prevents it. */
  after(ms: number, act: () => void): () => void;
}

export interface TickerHooks {
  /** How late a tick came. */
  late(ms: number): void;
  /** One of the served failed; the others are served all the same. */
  failed(error: unknown): void;
}

export class Ticker {
  readonly #timing: Timing;
  readonly #everyTick = new Set<Ticked>();
  readonly #phases: readonly Set<Ticked>[] = Array.from({ length: PHASES }, () => new Set<Ticked>());
  readonly #hooks: TickerHooks;
  #cancel: (() => void) | undefined;
  #due = 0;
  #count = 0;

  constructor(timing: Timing, hooks: TickerHooks) {
    this.#timing = timing;
    this.#hooks = hooks;
  }

  /** Serves `ticked` every 5 ms while anyone is served every 20 ms. */
  addEvery(ticked: Ticked): void {
    this.#everyTick.add(ticked);
  }

  /** Serves `ticked` every 20 ms, in the phase that serves the fewest. Returns what ends it. */
  add(ticked: Ticked): () => void {
    const phase = this.#phases.reduce((least, other) => (other.size < least.size ? other : least));
    phase.add(ticked);
    this.#start();
    return () => {
      phase.delete(ticked);
    };
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const phase of this.#phases) phase.clear();
  }

  #start(): void {
    if (this.#cancel !== undefined) return;
    this.#due = this.#timing.now() + TICK_MS;
    this.#wait();
  }

  #wait(): void {
    this.#cancel = this.#timing.after(Math.max(0, this.#due - this.#timing.now()), () => this.#run());
  }

  #run(): void {
    const late = this.#timing.now() - this.#due;
    this.#hooks.late(Math.max(0, late));
    const skipped = Math.max(0, Math.floor(late / TICK_MS) - MOST_LATE_TICKS);
    this.#due += skipped * TICK_MS;
    this.#count += skipped;
    // Node may fire a millisecond early.
    while (this.#due <= this.#timing.now() + 1) {
      this.#serve(this.#due);
      this.#due += TICK_MS;
      this.#count += 1;
    }
    this.#cancel = undefined;
    if (this.#phases.some((phase) => phase.size > 0)) this.#wait();
  }

  #serve(at: number): void {
    for (const ticked of this.#phases[this.#count % PHASES] ?? []) this.#serveOne(ticked, at);
    for (const ticked of this.#everyTick) this.#serveOne(ticked, at);
  }

  #serveOne(ticked: Ticked, at: number): void {
    try {
      ticked.tick(at);
    } catch (error) {
      this.#hooks.failed(error);
    }
  }
}
