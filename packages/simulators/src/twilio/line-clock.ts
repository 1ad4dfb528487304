/**
 * The clock of the telephone line: every phone ticks each 20 ms, on absolute time that never drifts. All phones share one
 * timer; they are spread over ten phases of 2 ms by when they began, so that calls do not all speak in the same instant.
 *
 * A telephone network does not stand still, and this process may. What arrived meanwhile is read before the ticks that were
 * missed are made up for, and belongs to the moment of the first of them: it was in time, and only we were late.
 */
export const TICK_MS = 20;
const PHASE_MS = 2;
const PHASES = TICK_MS / PHASE_MS;
/** A tick that comes later than this tells that the process stood still. */
const STOOD_STILL_MS = 5;

/** Called at each tick with the time it was due, on the monotonic clock. */
type Tick = (dueAt: number) => void;

interface Member {
  readonly tick: Tick;
  /** The phase of its first tick. */
  readonly first: number;
}

export class LineClock {
  readonly #origin = performance.now();
  readonly #phases: Set<Member>[] = Array.from({ length: PHASES }, () => new Set());
  /** Phases are counted from the origin; this one is due next. */
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Ticks from the next phase on; the answer is when the first 20 ms begin. */
  add(tick: Tick): { beganAt: number; remove: () => void } {
    const phase = Math.ceil((performance.now() - this.#origin) / PHASE_MS);
    const members = this.#phases[phase % PHASES];
    if (this.#idle) this.#next = phase;
    // The first tick comes when the first 20 ms are over.
    const member = { tick, first: phase + PHASES };
    members?.add(member);
    this.#arm();
    return { beganAt: this.#dueAt(phase), remove: () => this.#remove(members, member) };
  }

  /** The time on the line: it does not pass a tick that is still to be made. */
  now(): number {
    const now = performance.now();
    return this.#idle ? now : Math.min(now, this.#dueAt(this.#next));
  }

  get #idle(): boolean {
    return this.#phases.every(({ size }) => size === 0);
  }

  #remove(members: Set<Member> | undefined, member: Member): void {
    members?.delete(member);
    if (this.#idle) clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#idle) return;
    while (this.#phases[this.#next % PHASES]?.size === 0) this.#next += 1;
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, this.#dueAt(this.#next) - performance.now()));
  }

  /** After standing still, the sockets are read first. */
  #wake(): void {
    if (performance.now() - this.#dueAt(this.#next) > STOOD_STILL_MS) setImmediate(() => this.#run());
    else this.#run();
  }

  /** Runs every phase that is due now, also those that are late; what falls due meanwhile is woken for again. */
  #run(): void {
    const now = performance.now();
    // A timer may fire up to a millisecond early; a tick never does.
    for (; this.#dueAt(this.#next) <= now; this.#next += 1) {
      for (const { tick, first } of this.#phases[this.#next % PHASES] ?? []) {
        if (first <= this.#next) tick(this.#dueAt(this.#next));
      }
    }
    this.#arm();
  }

  #dueAt(phase: number): number {
    return this.#origin + phase * PHASE_MS;
  }
}
