import { Ticker } from './ticker.ts';

/** A clock and a timer that stand still until they are told to move. */
class Bench {
  readonly late: number[] = [];
  readonly failures: unknown[] = [];
  readonly ticker = new Ticker(
    {
      now: () => this.#now,
      after: (ms, act) => {
        const timer = { at: this.#now + ms, act };
        this.#timer = timer;
        return () => this.#forget(timer);
      },
    },
    { late: (ms) => void this.late.push(ms), failed: (error) => void this.failures.push(error) },
  );
  #now = 0;
  #timer: { readonly at: number; readonly act: () => void } | undefined;

  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  pass(ms: number): void {
    for (let step = 0; step < ms; step += 1) {
      this.#now += 1;
      const timer = this.#timer;
      if (timer === undefined || timer.at > this.#now) continue;
      this.#timer = undefined;
      timer.act();
    }
  }

  /** Time passes, and nobody is called. */
  stall(ms: number): void {
    this.#now += ms;
  }

  #forget(timer: object): void {
    if (this.#timer === timer) this.#timer = undefined;
  }
}

describe('the clock of all calls', () => {
  it('serves each of them every 20 ms, on the moment', () => {
    const bench = new Bench();
    const served: number[] = [];
    bench.ticker.add({ tick: (at) => void served.push(at) });
    bench.pass(1_000);
    expect(served.length).toBe(50);
    expect(served.every((at, index) => index === 0 || at - (served[index - 1] ?? 0) === 20)).toBe(true);
  });

  it('spreads them over its phases', () => {
    const bench = new Bench();
    const served: number[][] = [[], [], [], []];
    for (const moments of served) bench.ticker.add({ tick: (at) => void moments.push(at % 20) });
    bench.pass(100);
    expect(new Set(served.map(([moment]) => moment)).size).toBe(4);
  });

  it('does not fall behind when it is called late', () => {
    const bench = new Bench();
    const served: number[] = [];
    bench.ticker.add({ tick: (at) => void served.push(at) });
    for (let i = 0; i < 50; i += 1) {
      bench.stall(3);
      bench.pass(17);
    }
    expect(served.at(-1)).toBeGreaterThan(970);
    expect(served.length).toBeGreaterThanOrEqual(48);
  });

  it('serves nobody twice for a stall', () => {
    const bench = new Bench();
    const served: number[] = [];
    bench.ticker.add({ tick: (at) => void served.push(at) });
    bench.pass(100);
    const before = served.length;
    bench.stall(1_000);
    bench.pass(10);
    expect(served.length - before).toBeLessThanOrEqual(2);
    expect(Math.max(...bench.late)).toBeGreaterThan(900);
    bench.pass(100);
    expect(served.at(-1)).toBeGreaterThan(1_180);
  });

  it('serves the others when one of them fails', () => {
    const bench = new Bench();
    const served: number[] = [];
    const broken = (): void => {
      throw new Error('broken');
    };
    for (let i = 0; i < 4; i += 1) bench.ticker.add({ tick: broken });
    for (let i = 0; i < 4; i += 1) bench.ticker.add({ tick: () => void served.push(1) });
    bench.pass(100);
    expect(served.length).toBeGreaterThanOrEqual(19);
    expect(bench.failures.length).toBeGreaterThanOrEqual(19);
  });

  it('rests while there is nobody to serve', () => {
    const bench = new Bench();
    const every: number[] = [];
    bench.ticker.addEvery({ tick: (at) => void every.push(at) });
    bench.pass(100);
    expect(every).toEqual([]);
    const leave = bench.ticker.add({ tick: () => {} });
    bench.pass(100);
    expect(every.length).toBeGreaterThanOrEqual(19);
    leave();
    bench.pass(10);
    expect(bench.waiting).toBe(false);
    bench.ticker.add({ tick: () => {} });
    expect(bench.waiting).toBe(true);
    bench.ticker.stop();
    expect(bench.waiting).toBe(false);
  });
});
