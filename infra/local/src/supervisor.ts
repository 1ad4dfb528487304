/** Keeps the services of a house running: one that ends by itself is started again, later each time it fails at once. */
import type { ServiceName } from '@bayline/contracts';
import type { House } from './house.ts';
import type { ServiceInstance } from './service-processes.ts';

export interface Supervisor {
  /** Stops the instances of these services and starts them anew. */
  renew(services: readonly ServiceName[]): Promise<void>;
  /** Ends the supervision; the services go on. */
  release(): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** One that has run for so long is not failing at its start. */
const SETTLED_MS = 10_000;

/** @param told hears what happened, one line each */
export function supervise(house: House, told: (line: string) => void): Supervisor {
  let released = false;
  const over = (): boolean => released || house.closing;
  const renewing = new Set<string>();
  const waits = new Map<string, number>();
  const nameOf = ({ service, index }: ServiceInstance): string => `${service}-${index}`;

  const watch = (instance: ServiceInstance): void => {
    const readyAt = performance.now();
    void instance.process.ended.then(({ code, signal }) => {
      if (over() || renewing.has(nameOf(instance))) return;
      told(`${nameOf(instance)} ended (${signal ?? `code ${code}`})`);
      const settled = performance.now() - readyAt > SETTLED_MS;
      void startAgain(instance, settled ? FIRST_WAIT_MS : (waits.get(nameOf(instance)) ?? FIRST_WAIT_MS));
    });
  };

  const startAgain = async (instance: ServiceInstance, waitMs: number): Promise<void> => {
    const name = nameOf(instance);
    waits.set(name, Math.min(waitMs * 2, LONGEST_WAIT_MS));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (over() || renewing.has(name)) return;
    await start(instance, () => void startAgain(instance, waits.get(name) ?? LONGEST_WAIT_MS));
  };

  const start = async (instance: ServiceInstance, failed: () => void): Promise<void> => {
    try {
      const started = await house.restart(instance);
      told(`${nameOf(instance)} started anew as ${started.instanceId}`);
      watch(started);
    } catch (error) {
      if (over()) return;
      told(`${nameOf(instance)} could not be started: ${error instanceof Error ? error.message : String(error)}`);
      failed();
    }
  };

  const renewOne = async (instance: ServiceInstance): Promise<void> => {
    const name = nameOf(instance);
    if (renewing.has(name)) return;
    renewing.add(name);
    await instance.process.stop(1_000);
    // A service that cannot start now waits for the next change of its files.
    await start(instance, () => {});
    renewing.delete(name);
  };

  for (const instance of house.services) watch(instance);
  return {
    renew: async (services) => {
      await Promise.all(house.services.filter(({ service }) => services.includes(service)).map(renewOne));
    },
    release: () => {
      released = true;
    },
  };
}
