/** The stories of the house over the wire: separate processes, real servers, real mu-law audio. Verdicts are about the world. */
import { playStories, transcriptOf } from './commands/stories.ts';
import { allStories } from './library.ts';
import type { PlayedStory } from './stage.ts';
import type { Story } from './story.ts';

const stories = allStories();
const alone = (story: Story): boolean => story.name.startsWith('15-');

const suites = (['plain', 'clumsy'] as const).flatMap((model) => [
  {
    suite: `one instance of each service, ${model} model`,
    model,
    instances: 1,
    told: stories.filter((story) => story.needs === 'one'),
  },
  {
    suite: `two of each, ${model} model`,
    model,
    instances: 2,
    told: stories.filter((story) => story.needs !== 'one' && !alone(story)),
  },
  { suite: `two of each and every owner killed, ${model} model`, model, instances: 2, told: stories.filter(alone) },
]);

const TEN_MINUTES_MS = 600_000;

describe.each(suites)('$suite', ({ model, instances, told }) => {
  const played = new Map<string, PlayedStory>();

  beforeAll(async () => {
    const results = await playStories(told, {
      profile: `stories-${process.pid}`,
      model,
      instances,
      atOnce: 10,
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
