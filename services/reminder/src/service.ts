/** The wiring of reminder: which message goes to which function. */
import { consumers } from '@bayline/contracts';
import type { Room, Running } from '@bayline/runtime';
import type { ReminderConfig } from './config.ts';
import { BullJobs } from './jobs/bullmq.ts';
import { Reminders } from './reminders.ts';

/** Starts to listen; whether Redis is there shows in /readyz, and the stream keeps what cannot be planned yet. */
export async function startReminder(room: Room<ReminderConfig>): Promise<Running> {
  const { bus, clock, config, guard, health, log, metrics } = room;
  const jobs = new BullJobs({
    url: config.REDIS_URL,
    deadlineMs: config.REMINDER_REDIS_DEADLINE_MS,
    clock,
    clockRate: config.BAYLINE_CLOCK_RATE,
    guard,
    log,
  });
  const reminders = new Reminders({ jobs, bus, clock, metrics });
  health.detail('redis', async () => ({ ok: true, standing: await jobs.count() }));
  const following = await bus.consume(consumers.reminderAppointments, (heard) => reminders.follow(heard));

  return {
    drain: async () => {
      following.stop();
      await reminders.idle();
    },
    close: () => jobs.close(),
  };
}
