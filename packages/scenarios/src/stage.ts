/** What stories are played on: a house, its phone network, a tap on its bus, eyes on its world, and hands for deeds. */
import type { House } from '@bayline/local';
import { createDoing, type Doing, providerUrl } from './doing.ts';
import { changeSettings } from './lab.ts';
import { numberOf } from './personas.ts';
import { openPhone, type Phone } from './phone.ts';
import { playCaller } from './play.ts';
import type { CallRecord, Line } from './record.ts';
import { calledInVain, judgeReminder, writeReminded } from './reminding.ts';
import type { Story } from './story.ts';
import { type MeasuredTurn, openTap, type TakenTurn, type Tap } from './tap.ts';
import { judge, type Verdict } from './verdict.ts';
import { openWorld, type World } from './world.ts';

export interface Stage {
  readonly house: House;
  readonly phone: Phone;
  readonly tap: Tap;
  readonly world: World;
  /** New hands for one story. */
  doing(): Doing;
  close(): Promise<void>;
}

/** Opens the stage of a house; `stories` are those whose models misbehave, so that each can be known from the start. */
export async function openStage(house: House, stories: readonly Story[] = []): Promise<Stage> {
  const { TWILIO_API_BASE_URL: twilio, GOOGLE_API_BASE_URL: google } = house.simulators.environment;
  const phone = await openPhone(twilio ?? '');
  const tap = await openTap(house.servers.nats.url);
  const world = await openWorld(house.databaseUrl, google ?? '');
  const misbehaviours = stories.flatMap((story) => story.given.model);
  if (misbehaviours.length > 0) await changeSettings(providerUrl(house, 'openai'), { misbehaviours });
  return {
    house,
    phone,
    tap,
    world,
    doing: () => createDoing(house, tap, world),
    close: async () => {
      phone.close();
      await tap.close();
      await world.close();
    },
  };
}

/** A reminder rings, is answered by a machine with a long greeting, and its end is reported. */
const REMINDERS_WITHIN_MS = 60_000;

export interface PlayedStory {
  readonly story: Story;
  readonly records: readonly CallRecord[];
  readonly verdict: Verdict;
  /** What the house told of the calls' turns. */
  readonly measured: readonly MeasuredTurn[];
  readonly taken: readonly TakenTurn[];
  readonly tookMs: number;
}

/** Plays all callers of a story at once, puts the house in order again, and judges what came of it. */
export async function playStory(
  stage: Stage,
  story: Story,
  onLine?: (caller: string, line: Line) => void,
): Promise<PlayedStory> {
  const startedAt = performance.now();
  const { given, expect } = story;
  for (const { from, to, except } of given.full) await stage.world.fill('+12155550100', from, to, except);
  const untouched = expect.untouched.map((who) => numberOf(who) ?? '');
  const before = await Promise.all(untouched.map((phone) => stage.world.visitsOf(phone)));
  await writeReminded(stage.house, stage.world, given.reminders);
  const doing = stage.doing();
  for (const deed of given.does) await doing.do(deed);
  const records = await Promise.all(
    Object.entries(story.callers).map(async ([name, caller]) => {
      const from = numberOf(caller.from);
      if (caller.callsBack) await calledInVain(stage.house, from ?? '', REMINDERS_WITHIN_MS);
      return playCaller(caller, {
        phone: stage.phone,
        name,
        from,
        withinSeconds: story.withinSeconds,
        onDeed: (deed, callSid) => doing.do(deed, callSid),
        ...(onLine === undefined ? {} : { onLine: (line) => onLine(name, line) }),
      });
    }),
  );
  await doing.undo();
  const verdict = await judge(story, records, stage.world);
  const after = await Promise.all(untouched.map((phone) => stage.world.visitsOf(phone)));
  const touched = expect.untouched.filter((_, index) => before[index] !== after[index]);
  const reminders = await Promise.all(
    Object.entries(expect.reminders).map(([number, wanted]) =>
      judgeReminder(stage.house, stage.world, number, wanted, REMINDERS_WITHIN_MS),
    ),
  );
  const failures = [
    ...verdict.failures,
    ...reminders.flat(),
    ...touched.map((who) => `the visits of ${who} were changed`),
  ];
  const calls = new Set(records.map(({ callSid }) => callSid));
  return {
    story,
    records,
    verdict: { ...verdict, failures, passed: failures.length === 0 },
    measured: stage.tap.measured.filter(({ callId }) => calls.has(callId)),
    taken: stage.tap.taken.filter(({ callId }) => calls.has(callId)),
    tookMs: performance.now() - startedAt,
  };
}
