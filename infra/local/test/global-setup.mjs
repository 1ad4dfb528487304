/**
 * Starts one NATS, one Redis and one PostgreSQL for a test run, on free ports, in a folder of its own under .local, and tells
 * the tests where they are. A suite that kills servers, or needs streams of its own, starts its own.
 */
import { profileDirectory } from '../src/paths.ts';
import { createProgress } from '../src/progress.ts';
import { startNats } from '../src/servers/nats.ts';
import { startPostgres } from '../src/servers/postgres.ts';
import { startRedis } from '../src/servers/redis.ts';

export default async function globalSetup() {
  const directory = profileDirectory(`test-${process.pid}`);
  const progress = createProgress();
  const [nats, redis, postgres] = [
    await startNats(directory, progress),
    await startRedis(directory, progress),
    await startPostgres(directory, progress),
  ];
  process.env.BAYLINE_TEST_NATS_URL = nats.url;
  process.env.BAYLINE_TEST_REDIS_URL = redis.url;
  process.env.BAYLINE_TEST_POSTGRES_URL = postgres.url;
  globalThis.baylineTestServers = [nats, redis, postgres];
  globalThis.baylineTestDirectory = directory;
}
