import { type Pooled, type PoolOptions, WarmPool } from './warm-pool.ts';

class Socket implements Pooled {
  open = true;
  condition: 'ready' | 'resting' | 'worn' = 'ready';
  lose: () => void = () => {};
  close(): void {
    this.open = false;
  }
}

interface Opening {
  readonly succeed: () => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** A pool whose sockets open when the test says so. */
function pool(options: Partial<PoolOptions<Socket>> = {}) {
  const sockets: Socket[] = [];
  const openings: Opening[] = [];
  let now = 0;
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const open = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      openings.push({
        succeed: () => {
          const socket = new Socket();
          sockets.push(socket);
          resolve(socket);
          return settled();
        },
        fail: () => {
          reject(new Error('no'));
          return settled();
        },
      });
    });
  const subject = new WarmPool<Socket>({
    provider: 'deepgram',
    open,
    warm: 1,
    limit: 3,
    waitMs: 50,
    condition: (socket) => socket.condition,
    watch: (socket, onLost) => {
      socket.lose = onLost;
    },
    monotonic: () => now,
    ...options,
  });
  const next = (): Opening => {
    const opening = openings.shift();
    if (opening === undefined) throw new Error('nothing is being opened');
    return opening;
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { subject, sockets, openings, next, open, pass, settled };
}

describe('a warm pool', () => {
  it('has a socket open before it is asked for, and opens the next one when it is taken', async () => {
    const { subject, next, openings, sockets } = pool();
    subject.fill();
    await next().succeed();
    await expect(subject.lease()).resolves.toBe(sockets[0]);
    expect(subject.counts).toEqual({ idle: 0, leased: 1, opening: 1 });
    await next().succeed();
    expect(subject.counts).toEqual({ idle: 1, leased: 1, opening: 0 });
    expect(openings).toHaveLength(0);
    subject.close();
  });

  it('opens one at once when none is ready', async () => {
    const { subject, next, sockets } = pool({ warm: 0 });
    const lease = subject.lease();
    await next().succeed();
    await expect(lease).resolves.toBe(sockets[0]);
  });

  it('passes on why a socket could not be opened, and occupies nothing', async () => {
    const { subject, next } = pool({ warm: 0 });
    const lease = subject.lease();
    const refused = expect(lease).rejects.toThrow('no');
    await next().fail();
    await refused;
    expect(subject.counts).toEqual({ idle: 0, leased: 0, opening: 0 });
  });

  it('leases again what came back in good order, and closes what did not', async () => {
    const { subject, next, sockets } = pool({ warm: 0 });
    const first = subject.lease();
    await next().succeed();
    subject.release(await first, true);
    await expect(subject.lease()).resolves.toBe(sockets[0]);
    subject.release(await first, false);
    expect(sockets[0]?.open).toBe(false);
    expect(subject.counts.idle).toBe(0);
  });

  it('never has more sockets than its limit: a lease waits for one to come back', async () => {
    const { subject, next, openings } = pool({ warm: 0, limit: 1 });
    const first = subject.lease();
    await next().succeed();
    const second = subject.lease();
    subject.release(await first, true);
    await expect(second).resolves.toBe(await first);
    expect(openings).toHaveLength(0);
  });

  it('refuses a lease that waits in vain', async () => {
    const { subject, next } = pool({ warm: 0, limit: 1, waitMs: 1 });
    const first = subject.lease();
    await next().succeed();
    await first;
    await expect(subject.lease()).rejects.toMatchObject({ code: 'busy', retryable: false });
  });

  it('does not let warm sockets use up what live work needs', async () => {
    const { subject, next, openings } = pool({ warm: 5, limit: 2 });
    subject.fill();
    expect(openings).toHaveLength(2);
    await next().succeed();
    await next().succeed();
    await subject.lease();
    await subject.lease();
    expect(subject.counts).toEqual({ idle: 0, leased: 2, opening: 0 });
    subject.close();
  });

  it('closes an idle socket for a special one when the limit is reached', async () => {
    const { subject, next, sockets } = pool({ warm: 1, limit: 1 });
    subject.fill();
    await next().succeed();
    const special = new Socket();
    await expect(subject.lease(async () => special)).resolves.toBe(special);
    expect(sockets[0]?.open).toBe(false);
    subject.close();
  });

  it('passes over sockets that rest and opens another', async () => {
    const { subject, next, sockets } = pool({ warm: 0 });
    const first = subject.lease();
    await next().succeed();
    (await first).condition = 'resting';
    subject.release(await first, true);
    const second = subject.lease();
    await next().succeed();
    await expect(second).resolves.toBe(sockets[1]);
    expect(subject.counts).toEqual({ idle: 1, leased: 1, opening: 0 });
  });

  it('closes worn sockets, whether they come back or are idle', async () => {
    const { subject, next, sockets, pass } = pool({ warm: 0 });
    const [one, two] = [subject.lease(), subject.lease()];
    await next().succeed();
    await next().succeed();
    (await one).condition = 'worn';
    subject.release(await one, true);
    subject.release(await two, true);
    expect(sockets.map((socket) => socket.open)).toEqual([false, true]);
    (await two).condition = 'worn';
    subject.trim();
    expect(sockets[1]?.open).toBe(false);
    pass(0);
  });

  it('keeps spare sockets of a burst for a minute', async () => {
    const { subject, next, pass } = pool({ warm: 1, limit: 9 });
    const leases = [subject.lease(), subject.lease(), subject.lease()];
    for (const _ of leases) await next().succeed();
    for (const lease of leases) subject.release(await lease, true);
    pass(59_000);
    subject.trim();
    expect(subject.counts.idle).toBe(3);
    pass(1_000);
    subject.trim();
    expect(subject.counts.idle).toBe(1);
    subject.close();
  });

  it('replaces an idle socket that was lost, after a moment', async () => {
    import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { subject, next, sockets, openings } = pool();
    subject.fill();
    await next().succeed();
    sockets[0]?.lose();
    expect(subject.counts.idle).toBe(0);
    expect(openings).toHaveLength(0);
    import.meta.jest.advanceTimersByTime(250);
    expect(openings).toHaveLength(1);
    subject.close();
    import.meta.jest.useRealTimers();
  });

  it('tries again, less and less often, while sockets cannot be opened', async () => {
    import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { subject, next, openings } = pool();
    subject.fill();
    for (const waitMs of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      await next().fail();
      import.meta.jest.advanceTimersByTime(waitMs - 1);
      expect(openings).toHaveLength(0);
      import.meta.jest.advanceTimersByTime(1);
      expect(openings).toHaveLength(1);
    }
    subject.close();
    import.meta.jest.useRealTimers();
  });

  it('closes what is idle, and what opens afterwards, when it is closed', async () => {
    const { subject, next, sockets } = pool({ warm: 2 });
    subject.fill();
    await next().succeed();
    const late = next();
    subject.close();
    await late.succeed();
    expect(sockets.map((socket) => socket.open)).toEqual([false, false]);
  });
});
