/** nats-server with JetStream. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type LocalProcess, startProcess } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { until } from '../until.ts';
import { natsBinary } from './binaries.ts';
import { findOrInstall } from './install.ts';
import { answers, diedAtStart, type RunningServer } from './server.ts';

export async function startNats(directory: string, progress: Progress): Promise<RunningServer> {
  const command = await findOrInstall(natsBinary, progress);
  const home = join(directory, 'nats');
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const configFile = join(home, 'nats.conf');
  writeFileSync(
    configFile,
    `# Written at every start.\nlisten: "127.0.0.1:${port}"\nmax_payload: 1048576\nwrite_deadline: "2s"\njetstream { store_dir: "${join(home, 'data')}", max_file: 2147483648 }\n`,
  );
  const url = `nats://127.0.0.1:${port}`;

  const start = async (): Promise<LocalProcess> => {
    const started = startProcess({
      name: 'nats-server',
      command,
      args: ['-c', configFile],
      logFile: join(home, 'nats.log'),
    });
    await until('nats-server to accept connections', async () => {
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
