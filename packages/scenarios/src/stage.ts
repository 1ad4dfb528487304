/** What stories are played on: a house, its phone network, a tap on its bus and eyes on its world. */
import { type House, until } from '@bayline/local';
import { numberOf } from './personas.ts';
import { openPhone, type Phone } from './phone.ts';
import { playCaller } from './play.ts';
import type { CallRecord, Line } from './record.ts';
import type { Deed, Story } from './story.ts';
import { openTap, type Tap } from './tap.ts';
import { judge, type Verdict } from './verdict.ts';
import { openWorld, type World } from './world.ts';

export interface Stage {
  readonly house: House;
  readonly phone: Phone;
  readonly tap: Tap;
  readonly world: World;
  close(): Promise<void>;
}

export async function openStage(house: House): Promise<Stage> {
  const { TWILIO_API_BASE_URL: twilio, GOOGLE_API_BASE_URL: google } = house.simulators.environment;
  const phone = await openPhone(twilio ?? '');
  const tap = await openTap(house.servers.nats.url);
  const world = await openWorld(house.databaseUrl, google ?? '');
  return {
    house,
    phone,
    tap,
    world,
    close: async () => {
      phone.close();
      await tap.close();
      await world.close();
    },
  };
}

export interface PlayedStory {
  readonly story: Story;
  readonly records: readonly CallRecord[];
  readonly verdict: Verdict;
  readonly tookMs: number;
}

/** Plays all callers of a story at once and judges what came of it. */
export async function playStory(
  stage: Stage,
  story: Story,
  onLine?: (caller: string, line: Line) => void,
): Promise<PlayedStory> {
  const startedAt = performance.now();
  for (const { from, to, except } of story.given.full) await stage.world.fill('+12155550100', from, to, except);
  const records = await Promise.all(
    Object.entries(story.callers).map(([name, caller]) =>
      playCaller(caller, {
        phone: stage.phone,
        name,
        from: numberOf(caller.from),
        withinSeconds: story.withinSeconds,
        onDeed: (deed, callSid) => doDeed(stage, deed, callSid),
        ...(onLine === undefined ? {} : { onLine: (line) => onLine(name, line) }),
      }),
    ),
  );
  const verdict = await judge(story, records, stage.world);
  return { story, records, verdict, tookMs: performance.now() - startedAt };
}

/** Kills the instance that owns a role of the call, and starts it again once it is dead, as a supervisor would. */
async function doDeed(stage: Stage, deed: Deed, callSid: string): Promise<void> {
  const owner = await until(`the ${deed.role} owner of the call`, () => stage.tap.ownerOf(callSid, deed.role), {
    withinMs: 3_000,
  });
  const instance = stage.house.services.find((candidate) => candidate.instanceId === owner);
  if (instance === undefined) throw new Error(`${owner} is not a process of this house`);
  instance.process.kill('SIGKILL');
  await instance.process.ended;
  await stage.house.restart(instance);
}
