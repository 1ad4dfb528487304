import fc from 'fast-check';
import { sampleShops } from '../sample/shops.ts';
import { capableBays, workOf } from '../shops/shop.ts';
import { takenByDay } from './in-the-way.ts';
import { findOpenings, freeBays, openingsNear, type Search, type Taken } from './openings.ts';

const [motors] = sampleShops(new Date('2026-11-23T15:00:00Z'));
const at = (local: string): number => Date.parse(`${local}:00-05:00`);
const tuesday = { from: at('2026-11-24T00:00'), to: at('2026-11-25T00:00') };

function searchFor(codes: readonly string[], taken: readonly Taken[] = [], more: Partial<Search> = {}): Search {
  const work = workOf(motors, codes);
  const bayIds = capableBays(motors, work).map(({ id }) => id);
  return {
    ...{ shop: motors, work, bayIds, mayStay: false, inTheWay: takenByDay(taken), starts: tuesday, exact: null },
    ...more,
  };
}

function clocks(search: Search): string[] {
  return findOpenings(search).map(({ startsAt }) => new Date(startsAt - 5 * 3_600_000).toISOString().slice(11, 16));
}

describe('openings', () => {
  it('lie on the steps after opening, the last one so that the work ends before closing', () => {
    const found = clocks(searchFor(['tune_up']));
    expect(found[0]).toBe('07:30');
    expect(found.at(-1)).toBe('16:00');
    expect(found).toHaveLength(18);
  });

  it('name the bays that are free, best first', () => {
    const [bay1, bay2, bay3] = motors.bays.map(({ id }) => id);
    const taken = [{ bayId: bay1 ?? '', from: at('2026-11-24T08:00'), to: at('2026-11-24T09:00') }];
    const found = findOpenings(searchFor(['oil_change'], taken)).find(({ clock }) => clock === '08:30');
    expect(found?.bayIds).toEqual([bay3, bay2]);
  });

  it('touch what ends when they start, and what starts when they end', () => {
    const taken = motors.bays.flatMap(({ id }) => [
      { bayId: id, from: at('2026-11-24T00:00'), to: at('2026-11-24T09:00') },
      { bayId: id, from: at('2026-11-24T09:30'), to: at('2026-11-24T20:00') },
    ]);
    expect(clocks(searchFor(['oil_change'], taken))).toEqual(['09:00']);
  });

  it('are none while an event blocks the whole shop', () => {
    const taken = [{ bayId: null, from: at('2026-11-24T07:00'), to: at('2026-11-24T17:00') }];
    expect(clocks(searchFor(['oil_change'], taken))).toEqual(['17:00', '17:30']);
  });

  it('include a named time that lies between the steps', () => {
    const starts = { from: at('2026-11-24T08:15'), to: at('2026-11-24T08:15') + 1 };
    expect(clocks(searchFor(['oil_change'], [], { starts, exact: starts.from }))).toEqual(['08:15']);
    const odd = { from: at('2026-11-24T08:13'), to: at('2026-11-24T08:13') + 1 };
    expect(clocks(searchFor(['oil_change'], [], { starts: odd, exact: odd.from }))).toEqual([]);
  });

  it('are those nearest to a wish first', () => {
    const ten = { from: at('2026-11-24T10:00'), to: at('2026-11-24T10:00') + 1 };
    const taken = [{ bayId: null, from: at('2026-11-24T09:45'), to: at('2026-11-24T10:15') }];
    const near = [...openingsNear(searchFor(['oil_change'], taken), ten)].slice(0, 4);
    expect(near.map(({ clock }) => clock)).toEqual(['10:30', '11:00', '09:00', '11:30']);
  });

  it('are the same however long what is in the way goes on', () => {
    const days = [{ bayId: null, from: at('2026-11-20T08:00'), to: at('2026-11-24T16:30') }];
    expect(clocks(searchFor(['oil_change'], days))).toEqual(['16:30', '17:00', '17:30']);
  });

  it('count the buffer as taken', () => {
    const shop = { ...motors, bufferMinutes: 20 };
    const bayIds = [motors.bays[0]?.id ?? ''];
    const taken = [{ bayId: bayIds[0] ?? '', from: at('2026-11-24T08:15'), to: at('2026-11-24T18:00') }];
    expect(clocks(searchFor(['oil_change'], taken, { shop, bayIds }))).toEqual([]);
  });
});

describe('free bays', () => {
  it('are never taken in the stretch, whatever is taken', () => {
    const bayIds = ['a', 'b', 'c'];
    const stretch = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 }));
    const taken = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', null), stretch), { maxLength: 12 });
    fc.assert(
      fc.property(taken, stretch, (list, [from, length]) => {
        const wanted = { from, to: from + length };
        const all = list.map(([bayId, [start, long]]) => ({ bayId, from: start, to: start + long }));
        const free = freeBays({ bayIds, taken: all }, wanted);
        for (const bayId of bayIds) {
          const minutes = Array.from({ length }, (_, index) => from + index);
          const clear = minutes.every((minute) =>
            all.every((one) => (one.bayId !== null && one.bayId !== bayId) || minute < one.from || one.to <= minute),
          );
          expect(free.includes(bayId)).toBe(clear);
        }
      }),
      { numRuns: 300 },
    );
  });
});
