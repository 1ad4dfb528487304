/** `npm run doctor`: looks at everything that must be right, says why it matters and what mends it. */
import { ofHouse, readCommandLine } from '../command-line.ts';
import { look } from '../doctor/check.ts';
import { allChecks } from '../doctor/checks.ts';
import { openContext } from '../doctor/context.ts';
import { startHouse } from '../house.ts';
import { readOwnEnvironment } from '../own-keys.ts';
import { createProgress } from '../progress.ts';
import { Trouble } from '../trouble.ts';

const HELP = `npm run doctor [-- options]

${allChecks.length} checks of the machine, the servers, the running house and the real providers: what was seen, and for what is wrong
why it matters and the command that mends it. Exits with 1 when something is wrong.

  --only a,b,c   only these checks
  --start        starts a house of its own first, so that nothing is skipped for want of one
  --house NAME   looks at this house
  --list         only names the checks
  --json         one JSON object: { checks: [{ id, ok, why, mend, saw, skipped }], failed }
`;

export async function run(args: string[]): Promise<number> {
  const given = readCommandLine(args, HELP, {
    list: { type: 'boolean' },
    start: { type: 'boolean' },
    only: { type: 'string' },
    ...ofHouse,
  });
  if (given === undefined) return 0;
  const { values } = given;
  if (values.list === true) {
    process.stdout.write(`${allChecks.map(({ id, why }) => `${id.padEnd(20)} ${why}`).join('\n')}\n`);
    return 0;
  }
  const checks = chosenChecks(values.only);
  const house =
    values.start === true
      ? await startHouse({
          profile: 'doctor',
          progress: createProgress(values.json === true),
          own: readOwnEnvironment(),
        })
      : undefined;
  const context = openContext(house?.profile ?? values.house);
  const results = await Promise.all(
    checks.map(async (check) => {
      const { ok, saw, skipped = false } = await look(check, context);
      return { id: check.id, ok, why: check.why, mend: check.mend, saw, skipped };
    }),
  );
  await house?.stop();
  const failed = results.filter(({ ok }) => !ok).length;
  if (values.json === true) process.stdout.write(`${JSON.stringify({ checks: results, failed })}\n`);
  else process.stdout.write(`${results.flatMap(render).join('\n')}\n\n${summary(results)}\n`);
  return failed === 0 ? 0 : 1;
}

interface Result {
  readonly id: string;
  readonly ok: boolean;
  readonly why: string;
  readonly mend: string;
  readonly saw: string;
  readonly skipped: boolean;
}

function chosenChecks(only: string | undefined): typeof allChecks {
  if (only === undefined) return allChecks;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.filter((id) => !allChecks.some((check) => check.id === id));
  if (unknown.length === 0) return allChecks.filter(({ id }) => wanted.includes(id));
  throw new Trouble(
    'BL-1021',
    `the doctor knows no ${unknown.join(', ')}`,
    'npm run doctor -- --list names the checks.',
  );
}

function render({ id, ok, why, mend, saw, skipped }: Result): string[] {
  const mark = skipped ? '–' : ok ? '✓' : '✗';
  const line = `${mark} ${id.padEnd(20)} ${saw}`;
  return ok ? [line] : [line, `    why   ${why}`, `    mend  ${mend}`];
}

function summary(results: readonly Result[]): string {
  const count = (fits: (result: Result) => boolean): number => results.filter(fits).length;
  const skippedCount = count(({ skipped }) => skipped);
  return `${count(({ ok, skipped }) => ok && !skipped)} well, ${count(({ ok }) => !ok)} wrong, ${skippedCount} skipped`;
}
