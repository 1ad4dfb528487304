/** `bench properties`: the property tests of bookings, calendars and reminders, with many more runs than the test suite has time for. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '@bayline/local';
import type { Bench } from './bench.ts';
import { machine } from './figures.ts';

const RUNS = 10_000;
/** Tests that take their number of runs from PROPERTY_RUNS. */
const PROPERTIES = [
  'services/crm-tools/src/changes/interleaving.test.ts',
  'services/calendar/src/following.test.ts',
  'services/crm-tools/src/consent/permission.test.ts',
];

export const propertiesBench: Bench = {
  name: 'properties',
  about: `${RUNS.toLocaleString('en-US')} interleavings of holds, commits, retries, kills and two owners: one effect per wish; as many orders and repetitions of facts: one calendar; as many reminders: no forbidden call`,
  fields: {
    runs: 'generated stories of each property',
    held: 'whether every property held; the counterexample is told on stderr',
    seconds: 'how long it took',
  },
  run: async () => {
    const startedAt = performance.now();
    const code = await runTests();
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    return { bench: 'properties', runs: RUNS, properties: PROPERTIES, held: code === 0, seconds, machine: machine() };
  },
};

/** Standard output belongs to the result. */
function runTests(): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'infra', 'local', 'boot.mjs'), 'test', ...PROPERTIES], {
    env: { ...process.env, PROPERTY_RUNS: String(RUNS) },
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
