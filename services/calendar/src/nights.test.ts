import { nextNight } from './nights.ts';

const zone = 'America/New_York';

describe('the next night', () => {
  it.each([
    ['2026-11-23T15:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24T07:59:59Z', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24T08:00:00Z', '2026-11-25T08:00:00.000Z'],
    // The clocks change in that night.
    ['2027-03-13T15:00:00Z', '2027-03-14T07:00:00.000Z'],
  ])('after %s is %s', (now, due) => {
    expect(nextNight(new Date(now), zone, 0).toISOString()).toBe(due);
  });

  it('comes some minutes later for each process', () => {
    expect(nextNight(new Date('2026-11-24T08:03:00Z'), zone, 300_000).toISOString()).toBe('2026-11-24T08:05:00.000Z');
  });
});
