/**
 * `bench capacity`: whole conversations, raised step by step until a limit breaks, everything on this machine, the simulators
 * and the callers included. The curve shows how the figures move; what each process used shows the next bottleneck.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { replyPiece } from '@bayline/contracts';
import { createProgress, type House, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { openStage, type Stage } from '../stage.ts';
import type { BareLateness } from './bare-clock.ts';
import type { Bench } from './bench.ts';
import { Crowd, gatewayCounter, hasFailed, TickLateness, type Use, wasRefused, watchUse } from './crowd.ts';
import { machine, percentile, tenth } from './figures.ts';
import { askInside, loading } from './inside.ts';
import type { Profiled } from './profiler.ts';
import { providerMs, readRhythm } from './rhythm.ts';
import { startNode } from './side-process.ts';

const WINDOW_MS = 20_000;
/** New callers have been greeted and have asked once by then, and code that has never run has run. */
const SETTLE_MS = 22_000;
const MOST_CALLS = 600;
/** The calls of the last step go on while it is looked at what the services do. */
const PROFILE_MS = 5_000;
const LIMITS = { lateP99Ms: 20, addedP95Ms: 100, lostFrames: 0, underruns: 0, failedCalls: 0 };
/** A line that was dry for a moment is a limit, and tells little of what comes next: the curve goes on until another breaks. */
const GOES_ON: readonly string[] = ['underruns'];

interface StepFigures {
  readonly calls: number;
  readonly lateP99Ms: number;
  readonly addedP50Ms: number;
  readonly addedP95Ms: number;
  /** Spoken audio that was never played. */
  readonly lostFrames: number;
  /** Lines that ran dry for a moment in the middle of a reply. */
  readonly underruns: number;
  readonly failedCalls: number;
  readonly refusedCalls: number;
  readonly turns: number;
  readonly perService: readonly Use[];
  /** Of a process that only waits, on the same machine at the same time. */
  readonly bareClock: BareLateness;
}

export const capacityBench: Bench = {
  name: 'capacity',
  about: 'whole conversations, raised by --calls a step until a limit breaks',
  run: async ({ calls: step, quiet, note }) => {
    const house = await startHouse({
      profile: 'bench',
      progress: createProgress(quiet),
      now: HOUSE_NOW,
      environment: { MAX_EVENT_LOOP_DELAY_MS: '10000', MAX_CALLS: '2000', MAX_CALLS_PER_DAY: '1000000' },
      nodeFlags: [loading('profiler')],
      // What is ours is defined without asking ahead (docs/performance.md).
      perService: { dialogue: { DIALOGUE_SPECULATION: 'false', DIALOGUE_MOST_CALLS: '2000' } },
    });
    const stage = await openStage(house);
    const clock = await startNode(house, 'bare-clock', []);
    try {
      const rhythm = await readRhythm(house.simulators.environment);
      const added = hearAdded(stage, (piece) => providerMs(rhythm, piece));
      const crowd = new Crowd(stage.phone);
      const lateness = new TickLateness(house);
      const curve: StepFigures[] = [];
      let ends = false;
      for (let calls = step; !ends && calls <= MOST_CALLS; calls += step) {
        await crowd.grow(calls);
        await sleep(SETTLE_MS);
        await lateness.p99();
        await clock.ask();
        const use = watchUse(house);
        const lostBefore = await lostFrames(house);
        const dryBefore = await gatewayCounter(house, 'gateway_underruns_total');
        const talksBefore = crowd.talks.length;
        added.length = 0;
        await sleep(WINDOW_MS);
        const talks = crowd.talks.slice(talksBefore);
        const figures: StepFigures = {
          calls,
          lateP99Ms: await lateness.p99(),
          addedP50Ms: tenth(percentile(added, 0.5)),
          addedP95Ms: tenth(percentile(added, 0.95)),
          lostFrames: (await lostFrames(house)) - lostBefore,
          underruns: (await gatewayCounter(house, 'gateway_underruns_total')) - dryBefore,
          failedCalls: talks.filter(hasFailed).length,
          refusedCalls: talks.filter(wasRefused).length,
          turns: added.length,
          perService: use(),
          bareClock: (await clock.ask()) as BareLateness,
        };
        curve.push(figures);
        const broken = brokenLimits(figures);
        ends = broken.some((limit) => !GOES_ON.includes(limit));
        note(
          `${calls} calls: late p99 ${figures.lateP99Ms} ms, added p50 ${figures.addedP50Ms} p95 ${figures.addedP95Ms} ms, ${figures.underruns} underruns, ${figures.failedCalls} failed${broken.length > 0 ? `; broken: ${broken.join(', ')}` : ''}`,
        );
      }
      note('where the time goes with so many calls');
      const profiles = await askInside<Profiled>(house, { type: 'profile', ms: PROFILE_MS }, 'profiled');
      crowd.stop();
      const broke = curve.findIndex((figures) => brokenLimits(figures).length > 0);
      const last = broke < 0 ? curve.at(-1) : curve[broke - 1];
      return {
        bench: 'capacity',
        calls: last?.calls ?? 0,
        limit: LIMITS,
        brokenBy: broke < 0 ? [] : brokenLimits(curve[broke] as StepFigures),
        // Beyond the first underrun, up to where another limit broke.
        callsWithUnderruns: curve.at(ends ? -2 : -1)?.calls ?? 0,
        endedBy: ends ? brokenLimits(curve.at(-1) as StepFigures) : [],
        perService: last?.perService ?? [],
        simulatorsCpu: last?.perService.find(({ service }) => service === 'simulators')?.cpu ?? null,
        busiest: busiest(curve.at(-1)),
        profiles: Object.fromEntries([...profiles].map(([instance, { type: _, ...profile }]) => [instance, profile])),
        curve,
        settings: rhythm,
        machine: machine(),
      };
    } finally {
      await clock.stop();
      await stage.close();
      await house.stop();
    }
  },
};

function brokenLimits(figures: StepFigures): string[] {
  return (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).filter((limit) => figures[limit] > LIMITS[limit]);
}

/** The next bottleneck: what used most of the machine when the limit broke. */
function busiest(figures: StepFigures | undefined): string[] {
  const sorted = [...(figures?.perService ?? [])].sort((a, b) => b.cpu - a.cpu);
  return sorted.slice(0, 4).map(({ service, cpu }) => `${service} ${cpu}`);
}

/** Audio that arrived in time and was not played; what comes after a hang-up is not lost. */
function lostFrames(house: House): Promise<number> {
  return gatewayCounter(house, 'gateway_audio_dropped_total', 'reason="full"');
}

/** What is ours of every plain turn, as it is told. */
function hearAdded(stage: Stage, provided: (piece: string) => number): number[] {
  const added: number[] = [];
  const pieces = new Map<string, string>();
  stage.tap.connection.subscribe(`${replyPiece.name}.*`, {
    callback: (error, message) => {
      if (error !== null) return;
      const { generation, index, text } = message.json<{ generation: number; index: number; text: string }>();
      if (index === 0) pieces.set(`${message.subject.slice(replyPiece.name.length + 1)}/${generation}`, text);
    },
  });
  stage.tap.onMeasured((turn) => {
    const piece = pieces.get(`${turn.callId}/${turn.generation}`);
    if (piece !== undefined && turn.tools === 0 && !turn.cached) added.push(turn.totalMs - provided(piece));
  });
  return added;
}
