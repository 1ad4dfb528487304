/** What Twilio reports of the calls we placed, handed to where the rows are; a try that reached nobody is woken for again. */
import { type callReported, reminderReport } from '@bayline/contracts';
import type { Bus, HeardFact } from '@bayline/runtime';
import type { z } from 'zod';
import type { ReminderJobs } from './reminder-jobs.ts';

type Reported = z.output<typeof callReported.schema>;

/** @throws what failed; the fact is to be delivered again later. */
export async function followReport(bus: Bus, jobs: ReminderJobs, heard: HeardFact): Promise<void> {
  const { reminderId: text, status } = heard.payload as Reported;
  const aTry = readTry(text);
  if (aTry === undefined) return;
  const next = await bus.ask(reminderReport, { ...aTry, callId: heard.id, status });
  const { at, appointmentId, dueAt } = next;
  if (at === null || appointmentId === null || dueAt === null) return;
  await jobs.wake({ appointmentId, dueAt }, new Date(at));
}

/** `<reminder id>.<attempt>`, as the callback's URL names it. */
function readTry(text: string | null): { reminderId: string; attempt: number } | undefined {
  const [, reminderId, attempt] = /^([0-9a-f-]{36})\.(\d{1,4})$/.exec(text ?? '') ?? [];
  return reminderId === undefined || attempt === undefined ? undefined : { reminderId, attempt: Number(attempt) };
}
