/** Processes of a bench beside the house, and what a process has used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type House, root, startProcess } from '@bayline/local';

export interface SideProcess {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: { readonly port?: number };
  /** What it says when it is asked. */
  ask(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a file of this folder as a process; resolves when it says that it is ready. */
export async function startNode(house: House, file: string, args: readonly string[]): Promise<SideProcess> {
  const process_ = startProcess({
    name: file,
    command: process.execPath,
    args: [join(root, 'packages', 'scenarios', 'src', 'benches', `${file}.ts`), ...args],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    logFile: join(house.directory, 'logs', `${file}.log`),
    channel: true,
  });
  const ready = await new Promise<{ port?: number }>((resolve, reject) => {
    process_.child.once('message', (message) => resolve(message as { port?: number }));
    void process_.ended.then(() => reject(new Error(`${file} ended: ${process_.lastWords()}`)));
  });
  const ask = (): Promise<unknown> =>
    new Promise((resolve) => {
      process_.child.once('message', resolve);
      process_.child.send({ type: 'ask' });
    });
  return { pid: process_.pid, ready, ask, stop: () => process_.stop() };
}

/** The kernel counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;

/** CPU a process has used so far, in milliseconds; only Linux tells it so. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1_024);
}
