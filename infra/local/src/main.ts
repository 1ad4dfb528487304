/** Every root script, once the dependencies are there: `npm run <command>` arrives here as its first argument. */
import { join } from 'node:path';
import { stopAllHouses } from './house.ts';
import { root } from './paths.ts';

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
  test: { about: 'runs all tests once', file: `${local}/test.ts` },
  verify: { about: 'format, lint, types, import rule, docs that must match', file: `${local}/verify.ts` },
  bench: { about: 'measures: npm run bench -- <name> --json', file: `${scenarios}/bench.ts` },
  call: { about: 'places a simulated call: npm run call -- <story>', file: `${scenarios}/call.ts` },
  scenarios: { about: 'plays the stories: npm run scenarios -- --json', file: `${scenarios}/scenarios.ts` },
  'real-callers': {
    about: 'plays recorded customers and scores what was booked',
    file: `${scenarios}/real-callers.ts`,
  },
  simulators: { about: 'runs the simulated providers alone', file: `${local}/simulators.ts` },
  real: { about: 'plays stories against the real providers whose keys are set', file: `${scenarios}/real.ts` },
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    const list = Object.entries(commands).map(([key, { about }]) => `  npm run ${key.padEnd(11)} ${about}`);
    process.stderr.write(`There is no command "${name}". There are:\n${list.join('\n')}\n`);
    return 2;
  }
  const { run } = (await import(join(root, command.file))) as { run: (args: string[]) => Promise<number> };
  return run(args);
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    process.stderr.write('\n  stopping ...\n');
    void stopAllHouses().finally(() => process.exit(130));
  });
}

try {
  const code = await main();
  await stopAllHouses();
  process.exit(code);
} catch (error) {
  await stopAllHouses();
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.BAYLINE_DEBUG !== undefined) console.error(error);
  process.exit(1);
}
