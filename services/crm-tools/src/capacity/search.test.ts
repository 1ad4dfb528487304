import { resolveWhen } from '@bayline/spoken';
import { sampleShops } from '../sample/shops.ts';
import { capableBays, workOf } from '../shops/shop.ts';
import type { Taken } from './openings.ts';
import { type Found, search, stretchesToLookAt } from './search.ts';
import { givenStretch, soonest, type TimeWish, whenContext, whyNot, wishOf } from './wish.ts';

const now = new Date('2026-11-23T15:05:00Z');
const [motors] = sampleShops(now);
const given = givenStretch(motors, now);

function wish(words: string): TimeWish {
  const when = resolveWhen(words, whenContext(motors, now, false));
  if (when.type !== 'window') throw new Error(`"${words}" is ${when.type}`);
  return wishOf(when, now);
}

function look(wished: TimeWish, taken: readonly Taken[] = [], codes: readonly string[] = ['oil_change']): Found | null {
  const work = workOf(motors, codes);
  const bayIds = capableBays(motors, work).map(({ id }) => id);
  for (const looked of stretchesToLookAt(wished, given)) {
    const found = search({ shop: motors, work, bayIds, mayStay: false, wish: wished, given, looked, taken });
    if (found !== null) return found;
  }
  return null;
}

function starts(found: Found | null): string[] {
  return (found?.offers ?? []).map(({ startsAt }) => new Date(startsAt - 5 * 3_600_000).toISOString().slice(0, 16));
}

function block(from: string, to: string): Taken[] {
  return [{ bayId: null, from: Date.parse(`${from}:00-05:00`), to: Date.parse(`${to}:00-05:00`) }];
}

describe('the search', () => {
  it('offers times inside the wish', () => {
    const found = look(wish('tomorrow morning'));
    expect(found).toMatchObject({ asWished: true, why: null });
    expect(starts(found).every((start) => start < '2026-11-24T12:00')).toBe(true);
  });

  it('offers the very time that was named, alone', () => {
    expect(starts(look(wish('tomorrow at 10 am')))).toEqual(['2026-11-24T10:00']);
  });

  it('offers what is soonest, after the notice, when nothing was named', () => {
    expect(starts(look(soonest(given)))).toEqual(['2026-11-23T11:30', '2026-11-23T17:30', '2026-11-24T07:30']);
  });

  it.each(['as soon as possible', 'whenever'])('takes "%s" for the soonest', (words) => {
    expect(starts(look(wish(words)))).toEqual(starts(look(soonest(given))));
  });

  it('spreads the offers over a week that was named', () => {
    const days = starts(look(wish('next week'))).map((start) => start.slice(0, 10));
    expect(days).toEqual(['2026-11-30', '2026-12-03', '2026-12-05']);
  });

  it('says that a time is taken, and offers others of that day', () => {
    const found = look(wish('tomorrow at 10 am'), block('2026-11-24T09:30', '2026-11-24T11:00'));
    expect(found).toMatchObject({ asWished: false, why: 'slot-taken' });
    expect(starts(found)).toEqual(['2026-11-24T09:00', '2026-11-24T11:00', '2026-11-24T12:00']);
  });

  it('says that a day is full, and offers the days around it', () => {
    const found = look(wish('December 1st'), block('2026-12-01T00:00', '2026-12-02T00:00'));
    expect(found).toMatchObject({ asWished: false, why: 'fully-booked' });
    expect(starts(found).every((start) => !start.startsWith('2026-12-01'))).toBe(true);
  });

  it('says that the shop is closed, and offers the next open day', () => {
    const found = look(wish('Thanksgiving'));
    expect(found).toMatchObject({ asWished: false, why: 'closed-that-day' });
    expect(starts(found).some((start) => start.startsWith('2026-11-27') || start.startsWith('2026-11-25'))).toBe(true);
  });

  it('looks beyond two weeks when all of them are taken', () => {
    const found = look(soonest(given), block('2026-11-23T00:00', '2027-01-04T00:00'));
    expect(starts(found)[0]).toBe('2027-01-04T07:30');
  });

  it('finds nothing when everything is taken', () => {
    expect(look(soonest(given), block('2026-11-23T00:00', '2027-12-31T00:00'))).toBeNull();
  });
});

describe('why not', () => {
  it('is too far ahead, or too soon', () => {
    expect(whyNot(motors, wish('March 3rd'), given)).toBe('too-far-ahead');
    expect(whyNot(motors, wish('today at 11 am'), given)).toBe('too-short-notice');
  });

  it('is closed at an hour outside the opening hours', () => {
    expect(whyNot(motors, wish('tomorrow at 8 pm'), given)).toBe('closed-that-day');
  });
});
