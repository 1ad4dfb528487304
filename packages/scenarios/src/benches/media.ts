/**
 * `bench media`: what call audio costs and how evenly it runs, against a bare `ws` echo server in the same run. The gateway is
 * a process of the house; speech and dialogue are a null peer that sends back what is heard, or speaks without end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, type House, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { machine, median, percentile, percentiles, share, tenth } from './figures.ts';
import { keysOf } from './line.ts';
import { echoLines, houseLines } from './media-lines.ts';
import { pacing } from './pacing.ts';
import { cpuMs, startNode } from './side-process.ts';
import { type OnFrame, sendFrames, type WireLine } from './wire-phone.ts';

/** A window at each size; the first seconds of it do not count. */
const WINDOW_MS = 8_000;
const WARM_UP_MS = 2_000;
/** More than this, and the caller hears it. */
const LATEST_MS = 20;
/** A window in which the generator itself was later than this says nothing about anybody. */
const GENERATOR_LATE_MS = 3;

export const mediaBench: Bench = {
  name: 'media',
  about: 'call audio against a bare ws echo: calls per core, cost per frame, relay, jitter, drift',
  run: async (options) => {
    const house = await startHouse({
      profile: 'bench',
      progress: createProgress(options.quiet),
      now: HOUSE_NOW,
      instances: { speech: 0, dialogue: 0 },
      perService: {
        gateway: {
          MAX_CALLS: '10000',
          MAX_CALLS_PER_DAY: '1000000',
          MAX_CALLS_PER_NUMBER_PER_HOUR: '100000',
          MAX_EVENT_LOOP_DELAY_MS: '10000',
          MAX_WAITING_SOCKETS_PER_ADDRESS: '10000',
          // The first line is silent until the last has called.
          IDLE_LIMIT_MS: '120000',
        },
      },
    });
    try {
      const sizes = await atSizes(options, house);
      return { bench: 'media', ...summarise(sizes), sizes, ...(await pacing(options, house)), machine: machine() };
    } finally {
      await house.stop();
    }
  },
};

interface Measured {
  readonly subject: 'house' | 'echo';
  readonly calls: number;
  readonly lateMs: { p50: number; p95: number; p99: number };
  /** Of the one process that faces the phones. */
  readonly frontCpu: number;
  /** Of everything the audio passes. */
  readonly cpu: number;
  readonly microsecondsPerFrame: number;
  readonly lost: number;
  readonly generatorLateP99Ms: number;
}

/** Control and subject in turn, so many runs at each size. */
async function atSizes(options: BenchOptions, house: House): Promise<Measured[]> {
  const echo = await startNode(house, 'echo-server', []);
  const peer = await startNode(house, 'null-peer', [house.servers.nats.url, 'echo']);
  const echoUrl = `ws://127.0.0.1:${echo.ready.port}`;
  const measured: Measured[] = [];
  try {
    for (const calls of options.sizes) {
      for (let run = 0; run < options.runs; run += 1) {
        options.note(`${calls} lines, run ${run + 1} of ${options.runs}: the bare echo`);
        measured.push(await measure('echo', (onFrame) => echoLines(calls, echoUrl, onFrame), [echo.pid]));
        options.note(`${calls} lines, run ${run + 1} of ${options.runs}: the house`);
        const gateway = house.instancesOf('gateway')[0]?.process.pid ?? 0;
        const nats = house.servers.nats.process?.pid ?? 0;
        const pids = [gateway, nats, peer.pid];
        measured.push(await measure('house', (onFrame) => houseLines(calls, keysOf(house), onFrame), pids));
      }
    }
  } finally {
    await echo.stop();
    await peer.stop();
  }
  return measured;
}

async function measure(
  subject: Measured['subject'],
  openLines: (onFrame: OnFrame) => Promise<WireLine[]>,
  pids: readonly number[],
): Promise<Measured> {
  const late: number[] = [];
  let measuring = false;
  let dueAt: ((index: number, sequence: number) => number) | undefined;
  const indexOf = new Map<WireLine, number>();
  const lines = await openLines((line, sequence, now) => {
    if (measuring) late.push(now - (dueAt?.(indexOf.get(line) ?? 0, sequence) ?? now));
  });
  for (const [index, line] of lines.entries()) indexOf.set(line, index);
  const sending = sendFrames(lines, WARM_UP_MS + WINDOW_MS);
  dueAt = sending.dueAt;
  await sleep(WARM_UP_MS);
  measuring = true;
  const before = pids.map(cpuMs);
  const from = performance.now();
  const generatorLate = await sending.late;
  measuring = false;
  const tookMs = performance.now() - from;
  const spent = pids.map((pid, index) => cpuMs(pid) - (before[index] ?? 0));
  // The last frames are still on their way.
  await sleep(300);
  const lost = lines.reduce((sum, line) => sum + Math.max(0, line.sent - line.received), 0);
  for (const line of lines) line.close();
  await sleep(OVER_AFTER_MS);
  const cpu = spent.reduce((sum, ms) => sum + ms, 0);
  return {
    subject,
    calls: lines.length,
    lateMs: percentiles(late),
    frontCpu: share((spent[0] ?? 0) / tookMs),
    cpu: share(cpu / tookMs),
    microsecondsPerFrame: tenth((cpu * 1_000) / Math.max(1, late.length)),
    lost,
    generatorLateP99Ms: tenth(percentile(generatorLate, 0.99)),
  };
}

/** Calls whose sockets are gone are over by then. */
const OVER_AFTER_MS = 2_500;

/** `calls` and `echoCalls`: calls per core of the process at the phones, at the largest size whose frames were in time. */
function summarise(measured: readonly Measured[]): Record<string, unknown> {
  const fair = measured.filter(({ generatorLateP99Ms }) => generatorLateP99Ms <= GENERATOR_LATE_MS);
  const used = fair.length > 0 ? fair : measured;
  const perCore = (subject: Measured['subject']): number => {
    const inTime = used.filter((each) => each.subject === subject && each.lateMs.p99 <= LATEST_MS);
    const largest = Math.max(...inTime.map(({ calls }) => calls));
    return Math.round(
      median(inTime.filter(({ calls }) => calls === largest).map((each) => each.calls / each.frontCpu)),
    );
  };
  const [calls, echoCalls] = [perCore('house'), perCore('echo')];
  const cpuRatio: Record<string, number> = {};
  const relayMs: Record<string, unknown> = {};
  for (const size of new Set(used.map((each) => each.calls))) {
    const of = (subject: Measured['subject']): Measured[] =>
      used.filter((each) => each.subject === subject && each.calls === size);
    const cost = (subject: Measured['subject']): number => median(of(subject).map((each) => each.microsecondsPerFrame));
    cpuRatio[size] = share(cost('house') / cost('echo'));
    const late = of('house').map(({ lateMs }) => lateMs);
    relayMs[size] = { p50: median(late.map(({ p50 }) => p50)), p99: median(late.map(({ p99 }) => p99)) };
  }
  return {
    calls,
    echoCalls,
    callsRatio: share(calls / echoCalls),
    cpuRatio,
    relayMs,
    disturbed: fair.length < measured.length,
  };
}
