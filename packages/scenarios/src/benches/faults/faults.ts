/** `bench faults --suite <name>`: breaks the house at named points under load and looks at what became of the world. */
import type { Bench } from '../bench.ts';
import { machine } from '../figures.ts';
import { bookingFaults } from './booking/booking.ts';
import { reminderFaults } from './reminders.ts';
import { type FaultSuite, QUICK_TRIALS } from './suite.ts';

const suites: readonly FaultSuite[] = [bookingFaults, reminderFaults];

export const faultsBench: Bench = {
  name: 'faults',
  about: `breaks the house and counts what came of it: ${suites.map(({ name }) => `--suite ${name}`).join(', ')}`,
  run: async ({ suite: name, seed, trials, quick, only, note }) => {
    const suite = suites.find((candidate) => candidate.name === name);
    if (suite === undefined) {
      const list = suites.map((one) => `  --suite ${one.name.padEnd(10)} ${one.about}`).join('\n');
      throw new Error(`${name === undefined ? 'Which suite?' : `There is no suite "${name}".`} There are:\n${list}`);
    }
    const startedAt = performance.now();
    const result = await suite.run({ seed, only, note, trials: quick ? QUICK_TRIALS : trials });
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    return { bench: 'faults', suite: suite.name, seed, ...result, seconds, machine: machine() };
  },
};
