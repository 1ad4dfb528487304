/**
 * `bench soak`: the same crowd for a long time. After a forced collection, heap and handles of every service must be what they
 * were in minute five (or after a quarter of the time, when that is sooner).
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { openStage } from '../stage.ts';
import type { Bench } from './bench.ts';
import type { Collected } from './collector.ts';
import { Crowd, hasFailed, wasRefused } from './crowd.ts';
import { machine, tenth } from './figures.ts';
import { askInside, loading } from './inside.ts';

const SETTLED_AFTER_MS = 5 * 60_000;

export const soakBench: Bench = {
  name: 'soak',
  about: 'a crowd for --minutes: heap after forced collections, and handles',
  run: async ({ calls, minutes, quiet, note }) => {
    const house = await startHouse({
      profile: 'bench',
      progress: createProgress(quiet),
      now: HOUSE_NOW,
      environment: { MAX_EVENT_LOOP_DELAY_MS: '10000', MAX_CALLS_PER_DAY: '1000000' },
      nodeFlags: ['--expose-gc', loading('collector')],
    });
    const stage = await openStage(house);
    try {
      const crowd = new Crowd(stage.phone);
      await crowd.grow(calls);
      const settleMs = Math.min(SETTLED_AFTER_MS, (minutes * 60_000) / 4);
      await sleep(settleMs);
      const early = await askInside<Collected>(house, { type: 'collect' }, 'collected');
      note(`heap and handles after ${tenth(settleMs / 60_000)} minutes are noted`);
      await sleep(minutes * 60_000 - settleMs);
      const late = await askInside<Collected>(house, { type: 'collect' }, 'collected');
      crowd.stop();
      return {
        bench: 'soak',
        minutes,
        calls,
        conversations: crowd.talks.length,
        refused: crowd.talks.filter(wasRefused).length,
        failed: crowd.talks.filter(hasFailed).length,
        fromMinute: tenth(settleMs / 60_000),
        services: house.services.map(({ service, instanceId }) => {
          const [before, after] = [early.get(instanceId), late.get(instanceId)];
          return {
            service,
            heapMb: [megabytes(before?.heapBytes), megabytes(after?.heapBytes)],
            grownMb: megabytes((after?.heapBytes ?? 0) - (before?.heapBytes ?? 0)),
            handles: [before?.handles, after?.handles],
          };
        }),
        machine: machine(),
      };
    } finally {
      await stage.close();
      await house.stop();
    }
  },
};

function megabytes(bytes: number | undefined): number {
  return Math.round(((bytes ?? 0) / 1_048_576) * 100) / 100;
}
