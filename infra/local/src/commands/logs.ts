/** `npm run logs`: what the processes of a house write, all together or by service or call, live or what there is. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { formatLogLine } from '../log-line.ts';
import { runningHouse } from '../running.ts';

const HELP = `npm run logs [-- options]

What the processes of a running house have logged, in the order of time.
  --service NAME   gateway, speech, dialogue, crm-tools, calendar, reminder, simulators, nats, redis, postgres, tunnel; all
  --call ID        only lines about this call
  --level NAME     only this severe or worse: debug, info, warn, error
  --lines N        the last N lines (default 40)
  --follow         goes on with new lines until Ctrl-C
  --house NAME     of this house
  --json           the lines as they were written (JSON of the services)
`;

const LOOK_MS = 200;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    follow: { type: 'boolean' },
    service: { type: 'string', default: 'all' },
    call: { type: 'string' },
    level: { type: 'string', default: 'debug' },
    lines: { type: 'string', default: '40' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  const { directory } = runningHouse(values.house);
  const wanted = { call: values.call, level: values.level };
  const show = (lines: readonly { source: string; text: string }[]): void => {
    for (const { source, text } of lines) {
      const shown = formatLogLine(source, text, wanted);
      if (shown !== undefined) process.stdout.write(`${values.json === true ? text : shown}\n`);
    }
  };
  const tails = new Map<string, Tail>();
  const read = (): { source: string; text: string }[] => {
    for (const file of logFiles(directory, values.service)) if (!tails.has(file)) tails.set(file, new Tail(file));
    return [...tails.values()]
      .flatMap((tail) => tail.read().map((text) => ({ source: tail.source, text })))
      .sort(byTime);
  };
  show(
    read()
      .filter(({ source, text }) => formatLogLine(source, text, wanted) !== undefined)
      .slice(-Number(values.lines)),
  );
  while (values.follow === true) {
    // Files that other processes append to tell nobody: looking again is portable.
    await sleep(LOOK_MS);
    show(read());
  }
  return 0;
}

/** The log files of one source, or of all. */
function logFiles(directory: string, service: string): string[] {
  const folders = [join(directory, 'logs'), directory, join(directory, 'nats'), join(directory, 'redis')];
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.log'))
        .map((file) => join(folder, file)),
    );
  return files.filter((file) => service === 'all' || sourceOf(file) === service);
}

/** `logs/gateway-0.log` is the gateway's. */
function sourceOf(file: string): string {
  return basename(file, '.log').replace(/-\d+$/, '');
}

/** What a file has gained since it was last read. */
class Tail {
  readonly source: string;
  readonly #file: string;
  #at = 0;
  #rest = '';

  constructor(file: string) {
    this.#file = file;
    this.source = sourceOf(file);
  }

  read(): string[] {
    const file = openSync(this.#file, 'r');
    const { size } = fstatSync(file);
    if (size < this.#at) this.#at = 0;
    const bytes = Buffer.alloc(size - this.#at);
    readSync(file, bytes, 0, bytes.length, this.#at);
    closeSync(file);
    this.#at = size;
    const lines = (this.#rest + bytes.toString('utf8')).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '');
  }
}

function byTime(a: { text: string }, b: { text: string }): number {
  return timeOf(a.text).localeCompare(timeOf(b.text));
}

function timeOf(text: string): string {
  return /"time":"([^"]+)"/.exec(text)?.[1] ?? '';
}
