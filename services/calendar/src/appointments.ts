/** Following appointments into the shops' calendars, one fact at a time. */
import { type AppointmentRow, appointmentCancelled } from '@bayline/contracts';
import type { Clock, HeardFact, Log, Metrics } from '@bayline/runtime';
import { draftOf } from './appointment-event.ts';
import { afterFailure } from './failure.ts';
import { cancel, type Did, keep } from './following.ts';
import { placeOf, type ShopCalendar } from './places.ts';
import type { ShopCalendars } from './shop-calendars.ts';

interface AppointmentsOptions {
  readonly calendars: ShopCalendars;
  readonly list: () => readonly ShopCalendar[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class Appointments {
  readonly #options: AppointmentsOptions;
  readonly #followed;
  readonly #lag;
  #writing: Promise<unknown> = Promise.resolve();
  #givenUp = 0;

  constructor(options: AppointmentsOptions) {
    this.#options = options;
    const { metrics } = options;
    this.#followed = metrics.counter('calendar_appointments_total', 'Facts about appointments by what was done.');
    this.#lag = metrics.latency('calendar_lag_milliseconds', 'From the change of an appointment to its event.');
  }

  /** How many facts could not be written and will not be tried again. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /**
   * Follows one fact.
   * @throws what failed, when the fact is to be delivered again later.
   */
  follow(heard: HeardFact): Promise<void> {
    const work = this.#follow(heard.payload as AppointmentRow, heard.fact === appointmentCancelled);
    this.#writing = work.catch(() => undefined);
    return work;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #follow(row: AppointmentRow, cancelled: boolean): Promise<void> {
    const { calendars, clock } = this.#options;
    const place = placeOf(this.#options.list(), row);
    if (place === undefined) return this.#followed({ did: 'no-calendar' });
    try {
      const did: Did = await (cancelled ? cancel : keep)(calendars, place, draftOf(row));
      this.#followed({ did });
      if (did !== 'already') this.#lag(Math.max(0, clock.now().getTime() - Date.parse(row.at)));
    } catch (error) {
      const next = afterFailure(error);
      this.#followed({ did: next === 'give-up' ? 'given-up' : 'put-off' });
      if (next !== 'give-up') throw error;
      this.#givenUp += 1;
      const { appointmentId, shopId, bayId } = row;
      this.#options.log.error(
        { appointmentId, shopId, bayId, error },
        'an appointment cannot be written to its calendar',
      );
    }
  }
}
