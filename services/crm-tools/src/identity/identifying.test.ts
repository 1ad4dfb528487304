import type { Customer } from './customer.ts';
import { type OnFile, type Said, saidNothing } from './facts.ts';
import { identify, type Standing, standingLevel } from './identifying.ts';

const outback = { id: 'o', year: 2018, make: 'Subaru', model: 'Outback', description: null, vin: '4S4BSANC5J3001234' };
const jetta = { id: 'j', year: 2012, make: 'Volkswagen', model: 'Jetta', description: null, vin: null };
const grace: Customer = {
  ...{ id: 'grace', firstName: 'Grace', lastName: 'Sullivan', phone: '+12155551005', email: null, vehicles: [outback] },
};
const owen: Customer = { ...grace, id: 'owen', firstName: 'Owen', vehicles: [jetta] };
const one: OnFile[] = [{ customer: grace, visitDays: ['2026-12-01'] }];
const both: OnFile[] = [...one, { customer: owen, visitDays: [] }];

const vouched: Standing = {
  ...{ number: '+12155551005', direction: 'inbound', attestation: 'A' },
  ...{ customerId: null, facts: [], said: [], failures: 0 },
};
const shown: Standing = { ...vouched, attestation: 'B' };
const withheld: Standing = { ...vouched, number: null, attestation: null };

const say = (part: Partial<Said>): Said => ({ ...saidNothing, ...part });
const graceSays = say({ first: 'Grace', last: 'Sullivan' });
const herCar = { year: 2018, make: 'Subaru', model: 'Outback' };
const otherCar = { year: 2001, make: 'Ford', model: 'Focus' };

describe('a number the network vouches for', () => {
  it('and a name make a customer known', () => {
    expect(identify(vouched, one, graceSays, 1)).toMatchObject({ type: 'known', level: 1, facts: ['name'] });
  });

  it('of several customers needs the name of one', () => {
    expect(identify(vouched, both, saidNothing, 1)).toEqual({ type: 'ambiguous' });
    expect(identify(vouched, both, say({ first: 'Owen' }), 1)).toMatchObject({
      type: 'known',
      customer: { id: 'owen' },
    });
  });

  it('reaches level 2 with one more fact, over several turns', () => {
    const standing: Standing = { ...vouched, customerId: 'grace', facts: ['name'], said: ['name'] };
    expect(identify(standing, both, say({ vehicle: herCar }), 2)).toMatchObject({ type: 'known', level: 2 });
    expect(identify(standing, both, saidNothing, 2)).toMatchObject({ type: 'needs-another-fact' });
    expect(identify(standing, both, say({ days: ['2026-12-01'] }), 2)).toMatchObject({ level: 2 });
    expect(identify(standing, both, say({ vinEnding: '001234' }), 2)).toMatchObject({ level: 2 });
  });

  it('is refused when what was said is not right', () => {
    const standing: Standing = { ...vouched, customerId: 'grace', facts: ['name'], said: ['name'] };
    expect(identify(standing, both, say({ vehicle: otherCar }), 2)).toEqual({ type: 'refused', final: false });
    expect(identify(standing, both, say({ vinEnding: '1234' }), 2)).toMatchObject({ type: 'refused' });
  });

  it('starts anew when another name is said', () => {
    const standing: Standing = {
      ...vouched,
      customerId: 'grace',
      facts: ['name', 'vehicle'],
      said: ['name', 'vehicle'],
    };
    const verdict = identify(standing, both, say({ first: 'Owen', last: 'Sullivan' }), 1);
    expect(verdict).toMatchObject({ type: 'known', customer: { id: 'owen' }, facts: ['name'], level: 1 });
  });
});

describe('a number that is only shown', () => {
  it('needs two facts, and keeps the first', () => {
    const first = identify(shown, one, graceSays, 1);
    expect(first).toEqual({ type: 'needs-another-fact', found: { customerId: 'grace', facts: ['name'] } });
    const standing: Standing = { ...shown, customerId: 'grace', facts: ['name'], said: ['name'] };
    expect(identify(standing, one, say({ vehicle: herCar }), 1)).toMatchObject({ type: 'known', level: 2 });
  });
});

describe('a refusal', () => {
  const attempts: readonly Said[] = [
    saidNothing,
    say({ first: 'Peter' }),
    say({ first: 'Peter', last: 'Parker' }),
    say({ first: 'Peter', last: 'Parker', vehicle: otherCar }),
    say({ vehicle: otherCar, days: ['2026-12-24'] }),
    say({ vinEnding: '999999' }),
  ];

  it.each([vouched, shown, withheld])('is the same for a customer as for a stranger (%j)', (standing) => {
    for (const needed of [1, 2] as const) {
      for (const said of attempts) {
        const asStranger = identify(standing, [], said, needed);
        const asCustomer = identify(standing, one, said, needed);
        if (asCustomer.type === 'known') continue;
        expect(asCustomer.type).toBe(asStranger.type);
      }
    }
  });

  it('is final after three failures, and for a withheld number at once', () => {
    expect(identify({ ...vouched, failures: 2 }, one, say({ vinEnding: '999999' }), 2)).toEqual({
      ...{ type: 'refused', final: true },
    });
    expect(identify({ ...vouched, failures: 3 }, one, graceSays, 1)).toEqual({ type: 'refused', final: true });
    expect(identify(withheld, one, graceSays, 1)).toEqual({ type: 'refused', final: true });
  });
});

describe('the standing level', () => {
  it('is 1 for the only customer of a number that is vouched for', () => {
    expect(standingLevel(vouched, ['grace'])).toBe(1);
    expect(standingLevel(vouched, ['grace', 'owen'])).toBe(0);
    expect(standingLevel({ ...vouched, customerId: 'grace', facts: ['day'] }, ['grace', 'owen'])).toBe(2);
    expect(standingLevel(shown, ['grace'])).toBe(0);
  });

  it('is 0 for somebody the number does not belong to', () => {
    expect(standingLevel({ ...vouched, customerId: 'somebody', facts: ['day', 'vin'] }, ['grace'])).toBe(0);
    expect(standingLevel({ ...vouched, customerId: 'somebody', facts: ['day', 'vin'] }, [])).toBe(0);
  });

  it('takes a number we dialled for one that is vouched for', () => {
    expect(standingLevel({ ...shown, direction: 'outbound' }, ['grace'])).toBe(1);
  });
});
