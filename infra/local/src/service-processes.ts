/** The services as processes: each instance can be killed, paused and started again by a test. */
import { join } from 'node:path';
import type { ServiceName } from '@bayline/contracts';
import { root } from './paths.ts';
import { type LocalProcess, startProcess } from './processes.ts';
import { Trouble } from './trouble.ts';

export const serviceNames: readonly ServiceName[] = [
  'crm-tools',
  'calendar',
  'reminder',
  'speech',
  'dialogue',
  'gateway',
];

export interface ServiceInstance {
  readonly service: ServiceName;
  /** 0 for the first instance of its service. */
  readonly index: number;
  readonly instanceId: string;
  readonly healthPort: number;
  readonly environment: Readonly<Record<string, string>>;
  /** How long it took from being spawned to telling that it is ready. */
  readonly startMs: number;
  readonly process: LocalProcess;
}

export interface ServiceStart {
  readonly service: ServiceName;
  readonly index: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Extra flags for Node: heap limits, inspectors. */
  readonly nodeFlags?: readonly string[];
}

/** Heap limits in megabytes, chosen by measurement (docs/decisions/0008-memory.md). */
const HEAP_MB: Readonly<Record<ServiceName, number>> = {
  gateway: 192,
  speech: 192,
  dialogue: 256,
  'crm-tools': 256,
  calendar: 128,
  reminder: 128,
};

/** The default young generation grows to 48 MB of pages that are rarely used; with 2 MB a service needs about 30 MB less. */
const SEMI_SPACE_MB = 2;

/** Starts one instance; resolves when it tells that it is ready. @throws Error with its last words when it ends instead. */
export async function startService(start: ServiceStart): Promise<ServiceInstance> {
  const startedAt = performance.now();
  const process_ = startProcess({
    name: `${start.service}-${start.index}`,
    command: process.execPath,
    args: [
      `--max-old-space-size=${HEAP_MB[start.service]}`,
      `--max-semi-space-size=${SEMI_SPACE_MB}`,
      ...(start.nodeFlags ?? []),
      '--disable-warning=ExperimentalWarning',
      join(root, 'services', start.service, 'src', 'main.ts'),
    ],
    env: { ...inherited(), ...start.environment },
    logFile: start.logFile,
    channel: true,
  });
  const ready = await new Promise<{ instanceId: string; healthPort: number }>((resolve, reject) => {
    process_.child.on('message', (message) => {
      if (isReady(message)) resolve(message);
    });
    void process_.ended.then(({ code }) => {
      reject(
        new Trouble(
          'BL-1014',
          `${process_.name} ended with code ${code} before it was ready:\n${process_.lastWords()}`,
          `Read its last words above; all of them are in ${start.logFile}`,
        ),
      );
    });
  });
  return {
    service: start.service,
    index: start.index,
    instanceId: ready.instanceId,
    healthPort: ready.healthPort,
    environment: start.environment,
    startMs: performance.now() - startedAt,
    process: process_,
  };
}

/** What a service needs of the machine's environment; everything of ours is given explicitly. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TZ, LANG, NODE_COMPILE_CACHE, NODE_EXTRA_CA_CERTS } = process.env;
  return { PATH, HOME, TZ, LANG, NODE_COMPILE_CACHE, NODE_EXTRA_CA_CERTS };
}

function isReady(message: unknown): message is { type: 'ready'; instanceId: string; healthPort: number } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}
