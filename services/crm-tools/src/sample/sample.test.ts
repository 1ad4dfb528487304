import { checkVin, localDateOf } from '@bayline/spoken';
import pg from 'pg';
import { freshDatabase, MONDAY } from '../../test/house.ts';
import { seed } from '../seed.ts';
import { sampleCustomers } from './people.ts';
import { createRandom } from './random.ts';
import { sampleShops } from './shops.ts';
import { sampleVisits } from './visits.ts';

const [motors, summit] = sampleShops(MONDAY);

function everything(number: number) {
  const random = createRandom(number);
  const customers = sampleCustomers(random, number, motors, 100);
  return { customers, visits: sampleVisits(random, motors, customers, MONDAY) };
}

describe('the sample data', () => {
  it('is the same for the same seed, and other data for another one, but for the personas', () => {
    expect(everything(1)).toEqual(everything(1));
    const [one, two] = [everything(1), everything(2)];
    expect(two.customers.slice(0, 8)).toEqual(one.customers.slice(0, 8));
    expect(two.customers.slice(8)).not.toEqual(one.customers.slice(8));
  });

  it('has people who share a name and people who share a number', () => {
    const { customers } = everything(1);
    const names = customers.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
    expect(new Set(names).size).toBeLessThan(names.length);
    expect(new Set(customers.map(({ phone }) => phone)).size).toBeLessThan(customers.length);
  });

  it('has VINs whose check digit is right', () => {
    const vins = everything(1).customers.flatMap(({ vehicles }) => vehicles.flatMap(({ vin }) => vin ?? []));
    expect(vins.length).toBeGreaterThan(50);
    for (const vin of vins) expect(checkVin(vin)).toEqual({ wellFormed: true, checkDigitOk: true });
  });

  it('gives the personas their visits: in about a week, and tomorrow', () => {
    const told = everything(1).visits.filter((visit) => visit.told);
    expect(told.map(({ startsAt }) => localDateOf(new Date(startsAt), motors.zone))).toEqual([
      '2026-11-30',
      '2026-11-24',
    ]);
  });

  it('leaves bays free and fills others, in both zones', () => {
    expect(everything(1).visits.length).toBeGreaterThan(200);
    const customers = sampleCustomers(createRandom(3), 3, summit, 100);
    expect(sampleVisits(createRandom(3), summit, customers, MONDAY).length).toBeGreaterThan(150);
  });

  it('fits into the database: no visit over another, whatever day it is', async () => {
    const url = await freshDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      // A Saturday night before daylight saving begins.
      const rows = await seed(url, { seed: 9, now: new Date('2027-03-14T04:30:00Z') });
      expect(rows).toMatchObject({ shops: 2, customers: 200 });
      const { rows: kept } = await client.query('SELECT count(*)::int AS visits FROM appointments');
      expect(kept).toEqual([{ visits: rows.visits }]);
      await expect(seed(url, { seed: 9, now: MONDAY })).resolves.toMatchObject({ customers: 200 });
    } finally {
      await client.end();
    }
  });
});
