/** The environment of crm-tools: the only place where its variables are named. */
import { commonConfig, faultPointSetting, integer } from '@bayline/runtime';
import { z } from 'zod';

const databaseUrl = z
  .string()
  .startsWith('postgres')
  .default('postgresql://bayline@127.0.0.1:5432/bayline')
  .describe('The PostgreSQL database that keeps every durable row.');

export const crmToolsConfig = commonConfig.extend({
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: integer(1, 500).prefault('20').describe('Connections this process keeps to PostgreSQL at most.'),
  DATABASE_WAIT_MS: integer(1, 10_000)
    .prefault('250')
    .describe('How long a query waits for a connection before it is given up.'),
  DATABASE_DEADLINE_MS: integer(50, 30_000)
    .prefault('1000')
    .describe('How long one query may take, its wait for a connection included.'),
  CACHE_DEADLINE_MS: integer(1, 5_000)
    .prefault('150')
    .describe('How long Redis may take before a look-up goes on without it.'),
  HOLD_SECONDS: integer(5, 3_600).prefault('180').describe('How long a slot is held for a yes.'),
  OUTBOX_POLL_MS: integer(10, 60_000)
    .prefault('200')
    .describe('How often the outbox is searched for facts that another process left untold.'),
  NHTSA_BASE_URL: z
    .url()
    .default('https://vpic.nhtsa.dot.gov')
    .describe('Where VINs are decoded: NHTSA itself, which needs no key, or its simulator.'),
  NHTSA_DEADLINE_MS: integer(100, 10_000).prefault('2500').describe('How long NHTSA may take to decode a VIN.'),
  FAULT_POINT: faultPointSetting,
});

export type CrmToolsConfig = z.output<typeof crmToolsConfig>;

/** Where FAULT_POINT can end this process: around the COMMIT of a change, its answer, and the telling of its fact. */
export type CrmToolsFaultPoint = 'commit.before' | 'commit.after' | 'answer.after' | 'publish.before' | 'publish.after';

/** What `migrate.ts` needs when it runs as a process of its own. */
export const migrateConfig = commonConfig.extend({ DATABASE_URL: databaseUrl });

/** What `seed.ts` needs when it runs as a process of its own. */
export const seedConfig = commonConfig.extend({
  DATABASE_URL: databaseUrl,
  SEED: integer(0, 2_147_483_647)
    .prefault('1')
    .describe('Seed number of the sample data: the same number, the same rows.'),
});
