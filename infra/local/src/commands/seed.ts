/** `npm run seed`: sample data anew in a running house. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ofHouse, readCommandLine } from '../command-line.ts';
import { root } from '../paths.ts';
import { runningHouse } from '../running.ts';
import { Trouble } from '../trouble.ts';

const HELP = `npm run seed [-- --seed N] [--house NAME] [--json]

Replaces every row of a running house by sample data: two shops, 200 customers with vehicles, history and visits; the same for
the same seed and day. Calls that are live lose what they hold.
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, { seed: { type: 'string', default: '1' }, ...ofHouse });
  if (given === undefined) return 0;
  const { values } = given;
  const house = runningHouse(values.house);
  const { hostname } = new URL(house.databaseUrl);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') {
    throw new Trouble(
      'BL-1019',
      `the database is not on this machine (${hostname}): sample data would replace somebody's rows`,
      'Unset DATABASE_URL in .env for a database of your own.',
    );
  }
  const script = join(root, 'services', 'crm-tools', 'src', 'seed.ts');
  const result = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: house.databaseUrl,
      BAYLINE_CLOCK_OFFSET_MS: String(house.clockOffsetMs),
      SEED: values.seed,
    },
  });
  if (result.status !== 0) {
    throw new Trouble(
      'BL-1013',
      `the database could not be seeded:\n${result.stdout}${result.stderr}`.trim(),
      'Read the lines above.',
    );
  }
  const { shops, customers, visits, history } = JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '{}');
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ shops, customers, visits, history })}\n`
      : `${shops} shops, ${customers} customers, ${visits} visits, ${history} past visits\n`,
  );
  return 0;
}
