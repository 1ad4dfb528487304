/**
 * `npm test`: all tests once, with one closing summary. Arguments go to jest: `npm test -- services/gateway`; with `--coverage`
 * the rooms are told how much of them was run.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { coverageByRoom, readCoverage } from '../coverage.ts';
import { localDirectory, root } from '../paths.ts';

export async function run(args: string[]): Promise<number> {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      // The Deepgram SDK imports by evaluated text; from the cache, that text belongs to a test file that has ended.
      '--no-compilation-cache',
      '--disable-warning=ExperimentalWarning',
      jest,
      '--config',
      join(root, 'jest.config.mjs'),
      ...args,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const code = await new Promise<number>((resolve) =>
    child.once('exit', (given, signal) => {
      if (signal !== null) process.stderr.write(`jest was ended by ${signal}\n`);
      resolve(given ?? 1);
    }),
  );
  if (args.includes('--coverage')) tellCoverage(args.filter((arg) => !arg.startsWith('-')));
  return code;
}

function tellCoverage(asked: readonly string[]): void {
  for (const { room, files, lines, branches } of coverageByRoom(
    readCoverage(join(localDirectory, 'coverage', 'coverage-summary.json')),
    root,
    asked,
  )) {
    process.stdout.write(`${room.padEnd(24)} ${files} files, lines ${lines} %, branches ${branches} %\n`);
  }
}
