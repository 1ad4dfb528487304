/** Plays several stories in one house, some at a time, and prints a line for each. */
import { createProgress, type House, startHouse } from '@bayline/local';
import { openStage, type PlayedStory, playStory } from '../stage.ts';
import type { Story } from '../story.ts';
import { formatLine } from '../transcript.ts';
import { HOUSE_NOW } from './call.ts';

export interface StoriesOptions {
  readonly profile: string;
  readonly model: 'plain' | 'clumsy' | 'obedient';
  readonly instances: number;
  readonly atOnce: number;
  readonly quiet: boolean;
  readonly onPlayed?: (played: PlayedStory) => void;
}

/** Plays all stories in a house of their own. */
export async function playStories(stories: readonly Story[], options: StoriesOptions): Promise<PlayedStory[]> {
  const { instances } = options;
  const house: House = await startHouse({
    profile: options.profile,
    progress: createProgress(options.quiet),
    now: HOUSE_NOW,
    instances: { gateway: instances, speech: instances, dialogue: instances },
    simulatorEnvironment: { SIMULATE_OPENAI__MODE: options.model },
  });
  const stage = await openStage(house);
  const played: PlayedStory[] = [];
  const waiting = [...stories];
  const worker = async (): Promise<void> => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      const result = await playStory(stage, story);
      played.push(result);
      options.onPlayed?.(result);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  await stage.close();
  await house.stop();
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

/** For hand use: `node .../stories.ts [--clumsy] 1 2 3`. */
export async function run(args: string[]): Promise<number> {
  const { allStories, storyNamed } = await import('../library.ts');
  const model = args.includes('--clumsy') ? 'clumsy' : args.includes('--obedient') ? 'obedient' : 'plain';
  const names = args.filter((arg) => !arg.startsWith('--'));
  const stories = names.length === 0 ? allStories() : names.map(storyNamed);
  const played = await playStories(stories, {
    profile: 'stories',
    model,
    instances: stories.some((story) => story.needs === 'two-of-each') ? 2 : 1,
    atOnce: 10,
    quiet: false,
    onPlayed: (result) => {
      const { story, verdict, tookMs } = result;
      process.stdout.write(
        `${verdict.passed ? 'ok  ' : 'FAIL'} ${story.name} (${Math.round(tookMs / 1_000)} s, dead air ${verdict.deadAirMs} ms)\n`,
      );
      if (!verdict.passed)
        process.stdout.write(
          `${verdict.failures.map((failure) => `     - ${failure}`).join('\n')}\n${transcriptOf(result)}\n\n`,
        );
    },
  });
  return played.every(({ verdict }) => verdict.passed) ? 0 : 1;
}
