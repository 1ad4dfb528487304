/** Which stories can share a house, and the houses they need. */
import { type House, type Progress, startHouse } from '@bayline/local';
import type { Story } from './story.ts';

/** Monday, 10:05 in the first shop: what the stories take for now when they say nothing else. */
export const HOUSE_NOW = '2026-11-23T15:05:00Z';

export const modelModes = ['plain', 'clumsy', 'obedient'] as const;
export type ModelMode = (typeof modelModes)[number];

/** @throws Error that lists the modes there are */
export function modelMode(name: string): ModelMode {
  const mode = modelModes.find((candidate) => candidate === name);
  if (mode === undefined) throw new Error(`the model must be one of ${modelModes.join(', ')}, not "${name}"`);
  return mode;
}

/** Stories that need the same house. */
export interface HouseGroup {
  readonly model: ModelMode;
  readonly needs: Story['needs'];
  readonly house: Story['house'];
  /** Played some at a time. */
  readonly together: readonly Story[];
  /** Played one after another, when nobody else calls. */
  readonly alone: readonly Story[];
}

/** The groups that play with one model, in the order of their first stories. */
export function groupByHouse(stories: readonly Story[], model: ModelMode): HouseGroup[] {
  const groups = Map.groupBy(stories, ({ needs, house }) => JSON.stringify({ needs, house }));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { needs, house } = first;
    return [
      {
        model,
        needs,
        house,
        together: group.filter((story) => !story.alone),
        alone: group.filter((story) => story.alone),
      },
    ];
  });
}

/**
 * A story's calls are answered, and no word of theirs is torn, however busy the machine is: what refuses calls then has tests of
 * its own, and how evenly audio runs has its benches.
 */
const UNHURRIED = { MAX_EVENT_LOOP_DELAY_MS: '10000', PLAYOUT_LEAD_MS: '250' };

/** Starts the house of a story or a group of them. */
export function startStoryHouse(
  { needs, house }: Pick<Story, 'needs' | 'house'>,
  options: { readonly profile: string; readonly progress: Progress; readonly model: ModelMode },
): Promise<House> {
  const instances = needs === 'two-of-each' ? 2 : 1;
  return startHouse({
    profile: options.profile,
    progress: options.progress,
    now: house.now ?? HOUSE_NOW,
    instances: { gateway: instances, speech: instances, dialogue: instances, 'crm-tools': instances },
    environment: { ...UNHURRIED, ...house.environment },
    simulatorEnvironment: { ...settingVariables(house.simulators), SIMULATE_OPENAI__MODE: options.model },
  });
}

/** Settings as the variables that the simulators read: `SIMULATE_OPENAI__TOKENS_PER_SECOND=20`. */
function settingVariables(simulators: Story['house']['simulators']): Record<string, string> {
  const variables = Object.entries(simulators).flatMap(([provider, settings]) =>
    Object.entries(settings ?? {}).map(([key, value]) => [
      `SIMULATE_${provider.toUpperCase()}__${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      JSON.stringify(value),
    ]),
  );
  return Object.fromEntries(variables);
}
