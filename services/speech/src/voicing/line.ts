/** A line to the synthesiser: one socket, what it may still be asked for, and how it is cleared for the next reply. */
import type { Clock } from '@bayline/runtime';
import { type Allowance, allowance, type Budget, carriesReply, isOld, openBudget, spend } from './budget.ts';
import type { SynthesiserHearer, SynthesiserSocket } from './synthesiser.ts';

/** A clear that is not answered by then will not be. */
const CLEARED_WITHIN_MS = 1_000;

const nobody: SynthesiserHearer = { audio: () => {}, flushed: () => {}, cleared: () => {}, lost: () => {} };

export class Line {
  readonly #socket: SynthesiserSocket;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #budget: Budget;

  constructor(socket: SynthesiserSocket, clock: Pick<Clock, 'monotonic'>) {
    this.#socket = socket;
    this.#clock = clock;
    this.#budget = openBudget(clock.monotonic());
  }

  get open(): boolean {
    return this.#socket.open;
  }

  get allowance(): Allowance {
    return allowance(this.#budget, this.#clock.monotonic());
  }

  get condition(): 'ready' | 'resting' | 'worn' {
    const now = this.#clock.monotonic();
    if (isOld(this.#budget, now)) return 'worn';
    return carriesReply(this.#budget, now) ? 'ready' : 'resting';
  }

  attach(hearer: Partial<SynthesiserHearer>): void {
    this.#socket.attach({ ...nobody, ...hearer });
  }

  speak(text: string): void {
    this.#budget = spend(this.#budget, { characters: text.length }, this.#clock.monotonic());
    this.#socket.speak(text);
  }

  flush(): void {
    this.#budget = spend(this.#budget, { flushes: 1 }, this.#clock.monotonic());
    this.#socket.flush();
  }

  /** Stops what is being synthesised. Late audio reaches nobody; false when the line cannot be used again. */
  clear(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), CLEARED_WITHIN_MS);
      const done = (cleared: boolean) => (): void => {
        clearTimeout(timer);
        resolve(cleared);
      };
      this.attach({ cleared: done(true), lost: done(false) });
      this.#socket.clear();
    });
  }

  close(): void {
    this.attach({});
    this.#socket.close();
  }
}
