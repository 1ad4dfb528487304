/** A server the house needs: ours under `.local/`, or one that was there already. */
import { isOpen } from '../ports.ts';
import type { LocalProcess } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { Trouble } from '../trouble.ts';

export interface RunningServer {
  readonly url: string;
  /** Undefined when it was there already and is not ours to stop. */
  readonly process: LocalProcess | undefined;
  stop(): Promise<void>;
  /** Starts it again on the same port with the same data, after it was stopped or killed. */
  restart(): Promise<void>;
}

/** A server somebody else runs; it stays as it is. */
export function foreignServer(url: string): RunningServer {
  return {
    url,
    process: undefined,
    stop: async () => {},
    restart: async () => {
      throw new Error(`${url} is not ours to restart`);
    },
  };
}

/** The server that a variable of `.env` names, when it answers; nothing when none is named, or it is not there. */
export async function configuredServer(
  variable: 'NATS_URL' | 'REDIS_URL' | 'DATABASE_URL',
  own: Readonly<Record<string, string>>,
  progress: Progress,
): Promise<RunningServer | undefined> {
  const url = own[variable];
  if (url === undefined) return undefined;
  // Of several NATS servers the first stands for all.
  if (await answers(url.split(',')[0] ?? url)) return foreignServer(url);
  progress.note(`nothing answers at the ${variable} of .env: starting our own instead`);
  return undefined;
}

/** Whether something accepts connections at a URL's host and port. */
export function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return isOpen(Number(port), hostname);
}

export function diedAtStart(process: LocalProcess): Error {
  return new Trouble(
    'BL-1008',
    `${process.name} ended right after it was started. Its last words:\n${process.lastWords()}`,
    'Read its last words above. When its data is broken, start without it: npm run reset',
  );
}
