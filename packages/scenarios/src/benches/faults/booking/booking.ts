/** The booking suite: no fault loses a booking, doubles one, or lets a caller believe what is not so. */
import { until } from '@bayline/local';
import { percentile, tenth } from '../../figures.ts';
import { seeded } from '../../random.ts';
import type { SteadfastRecord } from '../steadfast-call.ts';
import type { FaultOptions, FaultSuite } from '../suite.ts';
import { type Ground, openGround } from './ground.ts';
import { type Point, points } from './points.ts';
import { type Judged, judgeCalls, judgeEvents, readCallBacks, readEvents, readRows, toldIn } from './verdict.ts';

/** Facts that were being handled when their consumer died are delivered again after 30 s; meanwhile the next point is struck. */
const SETTLES_WITHIN_MS = 200_000;

export const bookingFaults: FaultSuite = {
  name: 'booking',
  about: 'kills, pauses and vendor faults around every step of a booking, under overlapping calls',
  run: async (options) => {
    const ground = await openGround(seeded(options.seed), options.note);
    try {
      return summary(await tryPoints(ground, options));
    } finally {
      await ground.close();
    }
  },
};

interface PointResult extends Judged {
  readonly point: string;
  readonly trials: number;
  readonly calls: number;
  readonly booked: number;
  /** From each fault to the next confirmation that any caller heard. */
  readonly recoveryMs: readonly number[];
  /** From the last call's end until every event stood. */
  readonly settledMs: number;
  readonly seconds: number;
}

function chosen({ only }: FaultOptions): readonly Point[] {
  const wanted = only === undefined ? points : points.filter(({ name }) => name.includes(only));
  if (wanted.length === 0)
    throw new Error(`No point is named ${only}. There are:\n${points.map(({ name }) => `  ${name}`).join('\n')}`);
  return wanted;
}

/** A point's calls are judged while the next point is struck: what they left needs half a minute to settle. */
async function tryPoints(ground: Ground, options: FaultOptions): Promise<PointResult[]> {
  const results: PointResult[] = [];
  let judging: Promise<void> = Promise.resolve();
  for (const point of chosen(options)) {
    const [struck] = await Promise.all([strike(ground, point, options), judging]);
    judging = judgePoint(ground, struck, options).then((result) => void results.push(result));
  }
  await judging;
  return results;
}

/** What became of a point's trials: the calls that went on meanwhile, and from each fault to the next confirmation. */
interface Struck {
  readonly point: string;
  readonly trials: number;
  readonly records: readonly SteadfastRecord[];
  readonly recoveryMs: readonly number[];
  readonly seconds: number;
}

async function strike(ground: Ground, point: Point, { trials }: FaultOptions): Promise<Struck> {
  const startedAt = performance.now();
  const before = ground.load.records.length;
  const times = trials ?? point.trials;
  ground.faults.length = 0;
  ground.callersDo = point.callersDo;
  ground.load.start();
  await point.run(ground, times);
  await ground.load.stop();
  const records = ground.load.records.slice(before);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { point: point.name, trials: times, records, recoveryMs: recoveries(ground.faults, records), seconds };
}

async function judgePoint(ground: Ground, struck: Struck, { note }: FaultOptions): Promise<PointResult> {
  const { records, ...rest } = struck;
  const judged = await judge(ground, records);
  const booked = records.filter((record) => toldIn(record).length > 0).length;
  const result = { ...rest, calls: records.length, booked, ...judged };
  note(line(result));
  for (const problem of judged.problems) note(`    ${problem}`);
  return result;
}

async function judge(ground: Ground, records: readonly SteadfastRecord[]): Promise<Judged & { settledMs: number }> {
  const callIds = records.map(({ callId }) => callId);
  const endedAt = performance.now();
  const look = async () => {
    const rows = await readRows(ground.pool, callIds);
    return { rows, ...judgeEvents(rows, await readEvents(ground.googleUrl)) };
  };
  const settled = await until(
    'every event to stand as it should',
    async () => {
      const seen = await look();
      return seen.missing.length + seen.doubled.length === 0 && seen;
    },
    { withinMs: SETTLES_WITHIN_MS, everyMs: 500 },
  ).catch(look);
  const settledMs = Math.round(performance.now() - endedAt);
  const { rows, missing, doubled } = settled;
  const calls = judgeCalls(records, rows, await readCallBacks(ground.pool, callIds));
  return {
    ...calls,
    eventsMissing: missing.length,
    eventsDoubled: doubled.length,
    problems: [
      ...calls.problems,
      ...missing.map((one) => `eventsMissing: ${one}`),
      ...doubled.map((one) => `eventsDoubled: ${one}`),
    ],
    settledMs,
  };
}

function recoveries(faults: readonly number[], records: readonly SteadfastRecord[]): number[] {
  const confirmed = records
    .flatMap((record) => (toldIn(record).length === 0 ? [] : record.heard.map(({ atMs }) => atMs)))
    .sort((a, b) => a - b);
  return faults.flatMap((at) => {
    const next = confirmed.find((atMs) => atMs > at);
    return next === undefined ? [] : [next - at];
  });
}

const COUNTERS = ['lost', 'duplicated', 'toldNotStored', 'storedNotTold', 'eventsMissing', 'eventsDoubled'] as const;

function summary(results: readonly PointResult[]): Record<string, unknown> {
  const sum = (count: (result: PointResult) => number): number => results.reduce((all, one) => all + count(one), 0);
  const recovery = results.flatMap(({ recoveryMs }) => recoveryMs);
  return {
    trials: sum(({ trials }) => trials),
    calls: sum(({ calls }) => calls),
    confirmed: sum(({ booked }) => booked),
    ...Object.fromEntries(COUNTERS.map((name) => [name, sum((result) => result[name])])),
    recoveryMs: {
      p50: tenth(percentile(recovery, 0.5)),
      p95: tenth(percentile(recovery, 0.95)),
      max: tenth(Math.max(0, ...recovery)),
    },
    points: results.map(({ problems, recoveryMs: _, ...result }) => ({
      ...result,
      seconds: Math.round(result.seconds),
      ...(problems.length === 0 ? {} : { problems: problems.slice(0, 5) }),
    })),
  };
}

function line(result: PointResult): string {
  const bad = COUNTERS.filter((name) => result[name] > 0).map((name) => `${name} ${result[name]}`);
  const verdict = bad.length === 0 ? 'all zero' : bad.join(', ');
  return `${result.point}: ${result.trials} trials, ${result.calls} calls, ${verdict} (${Math.round(result.seconds)} s)`;
}
