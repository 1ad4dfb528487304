/**
 * `bench scale`: one, two and three instances of gateway, speech and dialogue, each allowed --calls conversations: every added
 * instance must raise what is served. With three, one of each is drained in the middle, and nobody may notice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';
import { openStage } from '../stage.ts';
import type { Bench } from './bench.ts';
import { hasFailed, wasRefused } from './crowd.ts';
import { machine, share } from './figures.ts';
import { type Question, talk } from './talk.ts';

const MOST_INSTANCES = 3;
const QUESTIONS: readonly Question[] = [
  { kind: 'plain', says: 'What are your opening hours?' },
  { kind: 'plain', says: 'How much is an oil change?' },
  { kind: 'plain', says: 'Where are you located?' },
];
/** Everybody has been greeted by then, and nobody is done. */
const MIDDLE_MS = 14_000;

export const scaleBench: Bench = {
  name: 'scale',
  about: 'one, two, three instances with room for --calls each: capacity per instance, and a drain',
  run: async ({ calls: room, quiet, note }) => {
    const sizes: Record<string, number | boolean>[] = [];
    for (let instances = 1; instances <= MOST_INSTANCES; instances += 1) {
      const drains = instances === MOST_INSTANCES;
      note(
        `${instances} of each, room for ${room} calls in each${drains ? ', one of each drained in the middle' : ''}`,
      );
      sizes.push(await serve(instances, room, quiet, drains));
    }
    const served = sizes.map((size) => Number(size.served));
    return {
      bench: 'scale',
      room,
      sizes,
      perAddedInstance: served.slice(1).map((count, index) => share((count - (served[index] ?? 0)) / room)),
      machine: machine(),
    };
  },
};

/** As many callers as all instances together have room for, and as many again as one has. */
async function serve(
  instances: number,
  room: number,
  quiet: boolean,
  drains: boolean,
): Promise<Record<string, number | boolean>> {
  const house = await startHouse({
    profile: 'bench',
    progress: createProgress(quiet),
    now: HOUSE_NOW,
    instances: { gateway: instances, speech: instances, dialogue: instances },
    environment: { MAX_EVENT_LOOP_DELAY_MS: '10000' },
    perService: {
      speech: { DEEPGRAM_STT_STREAMS: String(room) },
      dialogue: { DIALOGUE_MOST_CALLS: String(room) },
    },
  });
  const stage = await openStage(house);
  try {
    const offered = room * (instances + 1);
    const talks = Array.from({ length: offered }, async (_, index) => {
      await sleep(index * 100);
      const from = `+1215${String(4_000_000 + index)}`;
      return talk(stage.phone, { from, questions: QUESTIONS, wordsPerMinute: 180, afterMs: 0 });
    });
    let leftInOrder = true;
    if (drains) {
      await sleep(MIDDLE_MS);
      const leaving = (['gateway', 'speech', 'dialogue'] as const).flatMap((service) =>
        house.instancesOf(service).slice(0, 1),
      );
      for (const { process } of leaving) process.kill('SIGTERM');
      const ends = await Promise.all(leaving.map(({ process }) => process.ended));
      leftInOrder = ends.every(({ code }) => code === 0);
    }
    const held = await Promise.all(talks);
    return {
      instances,
      offered,
      served: held.filter(({ whole }) => whole).length,
      refused: held.filter(wasRefused).length,
      failed: held.filter(hasFailed).length,
      ...(drains ? { drained: true, leftInOrder } : {}),
    };
  } finally {
    await stage.close();
    await house.stop();
  }
}
