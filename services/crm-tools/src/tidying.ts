/** Tidiness every half minute: lapsed holds, answers of yesterday, facts told long ago. Nothing depends on it. */
import type { Clock, Log } from '@bayline/runtime';
import { type Database, isUnavailable } from './database/postgres.ts';
import { removeOldFacts } from './outbox/relay.ts';

const EVERY_MS = 30_000;
const ANSWERS_KEPT_HOURS = 24;

/** Starts tidying; returns what stops it. */
export function startTidying(database: Database, clock: Clock, log: Log): () => void {
  const timer = setInterval(() => {
    tidy(database, clock.now()).catch((error: unknown) => {
      if (!isUnavailable(error)) log.error({ error }, 'tidying failed');
    });
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Removes what has lapsed. A hold that somebody is deciding about is left to them. */
export async function tidy(database: Database, now: Date): Promise<void> {
  await database.run(
    (client) => client.$executeRaw`
    DELETE FROM appointments WHERE id IN (
      SELECT id FROM appointments WHERE status = 'held' AND hold_expires_at <= ${now}::timestamptz
      FOR UPDATE SKIP LOCKED)`,
  );
  await database.run(
    (client) => client.$executeRaw`
    DELETE FROM idempotency WHERE at < ${now}::timestamptz - make_interval(hours => ${ANSWERS_KEPT_HOURS}::integer)`,
  );
  await removeOldFacts(database, now);
}
