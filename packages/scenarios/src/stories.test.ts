/** The stories of the house over the wire: separate processes, real servers, real mu-law audio. Verdicts are about the world. */
import { groupByHouse, type HouseGroup } from './houses.ts';
import { allStories } from './library.ts';
import { playGroups, transcriptOf } from './playing.ts';
import type { PlayedStory } from './stage.ts';

const groups = (['plain', 'clumsy'] as const).flatMap((model) =>
  groupByHouse(
    allStories().filter(({ ci }) => ci.includes(model)),
    model,
  ),
);
const QUARTER_HOUR_MS = 900_000;

const results = new Map<string, PlayedStory>();
const keyOf = (group: HouseGroup, name: string): string => `${groups.indexOf(group)} ${name}`;

beforeAll(async () => {
  const played = await playGroups(groups, { profile: `stories-${process.pid}`, houses: 2, calls: 10, quiet: true });
  for (const result of played) results.set(keyOf(result.group, result.story.name), result);
}, QUARTER_HOUR_MS);

const suites = groups.map((group) => {
  const { model, needs, house, together, alone } = group;
  const what = house.name ?? (needs === 'one' ? 'one instance of each service' : 'two of each');
  return { suite: `${what}, ${model} model`, group, told: [...together, ...alone] };
});

describe.each(suites)('$suite', ({ group, told }) => {
  it.each(told.map((story) => [story.title, story.name]))('%s', (_, name) => {
    const result = results.get(keyOf(group, name));
    if (result === undefined) throw new Error('the story was not played');
    if (!result.verdict.passed) throw new Error(`${result.verdict.failures.join('\n')}\n\n${transcriptOf(result)}`);
    expect(result.verdict.failures).toEqual([]);
  });
});
