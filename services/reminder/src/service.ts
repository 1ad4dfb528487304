/** The wiring of reminder: which message goes to which function, what is done over and over. */
import { consumers, deadJobDrop, deadJobList, deadJobRetry } from '@bayline/contracts';
import { chooseProvider, connectRedis, logProviders, type Room, type Running } from '@bayline/runtime';
import { createCalling } from './calling.ts';
import type { Point, ReminderConfig } from './config.ts';
import { resolveDoubts } from './doubts.ts';
import { BullJobs } from './jobs/bullmq.ts';
import { DeadLetters } from './jobs/dead-letters.ts';
import { startWorker } from './jobs/worker.ts';
import { createMessaging } from './messaging.ts';
import { Reminders } from './reminders.ts';
import { followReport } from './reports.ts';
import { startRoutine } from './routine.ts';
import { sweep } from './sweeping.ts';
import { openAccount } from './twilio/account.ts';
import { connectOutboundCalls } from './twilio/outbound-calls.ts';
import { connectTextMessages } from './twilio/text-messages.ts';

/** Starts to listen; whether Redis is there shows in /readyz, and the stream keeps what cannot be planned yet. */
export async function startReminder(room: Room<ReminderConfig>): Promise<Running> {
  const { bus, clock, config, guard, health, instanceId, log, metrics } = room;
  const clockRate = config.BAYLINE_CLOCK_RATE;
  const account = openTwilio(room);
  const jobs = new BullJobs({
    ...{ url: config.REDIS_URL, deadlineMs: config.REMINDER_REDIS_DEADLINE_MS, clock, clockRate, guard, log },
  });
  const calls = connectOutboundCalls(
    account,
    { publicUrl: config.PUBLIC_URL, ringSeconds: config.REMINDER_RING_SECONDS },
    guard,
  );
  const texts = connectTextMessages(account, config.PUBLIC_URL, guard);
  const leaseMs = config.REMINDER_LEASE_MS;
  const calling = createCalling({
    ...{ bus, clock, clockRate, calls, instanceId, leaseMs, log, metrics, reached: dyingAt(config) },
    perSecond: config.REMINDER_CALLS_PER_SECOND,
  });
  const letterBox = connectRedis(config.REDIS_URL, log, config.REMINDER_REDIS_DEADLINE_MS);
  const deadLetters = new DeadLetters(letterBox, log);
  const sweepNow = async (): Promise<void> => {
    await jobs.markBuilding();
    const { zones } = await sweep({ bus, clock, jobs, log });
    await jobs.sweepDaily(zones, config.REMINDER_SWEEP_CRON);
    await jobs.markKept();
  };

  const reminders = new Reminders({ jobs, bus, clock, metrics });
  health.detail('redis', async () => ({ ok: true, standing: await jobs.count() }));
  let oldestLetterMs = 0;
  metrics.gauge('dead_letter_age_milliseconds', 'Age of the oldest job that failed for good.', () => oldestLetterMs);

  const worker = startWorker({
    ...{ url: config.REDIS_URL, perSecond: config.REMINDER_CALLS_PER_SECOND, handle: calling, sweep: sweepNow },
    ...{ deadLetters, log },
    until: (at) => Math.max(0, (at.getTime() - clock.now().getTime()) / clockRate),
  });
  const following = await bus.consume(consumers.reminderAppointments, (heard) => reminders.follow(heard));
  const reporting = await bus.consume(consumers.reminderCallReported, (heard) => followReport(bus, jobs, heard));
  bus.answer(deadJobList, async () => ({ jobs: await deadLetters.list() }));
  bus.answer(deadJobRetry, async ({ jobId }) => ({ retried: await deadLetters.retry(jobId) }));
  bus.answer(deadJobDrop, async ({ jobId }) => ({ dropped: await deadLetters.drop(jobId) }));
  const routines = [
    startRoutine(
      'watching',
      config.REMINDER_WATCH_MS,
      async () => {
        if (await jobs.wasEmptied()) await sweepNow();
        await resolveDoubts({ bus, calls, jobs, log });
        oldestLetterMs = await deadLetters.oldestAgeMs();
      },
      log,
    ),
    startRoutine(
      'messaging',
      config.REMINDER_MESSAGES_MS,
      createMessaging({ bus, texts, leaseMs: leaseMs * clockRate, log, metrics }),
      log,
    ),
  ];

  return {
    drain: async () => {
      following.stop();
      reporting.stop();
      await reminders.idle();
      await Promise.all(routines.map((routine) => routine.stop()));
      await worker.close();
    },
    close: async () => {
      await deadLetters.close();
      letterBox.disconnect();
      await jobs.close();
    },
  };
}

function openTwilio({ config, log }: Room<ReminderConfig>): ReturnType<typeof openAccount> {
  const provider = chooseProvider(config.BAYLINE_ENV, {
    ...{ name: 'twilio', keyName: 'TWILIO_AUTH_TOKEN', key: config.TWILIO_AUTH_TOKEN },
    ...{ urlName: 'TWILIO_API_BASE_URL', baseUrl: config.TWILIO_API_BASE_URL },
  });
  logProviders(log, [provider]);
  return openAccount({
    accountSid: config.TWILIO_ACCOUNT_SID,
    authToken: config.TWILIO_AUTH_TOKEN,
    baseUrl: config.TWILIO_API_BASE_URL,
  });
}

/** A fault suite kills the process where it is told to, as abruptly as a power failure. */
function dyingAt({ BAYLINE_ENV, REMINDER_DIES_AT }: ReminderConfig): (point: Point) => void {
  if (REMINDER_DIES_AT === undefined) return () => undefined;
  if (BAYLINE_ENV === 'production') throw new Error('REMINDER_DIES_AT is for tests: not in production');
  return (point) => {
    if (point === REMINDER_DIES_AT) process.kill(process.pid, 'SIGKILL');
  };
}
