/** Overlapping calls without end: as one ends the next begins, until the load is told to stop. */
import type { NatsConnection } from '@nats-io/transport-node';
import { SteadfastCall, type SteadfastCaller, type SteadfastHooks, type SteadfastRecord } from './steadfast-call.ts';

export interface LoadOptions {
  readonly connection: NatsConnection;
  /** Calls at a time. */
  readonly atOnce: number;
  readonly nextCaller: () => SteadfastCaller;
  readonly hooks?: SteadfastHooks;
}

export class Load {
  readonly #options: LoadOptions;
  readonly #live = new Set<SteadfastCall>();
  readonly #records: SteadfastRecord[] = [];
  readonly #waiting: ((record: SteadfastRecord) => void)[] = [];
  #lines: Promise<void>[] = [];
  #stopped = false;
  #reconnectedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LoadOptions) {
    this.#options = options;
    void this.#watchBus();
  }

  /** Every call that is over. */
  get records(): readonly SteadfastRecord[] {
    return this.#records;
  }

  get live(): readonly SteadfastCall[] {
    return [...this.#live];
  }

  start(): void {
    this.#stopped = false;
    this.#lines = Array.from({ length: this.#options.atOnce }, () => this.#line());
  }

  /** Resolves when the calls that are still on have ended by themselves. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#lines);
  }

  /** The next call that ends. */
  ended(): Promise<SteadfastRecord> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #line(): Promise<void> {
    while (!this.#stopped) {
      const { connection, nextCaller, hooks } = this.#options;
      const call = new SteadfastCall(connection, nextCaller(), () => this.#reconnectedAt, hooks);
      this.#live.add(call);
      const record = await call.run();
      this.#live.delete(call);
      this.#records.push(record);
      for (const resolve of this.#waiting.splice(0)) resolve(record);
    }
  }

  async #watchBus(): Promise<void> {
    for await (const { type } of this.#options.connection.status()) {
      if (type === 'disconnect' || type === 'reconnect') this.#reconnectedAt = performance.now();
    }
  }
}
