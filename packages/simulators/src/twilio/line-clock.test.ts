import { LineClock, TICK_MS } from './line-clock.ts';

/** Runs until `enough` ticks came; `during` is called in each. */
function ticks(clock: LineClock, enough: number, during: (tick: number) => void = () => {}): Promise<number[]> {
  return new Promise((resolve) => {
    const due: number[] = [];
    const member = clock.add((dueAt) => {
      due.push(dueAt - member.beganAt);
      during(due.length);
      if (due.length < enough) return;
      member.remove();
      resolve(due);
    });
  });
}

/** Keeps the process busy. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('the clock of the line', () => {
  it('ticks every 20 ms on absolute time, and makes up for what was missed', async () => {
    const due = await ticks(new LineClock(), 12, (tick) => {
      if (tick === 3) block(70);
    });
    due.forEach((at, index) => {
      expect(at).toBeCloseTo((index + 1) * TICK_MS, 6);
    });
  });

  it('never ticks early', async () => {
    const clock = new LineClock();
    const late: number[] = [];
    await new Promise<void>((resolve) => {
      const member = clock.add((dueAt) => {
        late.push(performance.now() - dueAt);
        if (late.length < 10) return;
        member.remove();
        resolve();
      });
    });
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  });

  it('carries many phones in their own phases, also when others come and go', async () => {
    const clock = new LineClock();
    const first = ticks(clock, 6);
    block(5);
    const second = ticks(clock, 6);
    await Promise.all([first, second]);
    expect(await ticks(clock, 2)).toHaveLength(2);
    expect(await first).toHaveLength(6);
  });
});
