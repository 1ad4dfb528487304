import { sampleShops } from '../sample/shops.ts';
import { type Shop, workOf } from './shop.ts';
import { finishOf, mayStayOvernight, workday } from './workdays.ts';

const [motors, summit] = sampleShops(new Date('2026-11-23T15:00:00Z'));

function at(local: string, zoneOffset = '-05:00'): number {
  return Date.parse(`${local}:00${zoneOffset}`);
}

function finish(shop: Shop, codes: readonly string[], startsAt: number, mayStay = false) {
  const found = finishOf(shop, workOf(shop, codes), startsAt, mayStay);
  return found === null ? null : new Date(found.endsAt).toISOString();
}

describe('a working day', () => {
  it('is one stretch, or two around lunch', () => {
    expect(workday(motors, '2026-11-24')).toEqual([{ from: at('2026-11-24T07:30'), to: at('2026-11-24T18:00') }]);
    expect(workday(summit, '2026-11-24')).toEqual([
      { from: at('2026-11-24T07:30', '-07:00'), to: at('2026-11-24T12:00', '-07:00') },
      { from: at('2026-11-24T12:30', '-07:00'), to: at('2026-11-24T18:00', '-07:00') },
    ]);
  });

  it('is none on Sundays and closed days', () => {
    expect(workday(motors, '2026-11-29')).toEqual([]);
    expect(workday(motors, '2026-11-26')).toEqual([]);
  });

  it('follows daylight saving: the same wall time is another instant', () => {
    expect(workday(motors, '2027-03-13')[0]?.from).toBe(at('2027-03-13T08:00', '-05:00'));
    expect(workday(motors, '2027-03-15')[0]?.from).toBe(at('2027-03-15T07:30', '-04:00'));
  });

  it('has no hours at a wall time that daylight saving skips', () => {
    const nightly = { ...motors, hours: [{ weekday: 7, opens: '02:30', closes: '10:00' }] };
    expect(finish(nightly, ['oil_change'], at('2027-03-14T05:00', '-04:00'))).toBeNull();
  });
});

describe('when work is done', () => {
  it('adds up the services and ends before closing', () => {
    expect(finish(motors, ['oil_change', 'alignment'], at('2026-11-24T16:30'))).toBe('2026-11-24T23:00:00.000Z');
    expect(finish(motors, ['oil_change', 'alignment'], at('2026-11-24T16:31'))).toBeNull();
  });

  it('counts a service once, however often it was named', () => {
    expect(workOf(motors, ['oil_change', 'oil_change']).minutes).toBe(30);
  });

  it('pauses at lunch', () => {
    expect(finish(summit, ['brakes'], at('2026-11-24T11:00', '-07:00'))).toBe('2026-11-24T20:00:00.000Z');
  });

  it('does not start at lunch, before opening, at closing or on a closed day', () => {
    for (const start of ['2026-11-24T12:15', '2026-11-24T07:00', '2026-11-24T18:00', '2026-11-29T10:00']) {
      expect(finish(summit, ['oil_change'], at(start, '-07:00'), true)).toBeNull();
    }
  });

  it('goes on the next working day when the car may stay, over a closed one', () => {
    // Wednesday 15:00: three hours that day, Thanksgiving closed, seven hours on Friday.
    expect(finish(motors, ['transmission'], at('2026-11-25T15:00'), true)).toBe('2026-11-27T19:30:00.000Z');
    expect(finish(motors, ['transmission'], at('2026-11-25T15:00'), false)).toBeNull();
  });

  it('says whether the car stays overnight, and when the bay is free again', () => {
    const work = workOf(summit, ['oil_change']);
    expect(finishOf(summit, work, at('2026-11-24T17:45', '-07:00'), true)).toEqual({
      endsAt: at('2026-11-25T07:45', '-07:00'),
      freeAt: at('2026-11-25T08:00', '-07:00'),
      staysOvernight: true,
    });
  });

  it('lets a car stay that is left, or whose work is longer than any day', () => {
    const short = workOf(motors, ['oil_change']);
    const long = workOf(motors, ['transmission', 'body']);
    expect(mayStayOvernight(motors, short, 'wait')).toBe(false);
    expect(mayStayOvernight(motors, short, null)).toBe(false);
    expect(mayStayOvernight(motors, short, 'drop-off')).toBe(true);
    expect(mayStayOvernight(motors, long, 'wait')).toBe(true);
  });

  it('gives up work that would take weeks', () => {
    const endless = { services: [], minutes: 6 * 11 * 60 };
    expect(finishOf(motors, endless, at('2026-11-24T08:00'), true)).toBeNull();
  });
});
