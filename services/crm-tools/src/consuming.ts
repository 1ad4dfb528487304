/** Consumers that pause while the database is away: a fact that cannot be stored now must not use up its deliveries. */
import { type Consumer, consumers } from '@bayline/contracts';
import type { Bus, FactHandler, Log, Subscription } from '@bayline/runtime';
import { type Database, isUnavailable } from './database/postgres.ts';

export interface ConsumingOptions {
  readonly bus: Bus;
  readonly database: Database;
  readonly handler: FactHandler;
  readonly log: Log;
}

const mine: readonly Consumer[] = Object.values(consumers).filter(({ service }) => service === 'crm-tools');
const LOOK_AGAIN_MS = 500;

export class Consuming {
  readonly #options: ConsumingOptions;
  #subscriptions: Subscription[] = [];
  #pausing: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ConsumingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { bus } = this.#options;
    this.#subscriptions = await Promise.all(mine.map((consumer) => bus.consume(consumer, this.#handle)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#pausing;
  }

  readonly #handle: FactHandler = async (heard) => {
    try {
      await this.#options.handler(heard);
    } catch (error) {
      if (isUnavailable(error)) this.#pausing ??= this.#pause().finally(() => (this.#pausing = undefined));
      throw error;
    }
  };

  #cancel(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.stop();
  }

  async #pause(): Promise<void> {
    const { log } = this.#options;
    this.#cancel();
    log.warn('the database is away: facts wait in their streams');
    while (!this.#stopped && !(await this.#databaseAnswers())) await wait(LOOK_AGAIN_MS);
    if (this.#stopped) return;
    await this.start();
    log.info('the database is back: facts are worked through again');
  }

  async #databaseAnswers(): Promise<boolean> {
    try {
      await this.#options.database.run((client) => client.$queryRaw`SELECT 1`);
      return true;
    } catch {
      // Looked for again: that it is away is what this loop is for.
      return false;
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
