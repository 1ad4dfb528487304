import { sampleShops } from '../sample/shops.ts';
import type { Asked } from '../tools/asked.ts';
import { verify } from './caller.ts';
import type { Customer } from './customer.ts';
import { type Said, saidNothing } from './facts.ts';

const NOW = new Date('2026-11-23T15:05:00Z');
const [shop] = sampleShops(NOW);
const victor: Customer = {
  ...{ id: 'victor', firstName: 'Victor', lastName: 'Hale', phone: '+12155551002', email: null },
  vehicles: [{ id: 'civic', year: 2016, make: 'Honda', model: 'Civic', description: null, vin: null }],
};

/** What is asked of the database while a caller is judged: each look-up takes its time, whatever it finds. */
async function lookUps(onFile: readonly Customer[], said: Said): Promise<{ verdict: string; lookedUp: string[] }> {
  const lookedUp: string[] = [];
  const look = async <T>(what: string, found: T): Promise<T> => {
    lookedUp.push(what);
    return found;
  };
  const call = { number: '+12155551002', direction: 'inbound', attestation: 'A', customerId: null, failures: 0 };
  const asked = {
    ...{ shop, now: NOW, owner: { epoch: 1 }, call: { ...call, facts: [], said: [] } },
    customersOfCall: () => look('customers with the number', onFile),
    customers: { namedLike: () => look('namesakes', []), visitDays: () => look('days of visits', new Map()) },
    database: { write: () => look('what was said is kept', 1) },
  };
  const verdict = await verify(asked as unknown as Asked, said, 2);
  return { verdict: verdict.type, lookedUp };
}

describe('a refusal', () => {
  it.each<[string, Partial<Said>]>([
    ['a wrong name and day', { first: 'Peter', last: 'Quill', days: ['2026-12-24'] }],
    ['a wrong day', { days: ['2026-12-24'] }],
    ['a wrong VIN', { vinEnding: 'ABC123' }],
    ['a first name', { first: 'Peter' }],
  ])('of %s looks the same things up whether somebody is on file or not', async (_, said) => {
    const whole = { ...saidNothing, ...said };
    const [known, stranger] = [await lookUps([victor], whole), await lookUps([], whole)];
    expect(known).toEqual(stranger);
    expect(known.verdict).not.toBe('known');
  });
});
