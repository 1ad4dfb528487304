/** `npm run simulators`: the simulated providers alone, and the environment lines that point any client at them. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

const HELP = `npm run simulators

Runs Twilio, Deepgram, OpenAI, Google and NHTSA on loopback until Ctrl-C, and prints the environment lines that point a
client at them. Settings: packages/simulators/README.md.
`;

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const main = join(root, 'packages', 'simulators', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
}
