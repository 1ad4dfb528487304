import { sampleShops } from '../sample/shops.ts';
import { cardOf, factsOf } from './cards.ts';
import { areaCodeOf, capableBays, hoursOn, workOf } from './shop.ts';

const now = new Date('2026-11-23T15:00:00Z');
const [motors] = sampleShops(now);

function names(codes: readonly string[]): string[] {
  return capableBays(motors, workOf(motors, codes)).map(({ name }) => name);
}

describe('bays', () => {
  it('are those that can do all of the work, the least versatile first', () => {
    expect(names(['oil_change'])).toEqual(['Bay 1', 'Bay 3', 'Bay 2']);
    expect(names(['oil_change', 'alignment'])).toEqual(['Bay 2']);
    expect(names(['body', 'alignment'])).toEqual([]);
  });
});

describe('a shop', () => {
  it('leaves out work it does not do', () => {
    expect(workOf(motors, ['oil_change', 'submarine']).services).toHaveLength(1);
  });

  it('is open on its weekdays but for its closed days', () => {
    expect(hoursOn(motors, '2026-11-25')).toEqual({ weekday: 3, opens: '07:30', closes: '18:00' });
    expect(hoursOn(motors, '2026-11-26')).toBeNull();
    expect(hoursOn(motors, '2026-11-29')).toBeNull();
  });

  it('knows its area code', () => {
    expect(areaCodeOf(motors)).toBe('215');
  });

  it('tells the gateway its card, and a conversation its facts', () => {
    expect(cardOf(motors)).toEqual({
      shopId: motors.id,
      name: 'Bayline Motors',
      zone: 'America/New_York',
      deskNumber: '+12155550199',
    });
    const facts = factsOf(motors, now);
    expect(facts.hours).toContainEqual({ weekday: 'saturday', opens: '08:00', closes: '13:00' });
    expect(facts.deskHours).toHaveLength(5);
    expect(facts.services.find(({ code }) => code === 'oil_change')).toEqual({
      ...{ code: 'oil_change', name: 'oil change', minutes: 30, priceFrom: 49 },
    });
    expect(facts.services.find(({ code }) => code === 'body')?.priceFrom).toBeNull();
    expect(facts.closures.map(({ date }) => date)).toEqual(['2026-11-26', '2026-12-09', '2026-12-25', '2027-01-01']);
  });
});
