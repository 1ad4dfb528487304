/** Plays many stories: in as few houses as they need, some at a time in each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress } from '@bayline/local';
import { type HouseGroup, startStoryHouse } from './houses.ts';
import { openStage, type PlayedStory, playStory, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { formatLine } from './transcript.ts';

export interface PlayingOptions {
  /** Names the folders under `.local/` that the houses lie in. */
  readonly profile: string;
  /** Houses at once. */
  readonly houses: number;
  /** Calls at once in a house. */
  readonly calls: number;
  readonly quiet: boolean;
  readonly onPlayed?: (played: PlayedStory) => void;
}

/** A played story, and the house it was played in. */
export interface PlayedInGroup extends PlayedStory {
  readonly group: HouseGroup;
}

/** Plays the stories of all groups, each group in a house of its own. */
export async function playGroups(groups: readonly HouseGroup[], options: PlayingOptions): Promise<PlayedInGroup[]> {
  const played: PlayedInGroup[][] = [];
  const waiting = [...groups.entries()].sort(([, a], [, b]) => lengthOf(b) - lengthOf(a));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, group] = next;
      played.push(await playGroup(group, { ...options, profile: `${options.profile}-${index + 1}` }));
    }
  };
  await Promise.all(Array.from({ length: options.houses }, worker));
  return played.flat();
}

/** How long a group plays, in calls one after another: the longest begin first. */
function lengthOf({ alone, together }: HouseGroup): number {
  return alone.length + together.length / 10;
}

async function playGroup(group: HouseGroup, options: PlayingOptions): Promise<PlayedInGroup[]> {
  const { profile, quiet } = options;
  const house = await startStoryHouse(group, { profile, progress: createProgress(quiet), model: group.model });
  try {
    const stage = await openStage(house, [...group.together, ...group.alone]);
    const together = await playSome(stage, group.together, options.calls, options.onPlayed);
    const alone = await playSome(stage, group.alone, 1, options.onPlayed);
    await stage.close();
    return [...together, ...alone].map((played) => ({ ...played, group }));
  } finally {
    await house.stop();
  }
}

/** Between the first calls of a house. */
const APART_MS = 500;

async function playSome(
  stage: Stage,
  stories: readonly Story[],
  atOnce: number,
  onPlayed: PlayingOptions['onPlayed'],
): Promise<PlayedStory[]> {
  const played: PlayedStory[] = [];
  const waiting = [...stories];
  const worker = async (_: unknown, index: number): Promise<void> => {
    // People do not all call in the same moment.
    await sleep(index * APART_MS);
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      const result = await playStory(stage, story).catch((error: unknown) => notPlayed(story, error));
      played.push(result);
      onPlayed?.(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }).map(worker));
  return played;
}

/** A story that could not be played to its verdict has failed; the others go on. */
function notPlayed(story: Story, error: unknown): PlayedStory {
  const failures = [`could not be played: ${error instanceof Error ? error.message : String(error)}`];
  const verdict = { passed: false, failures, appointments: [], asWished: null, deadAirMs: 0 };
  return { story, records: [], verdict, measured: [], taken: [], tookMs: 0 };
}

/** The whole conversation of a played story, for a failure's message. */
export function transcriptOf(played: PlayedStory): string {
  return played.records
    .flatMap((record) => [
      `${record.caller} (${record.callSid}) ended by ${record.endedBy}: ${record.endReason}`,
      ...record.lines.map((line) => formatLine(line, record.caller)),
    ])
    .join('\n');
}
