/** The simulators as one process, pointed at by environment lines. */
import { join } from 'node:path';
import { root } from './paths.ts';
import { type LocalProcess, startProcess } from './processes.ts';
import { Trouble } from './trouble.ts';

export interface Simulators {
  /** Base URLs and keys for every simulated provider. */
  readonly environment: Readonly<Record<string, string>>;
  readonly process: LocalProcess;
  stop(): Promise<void>;
}

export async function startSimulators(
  logFile: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Simulators> {
  const started = startProcess({
    name: 'simulators',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(root, 'packages', 'simulators', 'src', 'main.ts')],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...settings },
    logFile,
    channel: true,
  });
  const environment = await new Promise<Record<string, string>>((resolve, reject) => {
    started.child.on('message', (message) => {
      if (isReady(message)) resolve(message.env);
    });
    void started.ended.then(({ code }) => {
      reject(
        new Trouble(
          'BL-1015',
          `the simulators ended with code ${code} before they were ready:\n${started.lastWords()}`,
          'A SIMULATE_ variable may be misspelt; packages/simulators/README.md lists them.',
        ),
      );
    });
  });
  return { environment, process: started, stop: () => started.stop() };
}

function isReady(message: unknown): message is { type: 'ready'; env: Record<string, string> } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
