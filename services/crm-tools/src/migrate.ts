/** Brings a database up to date: run by hand or by a launcher before the service starts, or called by a test. */
import { createLog, readConfig } from '@bayline/runtime';
import pg from 'pg';
import { migrateConfig } from './config.ts';
import { applyMigrations } from './database/schema-engine.ts';

/** Two starters take turns: the second finds nothing left to do. */
const MIGRATION_LOCK = 7_241_905;

/** Applies what is missing and returns the names of what was applied. The database itself must exist. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await applyMigrations(databaseUrl);
  } finally {
    // Closing the connection releases the lock.
    await client.end();
  }
}

if (import.meta.main) {
  const { DATABASE_URL, LOG_LEVEL } = readConfig('crm-tools', migrateConfig, process.env);
  const log = createLog({ service: 'crm-tools', instanceId: 'migrate', level: LOG_LEVEL });
  const applied = await migrate(DATABASE_URL);
  log.info({ applied }, applied.length === 0 ? 'the database is up to date' : 'the database was brought up to date');
}
