/** Child processes that never outlive their parent, write their output to a file, and say what went wrong when they die. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly logFile: string;
  /** Run as this user; only root may choose. */
  readonly user?: { uid: number; gid: number } | undefined;
  /** Open a message channel, by which Node children tell that they are ready and notice that their parent is gone. */
  readonly channel?: boolean;
}

export interface LocalProcess {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly running: boolean;
  /** The last lines it wrote. */
  lastWords(lines?: number): string;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when that is not enough. */
  stop(withinMs?: number): Promise<void>;
}

/** util-linux' setpriv makes the kernel end a child with its parent, also when the parent is killed outright. */
const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : undefined;

export function findOnPath(name: string): string | undefined {
  const found = spawnSync('which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split('\n')[0]?.trim() : undefined;
}

const started = new Set<LocalProcess>();
let leaving = false;

/** The last of leaving: whatever still runs is killed, and nothing more is started. */
export async function killLeftovers(): Promise<void> {
  leaving = true;
  const left = [...started].filter((one) => one.running);
  for (const one of left) one.kill('SIGKILL');
  await Promise.all(left.map((one) => one.ended));
}

export function startProcess(options: ProcessOptions): LocalProcess {
  if (leaving) throw new Error(`${options.name} is not started: the house is closing`);
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const [command, args] = tiedToParent(options);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env as NodeJS.ProcessEnv,
    // Ctrl-C in the terminal is the launcher's to hear, which then stops its children in order.
    detached: true,
    stdio: options.channel === true ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    ...(options.user === undefined || setpriv !== undefined ? {} : options.user),
  });
  closeSync(log);
  let running = true;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', () => {
      running = false;
      resolve({ code: 127, signal: null });
    });
    child.once('exit', (code, signal) => {
      running = false;
      resolve({ code, signal });
    });
  });
  const process_: LocalProcess = {
    name: options.name,
    pid: child.pid ?? 0,
    child,
    ended,
    get running() {
      return running;
    },
    lastWords: (lines = 20) => readFileSync(options.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'),
    kill: (signal) => void child.kill(signal),
    stop: async (withinMs = 5_000) => {
      if (!running) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await ended;
      clearTimeout(timer);
    },
  };
  started.add(process_);
  void ended.then(() => started.delete(process_));
  return process_;
}

function tiedToParent(options: ProcessOptions): [string, string[]] {
  if (setpriv === undefined) return [options.command, [...options.args]];
  const asUser =
    options.user === undefined ? [] : [`--reuid=${options.user.uid}`, `--regid=${options.user.gid}`, '--clear-groups'];
  return [setpriv, ['--pdeathsig', 'TERM', ...asUser, options.command, ...options.args]];
}
