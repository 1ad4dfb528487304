/** `npm run bench -- <name> --json`: measures; one JSON object is the last line of stdout, progress goes to stderr. */
import { parseArgs } from 'node:util';
import { bargeInBench } from '../benches/barge-in.ts';
import type { Bench } from '../benches/bench.ts';
import { bookingRaceBench } from '../benches/booking-race.ts';
import { busBench } from '../benches/bus.ts';
import { capacityBench } from '../benches/capacity.ts';
import { crossingsBench } from '../benches/crossings.ts';
import { developerDayBench } from '../benches/developer-day.ts';
import { faultsBench } from '../benches/faults/faults.ts';
import { footprintBench } from '../benches/footprint.ts';
import { fuzzBench } from '../benches/fuzz.ts';
import { greetingBench } from '../benches/greeting.ts';
import { figuresOf } from '../benches/headlines.ts';
import { keepResult, type Result } from '../benches/kept-results.ts';
import { mediaBench } from '../benches/media.ts';
import { overloadBench } from '../benches/overload.ts';
import { propertiesBench } from '../benches/properties.ts';
import { remindersBench } from '../benches/reminders.ts';
import { reportBench } from '../benches/report.ts';
import { scaleBench } from '../benches/scale.ts';
import { soakBench } from '../benches/soak.ts';
import { toolsBench } from '../benches/tools.ts';
import { turnBench } from '../benches/turn.ts';

const benches: readonly Bench[] = [
  turnBench,
  greetingBench,
  bargeInBench,
  mediaBench,
  busBench,
  capacityBench,
  overloadBench,
  scaleBench,
  soakBench,
  footprintBench,
  fuzzBench,
  bookingRaceBench,
  toolsBench,
  propertiesBench,
  remindersBench,
  crossingsBench,
  faultsBench,
  developerDayBench,
  reportBench,
];

/** What `all` runs: the figures that are quoted, each with its yardstick, in about a quarter of an hour. */
const everyday: readonly Bench[] = [turnBench, greetingBench, bargeInBench, mediaBench, busBench, footprintBench];

const HELP = `npm run bench -- <name> [options]

${benches.map((bench) => `  ${bench.name.padEnd(12)} ${bench.about}`).join('\n')}
  all          ${everyday.map(({ name }) => name).join(', ')}: a table, and their results in one object

  --clients N   how many callers want one time (booking-race)   default 32
  --slots N     how many bay-times they race for (booking-race) default 1000
  --calls N     how many calls at once (media: see --sizes)     default 10
  --due N       how many reminders are due (reminders)          default 1000
  --frames N    how many hostile frames (fuzz)                  default 100000
  --runs N      runs whose medians are told (turn, media)       default 1
  --minutes N   how long it goes on (media, soak)               default 1
  --sizes A,B   how many lines at once (media)                  default 300,700
  --profile P   eager, balanced or patient (turn)               default balanced
  --webhook URL measure another application at the phone's edge (turn)
  --token T     the auth token that application knows            default a simulated one
  --seed N      seed of everything drawn at random              default 1
  --suite S     which suite (faults)
  --trials T    trials of each point (faults)                   default the suite's own list
  --quick       10 trials of each point (faults)
  --only P      only points whose name holds P (faults)
  --json        one JSON object as the last line of stdout, not indented
  --help        with a name: what the fields of its result mean
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      calls: { type: 'string', default: '10' },
      clients: { type: 'string', default: '32' },
      slots: { type: 'string', default: '1000' },
      due: { type: 'string', default: '1000' },
      frames: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '1' },
      sizes: { type: 'string', default: '300,700' },
      profile: { type: 'string', default: 'balanced' },
      webhook: { type: 'string' },
      token: { type: 'string' },
      suite: { type: 'string' },
      trials: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const [name] = positionals;
  const chosen = name === 'all' ? everyday : benches.filter((candidate) => candidate.name === name);
  const [bench] = chosen;
  if (values.help === true && bench?.fields !== undefined) {
    process.stderr.write(`${bench.name}: ${bench.about}\n\n${fieldsOf(bench.fields)}\n`);
    return 0;
  }
  if (values.help === true || bench === undefined) {
    process.stderr.write(name === undefined || values.help === true ? HELP : `There is no bench "${name}".\n\n${HELP}`);
    return values.help === true ? 0 : 2;
  }
  const options = {
    calls: wholeNumber('--calls', values.calls),
    clients: wholeNumber('--clients', values.clients),
    slots: wholeNumber('--slots', values.slots),
    due: wholeNumber('--due', values.due),
    frames: wholeNumber('--frames', values.frames),
    seed: wholeNumber('--seed', values.seed),
    runs: wholeNumber('--runs', values.runs),
    minutes: wholeNumber('--minutes', values.minutes),
    sizes: values.sizes.split(',').map((size) => wholeNumber('--sizes', size)),
    profile: values.profile,
    webhook: values.webhook ?? null,
    token: values.token ?? null,
    suite: values.suite,
    trials: values.trials === undefined ? undefined : wholeNumber('--trials', values.trials),
    quick: values.quick,
    only: values.only,
    quiet: false,
    note: (line: string) => void process.stderr.write(`  ${line}\n`),
  };
  const results: Result[] = [];
  for (const each of chosen) {
    const result = await each.run(options);
    if (each !== reportBench) keepResult(each.name, result, new Date());
    process.stderr.write(tableOf(each.name, result));
    results.push(result);
  }
  const told = name === 'all' ? { bench: 'all', results } : results[0];
  process.stdout.write(`${JSON.stringify(told, null, values.json === true ? 0 : 2)}\n`);
  return 0;
}

function tableOf(name: string, result: Result): string {
  const rows = figuresOf(name, result).map(({ what, value }) => `  ${name.padEnd(10)} ${what.padEnd(48)} ${value}`);
  return rows.length === 0 ? '' : `\n${rows.join('\n')}\n`;
}

function fieldsOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, meaning]) => `  ${name.padEnd(18)} ${meaning}`)
    .join('\n');
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} must be a whole number above 0, not "${text}"`);
  return value;
}
