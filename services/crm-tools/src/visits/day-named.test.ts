import { sampleShops } from '../sample/shops.ts';
import { readDayNamed } from './day-named.ts';

const now = new Date('2026-11-23T15:05:00Z');
const [motors] = sampleShops(now);

describe('the day of a visit', () => {
  it.each([
    ['tomorrow', ['2026-11-24']],
    ['on the first of December', ['2026-12-01']],
    ['Wednesday at ten', ['2026-11-25']],
    ['Wednesday or Friday', ['2026-11-25', '2026-11-27']],
    ['next week', []],
  ])('%s is %j', (words, dates) => {
    expect(readDayNamed(words, motors, now)?.dates).toEqual(dates);
  });

  it('is either of two when the words leave it open', () => {
    expect([...(readDayNamed('Monday', motors, now)?.dates ?? [])].toSorted()).toEqual(['2026-11-23', '2026-11-30']);
  });

  it('is none in words without a time', () => {
    for (const words of [null, '', ' ', 'the blue one', 'February 30th'])
      expect(readDayNamed(words, motors, now)).toBeNull();
  });
});
