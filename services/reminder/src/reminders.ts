/** Keeping one reminder for each appointment, by the facts about it. */
import {
  type AppointmentRow,
  appointmentBooked,
  appointmentCancelled,
  appointmentMoved,
  messagePlan,
  reminderPlanned,
} from '@bayline/contracts';
import type { Bus, Clock, HeardFact, Metrics } from '@bayline/runtime';
import { planReminder } from './planning.ts';
import type { ReminderJobs } from './reminder-jobs.ts';

interface RemindersOptions {
  readonly jobs: ReminderJobs;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

const happenings = [
  [appointmentBooked, 'booked'],
  [appointmentMoved, 'moved'],
  [appointmentCancelled, 'cancelled'],
] as const;

export class Reminders {
  readonly #options: RemindersOptions;
  readonly #followed;
  #planning: Promise<unknown> = Promise.resolve();

  constructor(options: RemindersOptions) {
    this.#options = options;
    this.#followed = options.metrics.counter('reminder_plans_total', 'Facts about appointments by what was planned.');
  }

  /**
   * Follows one fact, and tells what is planned now.
   * @throws what failed; the fact is to be delivered again later.
   */
  follow(heard: HeardFact): Promise<void> {
    const work = this.#follow(heard);
    this.#planning = work.catch(() => undefined);
    return work;
  }

  /** Resolves when nothing is being planned. */
  async idle(): Promise<void> {
    await this.#planning;
  }

  async #follow(heard: HeardFact): Promise<void> {
    const row = heard.payload as AppointmentRow;
    const cancelled = heard.fact === appointmentCancelled;
    const { jobs, bus, clock } = this.#options;
    const now = clock.now();
    const { dueAt, keeps, ...plan } = planReminder(row, cancelled, now);
    if (!(await jobs.stand({ ...plan, dueAt, keeps }))) return this.#followed({ planned: 'outdated' });
    const times = { dueAt: dueAt?.toISOString() ?? null, keeps: keeps?.toISOString() ?? null, at: now.toISOString() };
    const told = { ...plan, ...times };
    await bus.record(reminderPlanned, plan.appointmentId, told);
    await this.#planMessage(heard, row);
    this.#followed({ planned: dueAt === null ? 'none' : plan.kind });
  }

  /** The customer reads what was changed; crm-tools knows whether they may be written to, and writes it once. */
  async #planMessage(heard: HeardFact, { appointmentId, version }: AppointmentRow): Promise<void> {
    const happened = happenings.find(([fact]) => fact === heard.fact)?.[1];
    if (happened !== undefined) await this.#options.bus.ask(messagePlan, { appointmentId, version, happened });
  }
}
