/** `bench developer-day`: how long a person waits for the first spoken answer by each of the three ways, and what is left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOpen, ProcessTree, profileDirectory, root, runningHouse, until } from '@bayline/local';
import type { Bench } from './bench.ts';
import { machine } from './figures.ts';

const PROFILE = 'bench-developer-day';
const READY = /Stop with Ctrl-C/;
/** How a command writes what the agent is heard to say. */
const ANSWER = /agent\s+\S/;
const WITHIN_MS = 300_000;

export const developerDayBench: Bench = {
  name: 'developer-day',
  about:
    'time to the first spoken answer by demo, by dev and call-in, by talk; the second start; what a stop leaves behind',
  fields: {
    demo: 'npm run demo: from the command to the first words of the agent',
    callIn: 'npm run dev, and npm run call-in beside it: from the first command to the first words',
    talk: 'npm run talk beside the same house: from the command to the first words',
    secondStartMs: 'npm run dev once more, with its data: until everything is ready; the aim is 15,000',
    left: 'processes and ports that are still there after Ctrl-C, of all starts together; must be 0',
  },
  run: async ({ note }) => {
    const startedAt = performance.now();
    const left = { processes: 0, ports: 0 };
    const stop = async (command: Command): Promise<void> => {
      const { processes, ports } = await command.stop();
      left.processes += processes;
      left.ports += ports;
    };
    try {
      note('npm run demo');
      const demo = new Command('demo');
      const demoMs = await demo.shows(ANSWER);
      await stop(demo);

      note('npm run dev, then npm run call-in');
      const dev = new Command('dev', '--no-menu', '--profile', PROFILE);
      const readyMs = await dev.shows(READY);
      dev.watchPorts(PROFILE);
      const callIn = new Command(
        'call-in',
        '--house',
        PROFILE,
        '--simulated',
        '--say',
        'When are you open on Saturday?',
      );
      const callInMs = await callIn.shows(ANSWER);
      await stop(callIn);
      note('npm run talk');
      const talk = new Command(
        'talk',
        '--house',
        PROFILE,
        '--say',
        'When are you open on Saturday?',
        '--say',
        '/hangup',
      );
      const talkMs = await talk.shows(ANSWER);
      await stop(talk);
      await stop(dev);

      note('npm run dev once more');
      const again = new Command('dev', '--no-menu', '--profile', PROFILE);
      const secondStartMs = await again.shows(READY);
      again.watchPorts(PROFILE);
      await stop(again);
      return {
        bench: 'developer-day',
        demo: { steps: 1, firstAnswerMs: demoMs },
        callIn: { steps: 2, readyMs, firstAnswerMs: readyMs + callInMs },
        talk: { steps: 2, firstAnswerMs: talkMs },
        ...{ secondStartMs, left },
        seconds: Math.round((performance.now() - startedAt) / 1_000),
        machine: machine(),
      };
    } finally {
      for (const command of Command.running) await command.stop();
      rmSync(profileDirectory(PROFILE), { recursive: true, force: true });
    }
  },
};

/** A root script as a person starts it, stopped as by Ctrl-C. */
class Command {
  static readonly running = new Set<Command>();
  readonly #child: ChildProcess;
  readonly #tree: ProcessTree;
  readonly #exited: Promise<unknown>;
  readonly #startedAt = performance.now();
  #said = '';
  #ports: readonly number[] = [];

  constructor(...args: readonly string[]) {
    const boot = join(root, 'infra', 'local', 'boot.mjs');
    // A group of its own, as a terminal gives one: Ctrl-C reaches all of it.
    this.#child = spawn(process.execPath, [boot, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#tree = new ProcessTree(this.#child.pid ?? 0);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#said += String(data);
      });
    }
    this.#exited = new Promise((resolve) => this.#child.once('exit', resolve));
    Command.running.add(this);
  }

  /** Milliseconds from the start until this is written. */
  async shows(what: RegExp): Promise<number> {
    const shown = (): boolean => what.test(this.#said);
    await until(`${what} to be shown`, shown, { withinMs: WITHIN_MS, everyMs: 20 }).catch((error: Error) => {
      throw new Error(`${error.message}:\n${this.#said.slice(-1_500)}`);
    });
    return Math.round(performance.now() - this.#startedAt);
  }

  watchPorts(profile: string): void {
    const { natsUrl, redisUrl, databaseUrl, gatewayUrl, services } = runningHouse(profile);
    const urls = [natsUrl, redisUrl, databaseUrl, gatewayUrl].map((url) => Number(new URL(url).port));
    this.#ports = [...urls, ...services.map(({ healthPort }) => healthPort)];
  }

  /** Interrupts it unless it has ended, and counts what is left. */
  async stop(): Promise<{ processes: number; ports: number }> {
    Command.running.delete(this);
    if (this.#child.exitCode === null && this.#child.signalCode === null)
      process.kill(-(this.#child.pid ?? 0), 'SIGINT');
    await this.#exited;
    this.#tree.stopWatching();
    const open = await Promise.all(this.#ports.map((port) => isOpen(port)));
    return { processes: this.#tree.survivors().length, ports: open.filter((one) => one).length };
  }
}
