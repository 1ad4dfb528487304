/** Which calendars there are: asked of crm-tools until it answers, and again every minute. */
import { calendarList } from '@bayline/contracts';
import { AskFailed, type Bus, type Log } from '@bayline/runtime';
import type { ShopCalendar } from './places.ts';

const AGAIN_MS = 60_000;
const UNANSWERED_MS = 1_000;

export class Directory {
  readonly #bus: Bus;
  readonly #log: Log;
  #calendars: readonly ShopCalendar[] = [];
  #timer: NodeJS.Timeout | undefined;
  #answered = false;
  #stopped = false;
  /** Whether the latest ask failed: an outage is logged once. */
  #failing = false;
  readonly #firstAnswer = Promise.withResolvers<void>();

  constructor(bus: Bus, log: Log) {
    this.#bus = bus;
    this.#log = log;
  }

  /** The calendars as last told; none before the first answer. */
  get calendars(): readonly ShopCalendar[] {
    return this.#calendars;
  }

  /** Whether crm-tools has ever answered. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Resolves with the first answer; not any more once stopped. */
  known(): Promise<void> {
    return this.#firstAnswer.promise;
  }

  /** Asks now and from now on. */
  async start(): Promise<void> {
    const answered = await this.#ask();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.start(), answered ? AGAIN_MS : UNANSWERED_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<boolean> {
    try {
      const { calendars } = await this.#bus.ask(calendarList, {});
      this.#calendars = calendars;
      if (!this.#answered) this.#log.info({ calendars: calendars.length }, 'the calendars are known');
      this.#answered = true;
      this.#failing = false;
      if (!this.#stopped) this.#firstAnswer.resolve();
      return true;
    } catch (error) {
      // The list as last told goes on to be used; crm-tools is asked again soon.
      const reason = error instanceof AskFailed ? error.reason : 'failed';
      if (!this.#failing) this.#log.warn({ reason }, 'crm-tools did not say which calendars there are; asking again');
      this.#failing = true;
      return false;
    }
  }
}
