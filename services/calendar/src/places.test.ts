import { placeOf, type ShopCalendar } from './places.ts';

const calendar = (calendarId: string, shopId: string, bayId: string | null): ShopCalendar => ({
  calendarId,
  shopId,
  bayId,
  zone: 'America/New_York',
});
const calendars = [
  calendar('c1', 'shop-1', 'bay-1'),
  calendar('c2', 'shop-1', 'bay-2'),
  calendar('c0', 'shop-1', null),
  calendar('c3', 'shop-2', null),
];

describe('where an appointment belongs', () => {
  it('is the calendar of its bay, with the others of the shop beside it', () => {
    expect(placeOf(calendars, { shopId: 'shop-1', bayId: 'bay-2' })).toEqual({
      calendarId: 'c2',
      others: ['c1', 'c0'],
    });
  });

  it('is the calendar of the shop when the bay has none', () => {
    expect(placeOf(calendars, { shopId: 'shop-1', bayId: 'bay-9' })).toEqual({
      calendarId: 'c0',
      others: ['c1', 'c2'],
    });
    expect(placeOf(calendars, { shopId: 'shop-2', bayId: 'bay-1' })).toEqual({ calendarId: 'c3', others: [] });
  });

  it('is nowhere when the shop has no calendar for it', () => {
    expect(placeOf(calendars.slice(0, 2), { shopId: 'shop-1', bayId: 'bay-9' })).toBeUndefined();
    expect(placeOf(calendars, { shopId: 'shop-3', bayId: 'bay-1' })).toBeUndefined();
  });
});
