/** `npm test`: all tests once, with one closing summary. Arguments go to jest: `npm test -- services/gateway`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

export async function run(args: string[]): Promise<number> {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      jest,
      '--config',
      join(root, 'jest.config.mjs'),
      ...args,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
