/** Stories as a jest suite: a house is started, all are played in it, and each is a test of its own. */
import { groupByHouse, type ModelMode } from './houses.ts';
import { playStories, transcriptOf } from './playing.ts';
import type { PlayedStory } from './stage.ts';
import type { Story } from './story.ts';

const TEN_MINUTES_MS = 600_000;
const AT_ONCE = 10;

/** Describes one suite for each house that the stories need. */
export function describeStories(stories: readonly Story[], model: ModelMode): void {
  const groups = groupByHouse(stories).map((group) => {
    const told = [...group.together, ...group.alone];
    return { suite: `${model} model, ${told.length} stories in one house`, told };
  });
  describe.each(groups)('$suite', ({ told }) => {
    const played = new Map<string, PlayedStory>();

    beforeAll(async () => {
      const results = await playStories(told, {
        profile: `stories-${process.pid}`,
        model,
        atOnce: AT_ONCE,
        quiet: true,
      });
      for (const result of results) played.set(result.story.name, result);
    }, TEN_MINUTES_MS);

    it.each(told.map((story) => [story.title, story.name]))('%s', (_, name) => {
      const result = played.get(name);
      if (result === undefined) throw new Error('the story was not played');
      if (!result.verdict.passed) throw new Error(`${result.verdict.failures.join('\n')}\n\n${transcriptOf(result)}`);
      expect(result.verdict.failures).toEqual([]);
    });
  });
}
