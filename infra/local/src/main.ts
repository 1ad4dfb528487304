/** Every root script, once the dependencies are there: `npm run <command>` arrives here as its first argument. */
import { join } from 'node:path';
import { stopAllHouses } from './house.ts';
import { interruptsAreHeld } from './interrupts.ts';
import { root } from './paths.ts';
import { killLeftovers } from './processes.ts';
import { describeTrouble } from './trouble.ts';

interface Command {
  readonly about: string;
  /** The file that carries it out, exporting `run(args): Promise<number>`. */
  readonly file: string;
}

const scenarios = 'packages/scenarios/src/commands';
const local = 'infra/local/src/commands';

const commands: Readonly<Record<string, Command>> = {
  demo: { about: 'starts everything and answers one simulated call', file: `${scenarios}/demo.ts` },
  dev: { about: 'starts everything and reloads services when their files change', file: `${local}/dev.ts` },
  setup: { about: 'asks for real providers’ keys, tests them, writes .env', file: `${local}/setup.ts` },
  doctor: { about: 'is everything as it should be? what mends it?', file: `${local}/doctor.ts` },
  services: { about: 'the services of a running house: state, ports, restarts', file: `${local}/services.ts` },
  talk: { about: 'type to the receptionist', file: `${scenarios}/talk.ts` },
  'call-in': { about: 'a call by voice into the running house', file: `${scenarios}/call-in.ts` },
  'call-out': { about: 'the receptionist calls a customer, and you answer', file: `${scenarios}/call-out.ts` },
  remind: { about: 'a reminder call with rescheduling', file: `${scenarios}/remind.ts` },
  chaos: { about: 'kills or pauses a service while calls run, and counts', file: `${scenarios}/chaos.ts` },
  calls: { about: 'the latest calls of a running house', file: `${local}/calls.ts` },
  'call-log': { about: 'a transcript with the waterfall of every turn', file: `${local}/call-log.ts` },
  tap: { about: 'every message of a call, live', file: `${local}/tap.ts` },
  tasks: { about: 'what people must do: npm run tasks -- list | done', file: `${local}/tasks.ts` },
  logs: { about: 'what the processes of a house write', file: `${local}/logs.ts` },
  seed: { about: 'sample data anew in a running house', file: `${local}/seed.ts` },
  reset: { about: 'removes what a house keeps', file: `${local}/reset.ts` },
  test: { about: 'runs all tests once', file: `${local}/test.ts` },
  verify: { about: 'format, lint, types, import rule, docs that must match', file: `${local}/verify.ts` },
  bench: { about: 'measures: npm run bench -- <name> --json', file: `${scenarios}/bench.ts` },
  call: { about: 'places a simulated call: npm run call -- <story>', file: `${scenarios}/call.ts` },
  scenarios: { about: 'plays the stories: npm run scenarios -- --json', file: `${scenarios}/scenarios.ts` },
  'real-callers': {
    about: 'plays recorded customers and scores what was booked',
    file: `${scenarios}/real-callers.ts`,
  },
  reconcile: { about: 'compares appointments and calendars, and repairs both', file: `${local}/reconcile.ts` },
  'dead-letters': {
    about: 'lists, shows, retries and drops what could not be handled',
    file: `${local}/dead-letters.ts`,
  },
  simulators: { about: 'runs the simulated providers alone', file: `${local}/simulators.ts` },
  real: { about: 'plays stories against the real providers whose keys are set', file: `${scenarios}/real.ts` },
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    const list = Object.entries(commands).map(([key, { about }]) => `  npm run ${key.padEnd(12)} ${about}`);
    process.stderr.write(`BL-1022 There is no command "${name}". There are:\n${list.join('\n')}\n`);
    return 2;
  }
  const { run } = (await import(join(root, command.file))) as { run: (args: string[]) => Promise<number> };
  return run(args);
}

/** An option that does not exist, or lacks its value. */
function isMisuse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** A Ctrl-C may arrive twice: from the terminal, and passed on by the bootstrap. */
const SAME_MS = 500;
let stoppingSince: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && interruptsAreHeld()) return;
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_MS) void killLeftovers().finally(() => process.exit(130));
      return;
    }
    stoppingSince = performance.now();
    process.stderr.write('\n  stopping ...\n');
    void stopAllHouses().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });
}

try {
  const code = await main();
  await stopAllHouses();
  process.exit(code);
} catch (error) {
  // What fails while a signal stops the house is no news: the one who stops it ends the process.
  if (stoppingSince !== undefined) await new Promise(() => {});
  await stopAllHouses();
  process.stderr.write(`\n${describeTrouble(error)}\n`);
  if (process.env.BAYLINE_DEBUG !== undefined) console.error(error);
  process.exit(isMisuse(error) ? 2 : 1);
}
