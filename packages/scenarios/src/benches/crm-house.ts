/** A house of crm-tools and calendar alone, for benches that ask tools over the bus as dialogue does. */
import { createProgress, type House, startHouse } from '@bayline/local';
import { HOUSE_NOW } from '../houses.ts';

export function startCrmHouse(quiet: boolean, instances = 1): Promise<House> {
  return startHouse({
    profile: 'bench-crm',
    progress: createProgress(quiet),
    now: HOUSE_NOW,
    instances: { 'crm-tools': instances, calendar: 1, gateway: 0, speech: 0, dialogue: 0, reminder: 0 },
  });
}
