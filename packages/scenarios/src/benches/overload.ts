/**
 * `bench overload`: twice as many callers as the house may take. New calls must be refused with a spoken word, and those that
 * were let in must not notice: their frames stay in time and their turns as short as they were.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { openStage } from '../stage.ts';
import type { Bench } from './bench.ts';
import { Crowd, hasFailed, TickLateness, wasRefused } from './crowd.ts';
import { machine, percentiles } from './figures.ts';
import type { Talk } from './talk.ts';

const WINDOW_MS = 45_000;

export const overloadBench: Bench = {
  name: 'overload',
  about: 'twice the calls that may be taken: new ones are refused aloud, live ones stay as they were',
  run: async ({ calls, quiet, note }) => {
    const house = await startHouse({
      profile: 'bench',
      progress: createProgress(quiet),
      now: HOUSE_NOW,
      perService: { gateway: { MAX_CALLS: String(calls), MAX_EVENT_LOOP_DELAY_MS: '200' } },
    });
    const stage = await openStage(house);
    try {
      const lateness = new TickLateness(house);
      const crowd = new Crowd(stage.phone);
      const phases: Record<string, unknown>[] = [];
      for (const offered of [calls, calls * 2]) {
        note(`${offered} callers, room for ${calls}`);
        await crowd.grow(offered);
        await lateness.p99();
        const from = crowd.talks.length;
        await sleep(WINDOW_MS);
        phases.push({ offered, lateP99Ms: await lateness.p99(), ...ofTalks(crowd.talks.slice(from)) });
      }
      crowd.stop();
      const [at, beyond] = phases;
      return { bench: 'overload', room: calls, atCapacity: at, overloaded: beyond, machine: machine() };
    } finally {
      await stage.close();
      await house.stop();
    }
  },
};

function ofTalks(talks: readonly Talk[]): Record<string, unknown> {
  const waited = talks.flatMap(({ turns }) =>
    turns.filter(({ kind }) => kind === 'plain').map((turn) => turn.waitedMs),
  );
  return {
    conversations: talks.filter(({ whole }) => whole).length,
    refused: talks.filter(wasRefused).length,
    failed: talks.filter(hasFailed).length,
    waitedMs: percentiles(waited),
  };
}
