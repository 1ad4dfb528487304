import { sampleShops } from '../sample/shops.ts';
import { type Shop, workOf } from '../shops/shop.ts';
import { timesAt } from './moving.ts';

const now = new Date('2026-11-23T15:05:00Z');
const [sample] = sampleShops(now);
const shop: Shop = {
  ...sample,
  hours: sample.hours,
  bufferMinutes: 10,
  lunch: { starts: '12:00', ends: '12:30' },
} as Shop;
const work = workOf(shop, ['oil_change']);
const at = (local: string): number => Date.parse(`${local}:00-05:00`);
const before = { from: at('2026-12-01T09:00'), to: at('2026-12-01T09:00') + work.minutes * 60_000 };
const visit = { work, visit: null, before };
const dragged = (local: string) => ({ from: at(local), to: at(local) + work.minutes * 60_000 });

describe('a visit whose event was dragged', () => {
  it('begins where the event begins, and its work takes as long as before', () => {
    const { from, to } = dragged('2026-12-01T14:10');
    const bufferMs = shop.bufferMinutes * 60_000;
    expect(timesAt(shop, visit, { from, to }, now)).toEqual({ startsAt: from, endsAt: to, freeAt: to + bufferMs });
  });

  it('pauses at lunch', () => {
    const { from, to } = dragged('2026-12-01T11:45');
    expect(timesAt(shop, visit, { from, to }, now)).toMatchObject({ startsAt: from, endsAt: to + 30 * 60_000 });
  });

  it.each([
    ['past', dragged('2026-11-23T09:00')],
    ['closed', dragged('2026-12-01T20:00')],
    ['closed', dragged('2026-12-06T10:00')],
    ['closed', dragged('2026-12-01T17:50')],
    ['no-time', null],
    ['no-time', { from: at('2026-12-01T10:00'), to: at('2026-12-01T10:00') }],
  ])('cannot go where it is %s', (obstacle, seen) => {
    expect(timesAt(shop, visit, seen, now)).toBe(obstacle);
  });

  it('ends where a person has put its end, within opening hours', () => {
    const longer = { from: before.from, to: at('2026-12-01T11:00') };
    expect(timesAt(shop, visit, longer, now)).toMatchObject({ startsAt: longer.from, endsAt: longer.to });
    expect(timesAt(shop, visit, { ...longer, to: at('2026-12-01T19:00') }, now)).toBe('closed');
  });
});
