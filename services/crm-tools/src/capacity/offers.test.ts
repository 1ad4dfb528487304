import { nearestOffers, spreadOffers } from './offers.ts';
import type { Opening } from './openings.ts';

const at = (local: string): number => Date.parse(`${local}:00Z`);

function opening(local: string, staysOvernight = false): Opening {
  const startsAt = at(local);
  return {
    ...{
      startsAt,
      endsAt: startsAt + 1,
      freeAt: startsAt + 1,
      staysOvernight,
      date: local.slice(0, 10),
      clock: local.slice(11),
      bayIds: ['a'],
    },
  };
}

function day(date: string, from = 8, to = 17): Opening[] {
  return Array.from({ length: to - from }, (_, index) =>
    opening(`${date}T${String(from + index).padStart(2, '0')}:00`),
  );
}

function starts(openings: readonly Opening[]): string[] {
  return openings.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
}

describe('offers that fit', () => {
  it('are spread over the day', () => {
    expect(starts(spreadOffers(day('2026-11-24')))).toEqual([
      '2026-11-24T08:00',
      '2026-11-24T12:00',
      '2026-11-24T16:00',
    ]);
  });

  it('are spread over the days of a longer wish, and over their hours', () => {
    const week = ['23', '24', '25', '26', '27'].flatMap((date) => day(`2026-11-${date}`));
    expect(starts(spreadOffers(week))).toEqual(['2026-11-23T08:00', '2026-11-25T12:00', '2026-11-27T16:00']);
  });

  it('are three at most, from two days as well', () => {
    expect(starts(spreadOffers([...day('2026-11-23'), ...day('2026-11-24')]))).toHaveLength(3);
    expect(starts(spreadOffers(day('2026-11-23', 8, 10)))).toEqual(['2026-11-23T08:00', '2026-11-23T09:00']);
    expect(spreadOffers([])).toEqual([]);
  });

  it('leave a car overnight only when nothing else fits', () => {
    const late = opening('2026-11-23T17:00', true);
    expect(starts(spreadOffers([...day('2026-11-23', 8, 9), late]))).toEqual(['2026-11-23T08:00']);
    expect(starts(spreadOffers([late]))).toEqual(['2026-11-23T17:00']);
  });
});

describe('offers near a wish', () => {
  it('are the first of those nearest to a wish, an hour apart, in order of time', () => {
    const nearTen = ['09:30', '11:00', '09:00', '11:30', '14:00'].map((clock) => opening(`2026-11-24T${clock}`));
    expect(starts(nearestOffers(nearTen))).toEqual(['2026-11-24T09:30', '2026-11-24T11:00', '2026-11-24T14:00']);
  });
});
