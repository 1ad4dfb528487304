/** Several simulators started together, as one thing to close and one environment to hand to clients. */
import { providers } from './providers.ts';
import type { Order } from './settings.ts';
import type { Simulator } from './simulator.ts';
import { type Now, realNow } from './wall-clock.ts';

export interface Simulators {
  readonly all: readonly Simulator[];
  /** The environment of all of them together. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts the ordered simulators, all by the same wall clock.
 * @throws Error when one cannot start; those that had started are closed again.
 */
export async function startSimulators(orders: readonly Order[], now: Now = realNow): Promise<Simulators> {
  const all: Simulator[] = [];
  const close = async () => void (await Promise.all(all.map((simulator) => simulator.close())));
  try {
    for (const order of orders) all.push(await startOne(order, now));
  } catch (error) {
    await close();
    throw error;
  }
  return { all, env: Object.assign({}, ...all.map((simulator) => simulator.env)), close };
}

function startOne(order: Order, now: Now): Promise<Simulator> {
  const provider = providers.find(({ name }) => name === order.name);
  if (provider === undefined) throw new Error(`there is no simulator of ${order.name}`);
  return provider.start(order.given, order.port, now);
}
