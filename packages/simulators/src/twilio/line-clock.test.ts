import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
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

  it('reads what arrived while the process stood still before it makes up for the ticks, and takes it for in time', async () => {
    const [near, far, close] = await socketPair();
    const clock = new LineClock();
    const seen: { what: 'tick' | 'data'; at: number }[] = [];
    far.on('data', () => seen.push({ what: 'data', at: clock.now() }));
    const due = await ticks(clock, 9, (tick) => {
      seen.push({ what: 'tick', at: clock.now() });
      if (tick !== 3) return;
      near.write('a frame');
      block(90);
    });
    close();
    const read = seen.findIndex(({ what }) => what === 'data');
    expect(seen.slice(0, read).map(({ what }) => what)).toEqual(['tick', 'tick', 'tick']);
    // The fourth tick had been due for 70 ms.
    const fourth = seen[read + 1]?.at ?? 0;
    expect(seen[read]?.at).toBeLessThanOrEqual(fourth);
    expect(due).toHaveLength(9);
  });
});

async function socketPair(): Promise<[near: Socket, far: Socket, close: () => void]> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const arrived = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const far = await arrived;
  const close = (): void => {
    near.destroy();
    far.destroy();
    server.close();
  };
  return [near, far, close];
}
