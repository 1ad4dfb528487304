import { type BusState, Owners } from './owners.ts';

const timing = { silenceMs: 1_500 };
const bus: BusState = { connected: true, reconnectedAt: Number.NEGATIVE_INFINITY };
const away: BusState = { connected: false, reconnectedAt: Number.NEGATIVE_INFINITY };

/** Owners of a call that has both of them at 0. */
function owned(stream = 0): Owners {
  const owners = new Owners(stream, timing, 0);
  owners.take('speech', { instanceId: 'speech-0001', epoch: owners.nextEpoch('speech') }, 0);
  owners.take('dialogue', { instanceId: 'dialogue-0001', epoch: owners.nextEpoch('dialogue') }, 0);
  return owners;
}

/** Judges every 100 ms up to `until`, as a call does; both owners live except `silent`. */
function watch(
  owners: Owners,
  from: number,
  until: number,
  silent: readonly string[],
  state: BusState = bus,
): string[] {
  const lost: string[] = [];
  for (let now = from; now <= until; now += 100) {
    for (const role of ['speech', 'dialogue'] as const) {
      const owner = owners.owner(role);
      if (owner !== undefined && !silent.includes(role)) owners.alive(role, owner.epoch, now);
    }
    lost.push(...owners.judge(now, state).lost.map((role) => `${role}@${now}`));
  }
  return lost;
}

describe('epochs', () => {
  it('count up with every ask, from the stream’s own beginning', () => {
    const owners = new Owners(3, timing, 0);
    expect([owners.nextEpoch('speech'), owners.nextEpoch('speech'), owners.nextEpoch('dialogue')]).toEqual([
      3_001, 3_002, 3_001,
    ]);
    expect(Owners.streamOf(3_002)).toBe(3);
  });

  it('have nobody before them on the first ask of the first stream alone', () => {
    expect(new Owners(0, timing, 0).succeeds(1)).toBe(false);
    expect(new Owners(0, timing, 0).succeeds(2)).toBe(true);
    expect(new Owners(1, timing, 0).succeeds(1_001)).toBe(true);
  });

  it('are outdated when a later one was taken, also while another owner is sought', () => {
    const owners = owned();
    owners.take('dialogue', { instanceId: 'dialogue-0002', epoch: 2 }, 0);
    expect([owners.isOutdated('dialogue', 1), owners.isOutdated('dialogue', 2)]).toEqual([true, false]);
    watch(owners, 100, 2_000, ['dialogue']);
    expect(owners.isOutdated('dialogue', 1)).toBe(true);
    expect(owners.isOutdated('speech', 1)).toBe(false);
  });

  it('of an earlier stream are outdated before the dialogue of this one is taken', () => {
    const owners = new Owners(1, { silenceMs: 1_500 }, 0);
    expect([owners.isOutdated('dialogue', 1), owners.isOutdated('dialogue', 1_001)]).toEqual([true, false]);
  });
});

describe('an owner', () => {
  it('that falls silent is lost after a second and a half, once', () => {
    const owners = owned();
    expect(watch(owners, 100, 3_000, ['dialogue'])).toEqual(['dialogue@1500']);
    expect(owners.owner('dialogue')).toBeUndefined();
    expect(owners.owner('speech')?.instanceId).toBe('speech-0001');
  });

  it('is not kept alive by one of an earlier epoch', () => {
    const owners = owned();
    owners.take('speech', { instanceId: 'speech-0002', epoch: 2 }, 0);
    for (let now = 100; now <= 1_400; now += 100) {
      owners.alive('speech', 1, now);
      owners.alive('dialogue', 1, now);
      owners.judge(now, bus);
    }
    expect(owners.judge(1_500, bus).lost).toEqual(['speech']);
  });

  it('is not judged while the bus is away, nor for two seconds after', () => {
    const owners = owned();
    expect(watch(owners, 100, 4_000, ['speech', 'dialogue'], away)).toEqual([]);
    const back = { connected: true, reconnectedAt: 4_000 };
    expect(watch(owners, 4_100, 5_900, ['speech', 'dialogue'], back)).toEqual([]);
    expect(owners.judge(6_000, back).lost).toEqual(['speech', 'dialogue']);
  });

  it('is not judged by a time in which we ourselves stood still', () => {
    const owners = owned();
    watch(owners, 100, 1_000, []);
    expect(owners.judge(4_000, bus).lost).toEqual([]);
    owners.alive('speech', 1, 4_010);
    owners.alive('dialogue', 1, 4_010);
    expect(watch(owners, 4_100, 5_000, [])).toEqual([]);
  });
});

describe('the time without an owner', () => {
  it('begins with the call, and with the last sign of life', () => {
    const owners = new Owners(0, timing, 1_000);
    expect(owners.judge(1_700, bus).withoutMs).toBe(700);
    owners.take('speech', { instanceId: 'speech-0001', epoch: 1 }, 1_700);
    expect(owners.judge(1_800, bus).withoutMs).toBe(800);
    owners.take('dialogue', { instanceId: 'dialogue-0001', epoch: 1 }, 1_800);
    expect(owners.judge(1_900, bus).withoutMs).toBe(0);
    owners.alive('speech', 1, 2_000);
    owners.alive('dialogue', 1, 2_900);
    watch(owners, 2_000, 3_400, ['speech']);
    expect(owners.judge(3_500, bus)).toEqual({ lost: ['speech'], withoutMs: 1_500 });
  });

  it('counts while the bus is away', () => {
    const owners = owned();
    owners.judge(100, away);
    expect(owners.judge(1_700, away).withoutMs).toBe(1_600);
    owners.alive('speech', 1, 1_800);
    owners.alive('dialogue', 1, 1_800);
    expect(owners.judge(1_800, { connected: true, reconnectedAt: 1_750 }).withoutMs).toBe(0);
  });
});
