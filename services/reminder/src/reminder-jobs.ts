/** What this service needs of a queue: at most one job for each appointment and kind of reminder. */
import type { Plan } from './planning.ts';

export interface ReminderJobs {
  /**
   * Makes the plan stand, instead of what stood before. False when a later version of the appointment was planned already:
   * then nothing changes.
   * @throws ProviderError
   */
  stand(plan: Plan): Promise<boolean>;
  /**
   * How many jobs stand.
   * @throws ProviderError
   */
  count(): Promise<number>;
  close(): Promise<void>;
}
