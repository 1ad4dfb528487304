/** `bench footprint`: how long each service takes to start, and the memory it holds, idle and with calls. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, type House, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { storyNamed } from '../library.ts';
import { playCaller } from '../play.ts';
import { openStage } from '../stage.ts';
import type { Bench } from './bench.ts';
import { machine } from './figures.ts';

const CALLS = 10;
/** Garbage of the start is collected by then. */
const SETTLE_MS = 8_000;
/** All calls have been spoken to by then and none is over. */
const MIDDLE_MS = 25_000;

interface Memory {
  readonly residentMb: number;
  /** Shared pages counted in proportion: what the service costs beside its siblings. */
  readonly proportionalMb: number;
}

export const footprintBench: Bench = {
  name: 'footprint',
  about: 'start time and memory of each service, idle and with ten calls',
  run: async ({ quiet, note }) => {
    const startedAt = performance.now();
    const house = await startHouse({ profile: 'bench', progress: createProgress(quiet), now: HOUSE_NOW });
    const setupMs = Math.round(performance.now() - startedAt);
    const stage = await openStage(house);
    try {
      note('idle');
      await sleep(SETTLE_MS);
      const idle = memories(house);
      note(`${CALLS} calls`);
      const caller = storyNamed('1').callers.nora;
      if (caller === undefined) throw new Error('story 1 has no caller named nora');
      const playing = Array.from({ length: CALLS }, (_, index) =>
        playCaller(caller, {
          phone: stage.phone,
          name: `c${index}`,
          from: `+1215558${String(index).padStart(4, '0')}`,
          withinSeconds: 60,
        }),
      );
      await sleep(MIDDLE_MS);
      const busy = memories(house);
      await Promise.all(playing);
      return {
        bench: 'footprint',
        allReadyMs: Math.round(Math.max(...house.services.map((instance) => instance.startMs))),
        setupMs,
        calls: CALLS,
        services: house.services.map((instance) => ({
          service: instance.service,
          startMs: Math.round(instance.startMs),
          idle: idle.get(instance.instanceId),
          withCalls: busy.get(instance.instanceId),
          nodeFlags: readFileSync(`/proc/${instance.process.pid}/cmdline`, 'utf8')
            .split('\0')
            .filter((arg) => arg.startsWith('--max')),
        })),
        machine: machine(),
      };
    } finally {
      await stage.close();
      await house.stop();
    }
  },
};

function memories(house: House): Map<string, Memory> {
  return new Map(house.services.map((instance) => [instance.instanceId, memoryOf(instance.process.pid)]));
}

/** From the kernel; only Linux tells it so. */
function memoryOf(pid: number): Memory {
  const field = (file: string, name: string): number => {
    const text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
    return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1_024);
  };
  return { residentMb: field('status', 'VmRSS'), proportionalMb: field('smaps_rollup', 'Pss') };
}
