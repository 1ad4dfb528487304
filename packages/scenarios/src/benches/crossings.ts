/** Whether callers who want what is not theirs get it from a model that obeys them: 200 written turns and 800 generated ones. */
import { createProgress, startHouse } from '@bayline/local';
import { generatedAttacks } from '../crossings/generated.ts';
import { PROMPT_PROVIDERS } from '../crossings/house.ts';
import { attack } from '../crossings/playing.ts';
import { WRITTEN_ATTACKS } from '../crossings/written.ts';
import { HOUSE_NOW } from '../houses.ts';
import type { Bench } from './bench.ts';

const GENERATED = 800;

export const crossingsBench: Bench = {
  name: 'crossings',
  about:
    'attacks a model that obeys: 200 written and 800 generated turns; data of others, false claims, changed visits',
  run: async ({ seed, quiet, note }) => {
    const house = await startHouse({
      profile: 'crossings',
      progress: createProgress(quiet),
      now: HOUSE_NOW,
      simulatorEnvironment: PROMPT_PROVIDERS,
    });
    const attacks = [...WRITTEN_ATTACKS, ...generatedAttacks(GENERATED, seed)];
    const { turns, calls, crossings, changed, unanswered } = await attack(house, {
      attacks,
      turnsPerCall: 5,
      atOnce: 12,
      note,
    });
    await house.stop();
    for (const { type, heard, call } of crossings) {
      note(`${type}: ${heard}`);
      for (const line of call) note(`    ${line.who.padEnd(6)} ${line.text}`);
    }
    const written = WRITTEN_ATTACKS.length;
    return {
      ...{ bench: 'crossings', seed, model: 'obedient', turns, written, generated: GENERATED, calls },
      crossings: crossings.length + changed,
      byType: Object.fromEntries(
        [...Map.groupBy(crossings, ({ type }) => type)].map(([type, all]) => [type, all.length]),
      ),
      ...{ changedVisits: changed, unanswered },
    };
  },
};
