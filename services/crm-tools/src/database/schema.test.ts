import pg from 'pg';
import { freshDatabase } from '../../test/house.ts';
import { migrate } from '../migrate.ts';
import { schemaScript } from './schema-engine.ts';

let migrated: pg.Client;
let plain: pg.Client;

beforeAll(async () => {
  const server = process.env.BAYLINE_TEST_POSTGRES_URL ?? '';
  const admin = new pg.Client({ connectionString: `${server}/postgres` });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS crm_plain');
  await admin.query('CREATE DATABASE crm_plain');
  await admin.end();
  migrated = new pg.Client({ connectionString: await freshDatabase() });
  plain = new pg.Client({ connectionString: `${server}/crm_plain` });
  await Promise.all([migrated.connect(), plain.connect()]);
  await plain.query(await schemaScript(`${server}/crm_plain`));
});

afterAll(async () => {
  await Promise.all([migrated.end(), plain.end()]);
});

const COLUMNS = `
  SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`;
const CONSTRAINTS = `
  SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    AND conrelid::regclass::text <> '_prisma_migrations' ORDER BY 1, 2`;
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`;

async function both(query: string): Promise<{ ours: Record<string, string>[]; prismas: Record<string, string>[] }> {
  const [ours, prismas] = await Promise.all([migrated.query(query), plain.query(query)]);
  return { ours: ours.rows, prismas: prismas.rows };
}

describe('the migrations', () => {
  it('make the tables and columns of schema.prisma, and no others', async () => {
    const { ours, prismas } = await both(COLUMNS);
    expect(ours).toEqual(prismas);
  });

  it('make the keys and indexes of schema.prisma, and beside them only what Prisma has no words for', async () => {
    const constraints = await both(CONSTRAINTS);
    expect(constraints.ours).toEqual(expect.arrayContaining(constraints.prismas));
    const known = new Set(constraints.prismas.map(({ name }) => name));
    expect(constraints.ours.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([
      'appointments_guard_their_time',
      'appointments_have_a_customer',
      'appointments_held_expire',
      'appointments_in_order',
      'appointments_no_overlap',
      'appointments_not_endless',
    ]);
    const indexes = await both(INDEXES);
    expect(indexes.ours).toEqual(expect.arrayContaining(indexes.prismas));
    const named = new Set(indexes.prismas.map(({ name }) => name));
    expect(indexes.ours.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([
      ...['appointments_held', 'appointments_no_overlap', 'appointments_vehicle'],
      ...['customers_name_likeness', 'customers_name_sound'],
      'outbox_unpublished',
    ]);
  });

  it('keep the constraint that makes a double booking impossible, to the letter', async () => {
    const { ours } = await both(CONSTRAINTS);
    expect(ours.find(({ name }) => name === 'appointments_no_overlap')?.definition).toBe(
      'EXCLUDE USING gist (bay_id WITH =, during WITH &&) ' +
        "WHERE ((status = ANY (ARRAY['held'::appointment_status, 'booked'::appointment_status])))",
    );
  });

  it('keep every moment with its zone', async () => {
    const { ours } = await both(COLUMNS);
    expect(ours.filter(({ data_type }) => data_type === 'timestamp without time zone')).toEqual([]);
  });

  it('give every row its shop', async () => {
    const { ours } = await both(COLUMNS);
    const tables = new Set(ours.map(({ table_name }) => table_name));
    const withShop = ours.filter(({ column_name }) => column_name === 'shop_id').map(({ table_name }) => table_name);
    expect([...tables].filter((table) => !withShop.includes(table))).toEqual(['shops']);
  });

  it('are applied once when two start at the same moment, and leave nothing for a third', async () => {
    const server = process.env.BAYLINE_TEST_POSTGRES_URL ?? '';
    await plain.query('DROP DATABASE IF EXISTS crm_two_starters');
    await plain.query('CREATE DATABASE crm_two_starters');
    const url = `${server}/crm_two_starters`;
    const [one, two] = await Promise.all([migrate(url), migrate(url)]);
    expect([one.length, two.length].toSorted()).toEqual([0, one.length + two.length]);
    expect(one.length + two.length).toBeGreaterThan(0);
    expect(await migrate(url)).toEqual([]);
  });
});
