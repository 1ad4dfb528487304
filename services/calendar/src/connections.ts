/** Telling crm-tools whether the shops' calendars can be reached: consent that is gone is a person's task. */
import { calendarConnected, calendarDisconnected } from '@bayline/contracts';
import type { Bus, Clock, Log } from '@bayline/runtime';
import type { ShopCalendar } from './places.ts';

interface ConnectionsOptions {
  readonly bus: Bus;
  readonly list: () => readonly ShopCalendar[];
  readonly clock: Clock;
  readonly log: Log;
}

export class Connections {
  readonly #options: ConnectionsOptions;
  /** One state is told after the other, in the order they came. */
  #telling: Promise<void> = Promise.resolve();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** One account reads and writes the calendars of all shops. */
  changed(state: 'connected' | 'disconnected'): void {
    const at = this.#options.clock.now().toISOString();
    this.#telling = this.#telling.then(() => this.#tell(state, at));
  }

  async #tell(state: 'connected' | 'disconnected', at: string): Promise<void> {
    const { bus, list, log } = this.#options;
    const fact = state === 'connected' ? calendarConnected : calendarDisconnected;
    try {
      for (const shopId of new Set(list().map((calendar) => calendar.shopId)))
        await bus.record(fact, shopId, { shopId, at });
    } catch (error) {
      // The health check tells it too; the next change, or the next start, is told again.
      log.error({ state, error }, 'the state of the calendars could not be told');
    }
  }
}
