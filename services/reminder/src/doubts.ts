/** Tries of which nobody knows the end: looked for at Twilio, and called again only when there is no such call. */
import { reminderDoubts, reminderMiss, reminderPlace, reminderReport } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';
import type { z } from 'zod';
import type { OutboundCalls } from './outbound-calls.ts';
import type { ReminderJobs } from './reminder-jobs.ts';

type Doubt = z.output<typeof reminderDoubts.reply>['doubts'][number];

interface DoubtsOptions {
  readonly bus: Bus;
  readonly calls: OutboundCalls;
  readonly jobs: ReminderJobs;
  readonly log: Log;
}

const AT_A_TIME = 50;

/** @throws what failed; the rest is looked at next time. */
export async function resolveDoubts(options: DoubtsOptions): Promise<void> {
  const { doubts } = await options.bus.ask(reminderDoubts, { most: AT_A_TIME });
  for (const doubt of doubts) await resolve(options, doubt);
}

async function resolve(options: DoubtsOptions, doubt: Doubt): Promise<void> {
  const { bus, calls, log } = options;
  const { reminderId, attempt, from, to, since, callId } = doubt;
  const aTry = { reminderId, attempt };
  if (callId !== null) {
    const { status } = await calls.read(callId);
    return report(options, doubt, callId, status);
  }
  for (const found of await calls.find({ from, to, since: new Date(since) })) {
    const { placed } = await bus.ask(reminderPlace, { ...aTry, callId: found.callId });
    if (!placed) continue;
    log.info({ reminderId, callId: found.callId }, 'a call in doubt was found');
    return report(options, doubt, found.callId, found.status);
  }
  log.info({ reminderId }, 'a call in doubt was never placed');
  const { at } = await bus.ask(reminderMiss, { ...aTry, how: 'unplaced', code: 'not-found' });
  await wake(options, doubt, at);
}

async function report(options: DoubtsOptions, doubt: Doubt, callId: string, status: string): Promise<void> {
  const { reminderId, attempt } = doubt;
  const { at } = await options.bus.ask(reminderReport, { reminderId, attempt, callId, status });
  await wake(options, doubt, at);
}

async function wake({ jobs }: DoubtsOptions, { appointmentId, dueAt }: Doubt, at: string | null): Promise<void> {
  if (at !== null) await jobs.wake({ appointmentId, dueAt }, new Date(at));
}
