/** `npm run verify`: everything but the tests. `--fix` mends what can be mended by itself. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeSnapshot } from '@bayline/contracts';
import { root } from '../paths.ts';
import { brokenNames, generatedDocuments, staleDocuments, writeDocuments } from '../verify/documents.ts';
import { importViolations } from '../verify/import-rule.ts';
import { readSources } from '../verify/sources.ts';

const HELP = `npm run verify [-- --fix | --release]

Checks format, lint, types, the import rule and the documents that are generated from the sources.
  --fix      formats, and writes the generated documents anew
  --release  also takes the contracts as they are for the snapshot that later ones are compared with
`;

interface Check {
  readonly name: string;
  /** What is wrong, one line each; nothing when all is well. */
  readonly run: () => Promise<string[]> | string[];
}

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const fix = args.includes('--fix');
  if (args.includes('--release')) releaseSnapshot();
  if (fix) writeDocuments(await generatedDocuments());
  let failed = 0;
  for (const check of checks(fix)) {
    const startedAt = performance.now();
    const problems = await check.run();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${check.name} (${seconds} s)\n`);
    for (const problem of problems) process.stdout.write(`      ${problem}\n`);
    if (problems.length > 0) failed += 1;
  }
  process.stdout.write(failed === 0 ? 'verify: all is well\n' : `verify: ${failed} check(s) failed\n`);
  return failed === 0 ? 0 : 1;
}

function checks(fix: boolean): Check[] {
  return [
    {
      name: 'format and lint',
      run: () => command('biome', ['check', ...(fix ? ['--write'] : []), '--error-on-warnings', '.']),
    },
    {
      name: 'types',
      run: () =>
        command('turbo', ['run', 'types', '--output-logs=errors-only', '--log-order=grouped', '--concurrency=2']),
    },
    { name: 'import rule', run: () => importViolations(readSources()) },
    {
      name: 'generated documents',
      run: async () =>
        staleDocuments(await generatedDocuments()).map((path) => `${path} is stale: npm run verify -- --fix`),
    },
    { name: 'files that documents name', run: () => brokenNames() },
  ];
}

function command(name: string, args: readonly string[]): string[] {
  const result = spawnSync(join(root, 'node_modules', '.bin', name), args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
  });
  if (result.status === 0) return [];
  return `${result.stdout}${result.stderr}`.trim().split('\n');
}

function releaseSnapshot(): void {
  const file = join(root, 'packages', 'contracts', 'contracts.snapshot.json');
  writeFileSync(file, `${JSON.stringify(takeSnapshot(), null, 1)}\n`);
}
