/** redis-server, never evicting: BullMQ's jobs must not be thrown away to make room. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type LocalProcess, startProcess } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { until } from '../until.ts';
import { redisBinary } from './binaries.ts';
import { findOrInstall } from './install.ts';
import { answers, diedAtStart, type RunningServer } from './server.ts';

export async function startRedis(directory: string, progress: Progress): Promise<RunningServer> {
  const command = await findOrInstall(redisBinary, progress);
  const home = join(directory, 'redis');
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const args = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', home],
    ...['--maxmemory-policy', 'noeviction', '--appendonly', 'yes', '--save', ''],
  ];
  const start = async (): Promise<LocalProcess> => {
    const started = startProcess({ name: 'redis-server', command, args, logFile: join(home, 'redis.log') });
    await until('redis-server to accept connections', async () => {
      if (!started.running) throw diedAtStart(started);
      return answers(url);
    });
    return started;
  };
  let current = await start();
  return {
    url,
    get process() {
      return current;
    },
    stop: () => current.stop(),
    restart: async () => {
      await current.stop();
      current = await start();
    },
  };
}
