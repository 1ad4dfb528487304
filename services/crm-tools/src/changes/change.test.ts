import fc from 'fast-check';
import { argumentsHash, type Wish, wishKey } from './change.ts';

const wish: Wish = {
  ...{ callId: 'CA1', type: 'book', customer: '+12155551001 Dana Reed', vehicle: '2018 Subaru Outback' },
  ...{ services: ['oil_change', 'alignment'], startsAt: '2026-11-24T09:00:00-05:00' },
};

describe('the key of a wish', () => {
  it('does not mind case, spaces and the order of the services', () => {
    const other = { ...wish, customer: ' +12155551001  dana REED', services: ['alignment', 'oil_change'] };
    expect(wishKey(other)).toBe(wishKey(wish));
  });

  it('is another one for anything else', () => {
    const others: Partial<Wish>[] = [
      ...[{ callId: 'CA2' }, { type: 'move' as const }, { customer: '+12155551002 Dana Reed' }],
      ...[{ vehicle: '2018 Subaru Forester' }, { services: ['alignment'] }, { startsAt: '2026-11-24T09:30:00-05:00' }],
    ];
    const keys = others.map((other) => wishKey({ ...wish, ...other }));
    expect(new Set([...keys, wishKey(wish)]).size).toBe(others.length + 1);
  });
});

describe('the hash of arguments', () => {
  it('minds their content only', () => {
    expect(argumentsHash({ slot: 'A', notes: 'Squeaks ' })).toBe(argumentsHash({ notes: 'squeaks', slot: 'a' }));
    expect(argumentsHash({ slot: 'A', notes: null })).not.toBe(argumentsHash({ slot: 'A', notes: 'null' }));
  });

  it('tells any two different arguments apart', () => {
    const someArguments = fc.record({ slot: fc.string(), notes: fc.option(fc.string()), another: fc.boolean() });
    const normal = ({ slot, notes, another }: { slot: string; notes: string | null; another: boolean }): string =>
      JSON.stringify(
        [slot, notes, another].map((one) =>
          typeof one === 'string' ? one.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim() : one,
        ),
      );
    fc.assert(
      fc.property(someArguments, someArguments, (a, b) => {
        expect(argumentsHash(a) === argumentsHash(b)).toBe(normal(a) === normal(b));
      }),
      { numRuns: 300 },
    );
  });
});
