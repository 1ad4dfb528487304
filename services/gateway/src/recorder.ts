/** Tells lasting facts off the hot path: nobody waits for the bus, and a fact is tried again until it is stored. */
import type { Fact } from '@bayline/contracts';
import type { Bus, Log, Metrics } from '@bayline/runtime';
import type { z } from 'zod';

export interface Recorder {
  record<S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): void;
  /** Resolves when everything recorded so far is stored or given up, or after `withinMs`. */
  settled(withinMs: number): Promise<void>;
}

/** The bus itself tries for ten seconds each time; together more than a quarter of an hour. */
const TRIES = 60;
const PAUSE_MS = 5_000;

export function createRecorder(bus: Pick<Bus, 'record'>, log: Log, metrics: Metrics, pauseMs = PAUSE_MS): Recorder {
  const lost = metrics.counter('gateway_facts_lost_total', 'Lasting facts that could not be stored, by fact.');
  const open = new Set<Promise<void>>();
  const keepTrying = async <S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): Promise<void> => {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      try {
        return await bus.record(fact, id, payload);
      } catch (error) {
        log.warn({ fact: fact.name, tries, error }, 'a fact could not be stored yet');
        await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
      }
    }
    lost({ fact: fact.name });
    log.error({ fact: fact.name, callId: id }, 'a fact is lost');
  };
  return {
    record: (fact, id, payload) => {
      const work = keepTrying(fact, id, payload).finally(() => open.delete(work));
      open.add(work);
    },
    settled: async (withinMs) => {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      await Promise.race([Promise.all(open), limit]);
      clearTimeout(timer);
    },
  };
}
