import { aBrief } from '../../test/playing.ts';
import { deskIsOpen, sayCallBackTime } from './desk.ts';

const { shop } = aBrief;
const at = (local: string): Date => new Date(`${local}-05:00`);

describe('the desk', () => {
  it.each([
    ['2026-11-23T08:00:00', true],
    ['2026-11-23T16:59:00', true],
    ['2026-11-23T17:00:00', false],
    ['2026-11-23T07:59:00', false],
    ['2026-11-24T10:00:00', false],
  ])('at %s is open: %s', (local, open) => {
    expect(deskIsOpen(shop, at(local))).toBe(open);
  });

  it('is closed on a day the shop is closed, and where there is none', () => {
    const thanksgiving = { ...shop, deskHours: [{ weekday: 'thursday' as const, opens: '08:00', closes: '17:00' }] };
    expect(deskIsOpen(thanksgiving, at('2026-11-26T10:00:00'))).toBe(false);
    expect(deskIsOpen({ ...shop, deskNumber: null }, at('2026-11-23T10:00:00'))).toBe(false);
  });

  it('without hours of its own keeps those of the shop', () => {
    expect(deskIsOpen({ ...shop, deskHours: [] }, at('2026-11-24T17:30:00'))).toBe(true);
  });
});

describe('the time to call back', () => {
  it.each([
    ['2026-11-23T10:00:00', 'today before 5 PM'],
    ['2026-11-23T06:00:00', 'today after 8 AM'],
    ['2026-11-22T19:00:00', 'tomorrow after 8 AM'],
    ['2026-11-23T18:00:00', 'on Monday, November 30th after 8 AM'],
  ])('seen at %s is %s', (local, said) => {
    expect(sayCallBackTime(shop, at(local))).toBe(said);
  });

  it('is not known when nobody is ever at the desk', () => {
    expect(sayCallBackTime({ ...shop, deskHours: [], hours: [] }, at('2026-11-23T10:00:00'))).toBeNull();
  });
});
