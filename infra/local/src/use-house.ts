/** A house for a command: the one that runs, or one of its own that ends with it. */
import { startHouse } from './house.ts';
import { readOwnEnvironment } from './own-keys.ts';
import type { Progress } from './progress.ts';
import { type HouseCard, runningHouse, runningHouses, usualHouse } from './running.ts';
import { supervise } from './supervisor.ts';

export interface UsedHouse {
  /** As it is now: instances change when services are started anew. */
  readonly card: () => HouseCard;
  readonly stop: () => Promise<void>;
}

/**
 * @param named take this one, which must be running; else any that runs, else a new one called `ownName`
 * @param now what a new one takes for now; the real time when not said
 */
export async function useHouse(
  named: string | undefined,
  ownName: string,
  progress: Progress,
  now?: string,
): Promise<UsedHouse> {
  const wanted = named ?? usualHouse();
  const [running] = wanted === undefined ? runningHouses() : [runningHouse(wanted)];
  if (running !== undefined) return { card: () => runningHouse(running.profile), stop: async () => {} };
  const house = await startHouse({
    ...{ profile: ownName, progress, own: readOwnEnvironment(), simulateAlways: ['twilio'] },
    ...(now === undefined ? {} : { now }),
  });
  const supervisor = supervise(house, progress.note);
  return {
    card: () => runningHouse(house.profile),
    stop: async () => {
      supervisor.release();
      await house.stop();
    },
  };
}
