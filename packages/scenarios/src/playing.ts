/** Plays many stories: in as few houses as they need, some at a time in each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createProgress } from '@bayline/local';
import { groupByHouse, type HouseGroup, type ModelMode, startStoryHouse } from './houses.ts';
import { openStage, type PlayedStory, playStory, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { formatLine } from './transcript.ts';

export interface PlayingOptions {
  /** Names the folders under `.local/` that the houses lie in. */
  readonly profile: string;
  readonly model: ModelMode;
  /** Calls at once in a house. */
  readonly atOnce: number;
  readonly quiet: boolean;
  readonly onPlayed?: (played: PlayedStory) => void;
}

/** Plays all stories, one house after another. */
export async function playStories(stories: readonly Story[], options: PlayingOptions): Promise<PlayedStory[]> {
  const played: PlayedStory[] = [];
  for (const [index, group] of groupByHouse(stories).entries())
    played.push(...(await playGroup(group, { ...options, profile: `${options.profile}-${index + 1}` })));
  return played;
}

async function playGroup(group: HouseGroup, options: PlayingOptions): Promise<PlayedStory[]> {
  const { profile, model, quiet } = options;
  const house = await startStoryHouse(group, { profile, model, progress: createProgress(quiet) });
  try {
    const stage = await openStage(house, [...group.together, ...group.alone]);
    const together = await playSome(stage, group.together, options.atOnce, options.onPlayed);
    const alone = await playSome(stage, group.alone, 1, options.onPlayed);
    await stage.close();
    return [...together, ...alone];
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
      const result = await playStory(stage, story);
      played.push(result);
      onPlayed?.(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }).map(worker));
  return played;
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
