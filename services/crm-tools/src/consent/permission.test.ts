import { localDateOf, localTimeOf } from '@bayline/spoken';
import fc from 'fast-check';
import { callingRules, zonesOfNumber } from './calling-rules.ts';
import { isFitHour, nextFitHour } from './hours.ts';
import { nextTryAt, type PermissionFacts, permit } from './permission.ts';

/** `npm run bench -- properties` asks for more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);

const allowed: PermissionFacts = {
  now: new Date('2026-11-24T15:00:00Z'),
  visitStartsAt: new Date('2026-11-25T15:00:00Z'),
  zones: ['America/New_York'],
  consent: 'yes',
  optedOut: false,
  tries: 0,
  callsIn30Days: 0,
};

const numbers = [
  '+12155550123',
  '+13035550123',
  '+16025550123',
  '+12085550123',
  '+18085550123',
  '+18005550123',
  '+447700900123',
];
const day = { min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true };

/** Anything a reminder may meet. */
const generated = fc.record({
  now: fc.date(day),
  aheadMinutes: fc.integer({ min: -120, max: 25 * 60 }),
  shopZone: fc.constantFrom('America/New_York', 'America/Denver', 'America/Los_Angeles'),
  number: fc.constantFrom(...numbers),
  consent: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const, null),
  optedOut: fc.boolean(),
  tries: fc.integer({ min: 0, max: 5 }),
  callsIn30Days: fc.integer({ min: 0, max: 5 }),
});

describe('permission to call', () => {
  it('is never given against consent, the stop list, the hours, a holiday, or the number of calls', () => {
    fc.assert(
      fc.property(generated, ({ aheadMinutes, shopZone, number, ...given }) => {
        const zones = [...new Set([shopZone, ...zonesOfNumber(number)])];
        const visitStartsAt = new Date(given.now.getTime() + aheadMinutes * 60_000);
        const permission = permit({ ...given, zones, visitStartsAt }, callingRules);
        if (permission.type === 'later') expect(isFitHour(permission.at, zones, callingRules)).toBe(true);
        if (permission.type !== 'call') return;
        expect(given.consent).toBe('yes');
        expect(given.optedOut).toBe(false);
        expect(given.tries).toBeLessThan(callingRules.mostTries);
        expect(given.callsIn30Days).toBeLessThan(callingRules.mostCallsIn30Days);
        expect(given.now.getTime()).toBeLessThan(visitStartsAt.getTime());
        for (const zone of zones) {
          expect(localTimeOf(given.now, zone) >= '09:00' && localTimeOf(given.now, zone) < '20:00').toBe(true);
          expect(callingRules.holidays).not.toContain(localDateOf(given.now, zone));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['no answer to the question', { consent: null }, { type: 'never', why: 'no-consent' }],
    ['a no', { consent: 'no' }, { type: 'never', why: 'no-consent' }],
    ['the stop list, whatever was consented to', { optedOut: true }, { type: 'never', why: 'opted-out' }],
    ['all tries used', { tries: 3 }, { type: 'text', why: 'tries' }],
    ['too many calls in a month', { callsIn30Days: 3 }, { type: 'text', why: 'calls-in-30-days' }],
    [
      'the visit within the hour',
      { visitStartsAt: new Date('2026-11-24T15:30:00Z') },
      { type: 'text', why: 'too-late' },
    ],
    ['nothing against it', {}, { type: 'call' }],
  ] as const)('with %s', (_, given, expected) => {
    expect(permit({ ...allowed, ...given }, callingRules)).toEqual(expected);
  });

  it('waits for the stricter of two zones in the morning, and for the next day in the evening', () => {
    const zones = ['America/New_York', 'America/Los_Angeles'];
    const at = (now: string) => permit({ ...allowed, now: new Date(now), zones }, callingRules);
    expect(at('2026-11-24T14:30:00Z')).toEqual({ type: 'later', at: new Date('2026-11-24T17:00:00Z'), why: 'hours' });
    expect(at('2026-11-25T01:00:00Z')).toEqual({ type: 'text', why: 'too-late' });
  });

  it('keeps its hours by the clock on the wall when the clocks change', () => {
    const next = (now: string) => nextFitHour(new Date(now), ['America/New_York'], callingRules)?.toISOString();
    expect(next('2027-03-14T05:00:00Z')).toBe('2027-03-14T13:00:00.000Z');
    expect(next('2026-11-01T05:00:00Z')).toBe('2026-11-01T14:00:00.000Z');
  });

  it('passes over a holiday', () => {
    const next = nextFitHour(new Date('2026-11-26T15:00:00Z'), ['America/New_York'], callingRules);
    expect(next?.toISOString()).toBe('2026-11-27T14:00:00.000Z');
  });
});

describe('the waits between tries', () => {
  it('grow', () => {
    const waits = [1, 2, 3, 4].map((tries) => nextTryAt(new Date(0), tries, callingRules).getTime() / 60_000);
    expect(waits).toEqual([20, 60, 180, 180]);
  });
});

describe('the zones of a number', () => {
  it.each([
    ['+12155550123', ['America/New_York']],
    ['+18505550123', ['America/New_York', 'America/Chicago']],
    ['+19285550123', ['America/Phoenix', 'America/Denver']],
    ['+18005550123', ['America/New_York', 'America/Los_Angeles']],
    ['+447700900123', ['America/New_York', 'America/Los_Angeles']],
  ])('%s', (number, zones) => {
    expect(zonesOfNumber(number)).toEqual(zones);
  });
});
