/** Something that is done over and over, one time after another; a failure is told once and tried again. */
import type { Log } from '@bayline/runtime';

export interface Routine {
  /** Does it now, or once more after the one under way. */
  nudge(): void;
  /** No more of it; resolves when the one under way is over. */
  stop(): Promise<void>;
}

export function startRoutine(name: string, everyMs: number, work: () => Promise<unknown>, log: Log): Routine {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  let nudged = false;
  let failing = false;

  const run = async (): Promise<void> => {
    nudged = false;
    try {
      await work();
      if (failing) log.info({ routine: name }, 'it works again');
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ routine: name, error }, 'it failed; it is tried again');
      failing = true;
    }
  };
  const schedule = (ms: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      running = run().finally(() => {
        running = undefined;
        schedule(nudged ? 0 : everyMs);
      });
    }, ms).unref();
  };
  schedule(0);
  return {
    nudge: () => {
      nudged = true;
      if (running === undefined) schedule(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
