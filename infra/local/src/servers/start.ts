/** The three servers of a house: those that are configured and answer, else our own. */
import type { Progress } from '../progress.ts';
import { startNats } from './nats.ts';
import { foreignPostgres, type PostgresServer, startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { configuredServer, type RunningServer } from './server.ts';

export interface Servers {
  readonly nats: RunningServer;
  readonly redis: RunningServer;
  readonly postgres: PostgresServer;
}

/** Starts them together; what was started is stopped by `stops`, also when another one fails. */
export async function startServers(
  directory: string,
  progress: Progress,
  stops: (() => Promise<void>)[],
  own: Readonly<Record<string, string>>,
): Promise<Servers> {
  const started = await Promise.allSettled([
    configuredServer('NATS_URL', own, progress).then((server) => server ?? startNats(directory, progress)),
    configuredServer('REDIS_URL', own, progress).then((server) => server ?? startRedis(directory, progress)),
    configuredServer('DATABASE_URL', own, progress).then((server) =>
      server === undefined ? startPostgres(directory, progress) : foreignPostgres(server),
    ),
  ]);
  for (const result of started) if (result.status === 'fulfilled') stops.push(() => result.value.stop());
  const [nats, redis, postgres] = started;
  if (nats.status === 'rejected') throw nats.reason;
  if (redis.status === 'rejected') throw redis.reason;
  if (postgres.status === 'rejected') throw postgres.reason;
  return { nats: nats.value, redis: redis.value, postgres: postgres.value };
}
