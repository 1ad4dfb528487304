/** `npm run reset`: the data of a house that is not running, gone. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from '../command-line.ts';
import { localDirectory, profileDirectory } from '../paths.ts';
import { runningHouses } from '../running.ts';
import { postgresElsewhere } from '../servers/postgres.ts';
import { Trouble } from '../trouble.ts';

const HELP = `npm run reset [-- --profile NAME | --all] [--json]

Removes what a house keeps in .local: database, queue, streams, logs. The next start begins with fresh sample data.
  --profile NAME   of this house (default: dev)
  --all            of every house that is not running
`;

/** Not a house's, but the bootstrap's. */
const KEPT = new Set(['pnpm', 'compile-cache', 'jest', 'houses', 'coverage']);

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, { all: { type: 'boolean' }, profile: { type: 'string', default: 'dev' } });
  if (given === undefined) return 0;
  const { values } = given;
  const running = new Set(runningHouses().map((house) => house.profile));
  if (values.all !== true && running.has(values.profile)) {
    throw new Trouble(
      'BL-1020',
      `the house "${values.profile}" is running`,
      'Stop it with Ctrl-C where it runs, then reset.',
    );
  }
  const wanted = values.all === true ? houses().filter((name) => !running.has(name)) : [values.profile];
  const removed = wanted.filter((name) => existsSync(profileDirectory(name)));
  for (const name of wanted) remove(name);
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ removed })}\n`
      : `${removed.length === 0 ? 'nothing was kept' : `removed: ${removed.join(', ')}`}\n`,
  );
  return 0;
}

function houses(): string[] {
  return readdirSync(localDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !KEPT.has(entry.name))
    .map((entry) => entry.name);
}

function remove(profile: string): void {
  const directory = profileDirectory(profile);
  rmSync(directory, { recursive: true, force: true });
  rmSync(postgresElsewhere(join(directory, 'postgres')), { recursive: true, force: true });
}
