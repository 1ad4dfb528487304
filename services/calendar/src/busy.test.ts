import { busyWithin, type Known } from './busy.ts';

const hour = 3_600_000;
const asked = { from: 9 * hour, to: 17 * hour };

function known(bayId: string | null, ageMs: number, ...stretches: [from: number, to: number][]): Known {
  const events = new Map(stretches.map(([from, to]) => [`${from}-${to}`, { from: from * hour, to: to * hour }]));
  return { bayId, mirror: { events, ageMs } };
}

function hours(calendars: Known[]): [bayId: string | null, from: number, to: number][] {
  return busyWithin(calendars, asked).busy.map(({ bayId, start, end }) => [
    bayId,
    Date.parse(start) / hour,
    Date.parse(end) / hour,
  ]);
}

describe('what is busy', () => {
  it('is what overlaps, whole, and not what only touches', () => {
    expect(hours([known(null, 0, [8, 9], [8, 10], [16, 18], [17, 18])])).toEqual([
      [null, 8, 10],
      [null, 16, 18],
    ]);
  });

  it('is merged within a bay and kept apart between bays', () => {
    const calendars = [known('one', 0, [10, 12], [11, 13], [13, 14], [10, 11]), known('two', 0, [10, 11])];
    expect(hours(calendars)).toEqual([
      ['one', 10, 14],
      ['two', 10, 11],
    ]);
  });

  it('holds the calendar of the shop beside those of the bays', () => {
    expect(hours([known(null, 0, [12, 13]), known('one', 0, [10, 11])])).toEqual([
      [null, 12, 13],
      ['one', 10, 11],
    ]);
  });
});

describe('the state of an answer', () => {
  const state = (...calendars: Known[]) => {
    const { state, ageMs } = busyWithin(calendars, asked);
    return [state, ageMs];
  };

  it('is live up to a minute, then stale, by the oldest mirror', () => {
    expect(state(known('one', 60_000), known('two', 0))).toEqual(['live', 60_000]);
    expect(state(known('one', 60_001), known('two', 0))).toEqual(['stale', 60_001]);
  });

  it('is stale while a calendar was never read, and none while all were not', () => {
    const unread: Known = { bayId: 'two', mirror: null };
    expect(state(known('one', 5), unread)).toEqual(['stale', 5]);
    expect(state(unread)).toEqual(['none', null]);
    expect(state()).toEqual(['none', null]);
  });
});
