/** What this service needs of a queue. A job is a wake-up: what it may do is decided where the rows are. */
import type { Plan } from './planning.ts';

/** Wakes somebody to try a reminder. Ids and times only. */
export interface Wake {
  readonly appointmentId: string;
  /** By the plan; names the reminder's row. */
  readonly dueAt: string;
}

export interface ReminderJobs {
  /**
   * Makes the plan stand, instead of what stood before. False when a later version of the appointment was planned already:
   * then nothing changes.
   * @throws ProviderError
   */
  stand(plan: Plan): Promise<boolean>;
  /** Wakes once more at a moment of the house's clock. Harmless when repeated. @throws ProviderError */
  wake(wake: Wake, at: Date): Promise<void>;
  /** Whether the queue must be built: Redis is a new one, or was emptied since `markBuilding` or later. @throws ProviderError */
  wasEmptied(): Promise<boolean>;
  /** It is being built now. */
  markBuilding(): Promise<void>;
  /** It is built; nothing is said of a queue that was emptied while it was built. */
  markKept(): Promise<void>;
  /** Has `sweep` run each day by the clock of each zone. Harmless when repeated. @throws ProviderError */
  sweepDaily(zones: readonly string[], pattern: string): Promise<void>;
  /**
   * How many jobs stand.
   * @throws ProviderError
   */
  count(): Promise<number>;
  close(): Promise<void>;
}

/** What comes of a job: done with, or to be woken for again. */
export type Handled = { readonly type: 'done' } | { readonly type: 'again'; readonly at: Date };
