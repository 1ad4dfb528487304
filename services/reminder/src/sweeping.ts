/** Rebuilding the queue from the rows of crm-tools: each day, at the start, and whenever Redis was emptied. */
import { reminderList, reminderPlanned } from '@bayline/contracts';
import type { Bus, Clock, Log } from '@bayline/runtime';
import { dayBefore, isOwed, REMINDER_KIND } from './planning.ts';
import type { ReminderJobs } from './reminder-jobs.ts';

interface SweepingOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly jobs: ReminderJobs;
  readonly log: Log;
}

const PAGE = 200;
/** So many wake-ups are written at a time. */
const AT_ONCE = 20;
/** A wake-up further ahead than this is made by a later sweep. */
const AHEAD_MS = 3 * 24 * 3_600_000;

export interface Swept {
  readonly woken: number;
  /** Zones of the shops that have visits. */
  readonly zones: readonly string[];
}

/**
 * Sees to it that every coming visit whose reminder is not over has a wake-up. What was due while nobody was awake is woken at
 * once. @throws what failed; a sweep may be repeated.
 */
export async function sweep({ bus, clock, jobs, log }: SweepingOptions): Promise<Swept> {
  const zones = new Set<string>();
  let woken = 0;
  for (let after: string | null = null; ; ) {
    const page = await readPage(bus, after);
    const now = clock.now();
    for (const { zone } of page.appointments) zones.add(zone);
    const wakes = page.appointments.flatMap((visit) => wakeFor(visit, now) ?? []);
    for (let from = 0; from < wakes.length; from += AT_ONCE) {
      await Promise.all(wakes.slice(from, from + AT_ONCE).map((wake) => wakeUp(bus, jobs, wake)));
    }
    woken += wakes.length;
    after = page.next;
    if (after === null) break;
  }
  log.info({ woken }, 'the queue of reminders was rebuilt');
  return { woken, zones: [...zones] };
}

interface WakeUp {
  readonly visit: Visit;
  readonly dueAt: string;
  readonly at: Date;
  readonly now: Date;
}

/** When a visit is to be woken for; null when it is not. */
function wakeFor(visit: Visit, now: Date): WakeUp | null {
  const { zone, start, nextAt, over, madeAt } = visit;
  const due = dayBefore(start, zone);
  const at = nextAt === null ? due : new Date(nextAt);
  if (over || at.getTime() > now.getTime() + AHEAD_MS) return null;
  // A visit made less than a day ahead is not reminded of; one that was made in time is, however late.
  if (nextAt === null && !isOwed(due, madeAt ?? now.toISOString())) return null;
  return { visit, dueAt: due.toISOString(), at, now };
}

async function wakeUp(bus: Bus, jobs: ReminderJobs, { visit, dueAt, at, now }: WakeUp): Promise<void> {
  const { appointmentId, shopId, version, nextAt } = visit;
  if (nextAt === null) {
    const plan = { appointmentId, shopId, kind: REMINDER_KIND, version, dueAt, keeps: dueAt, at: now.toISOString() };
    await bus.record(reminderPlanned, appointmentId, plan);
  }
  await jobs.wake({ appointmentId, dueAt }, at);
}

interface Visit {
  readonly appointmentId: string;
  readonly shopId: string;
  readonly version: number;
  readonly zone: string;
  readonly start: string;
  readonly nextAt: string | null;
  readonly over: boolean;
  readonly madeAt?: string | undefined;
}

interface Page {
  readonly appointments: readonly Visit[];
  readonly next: string | null;
}

function readPage(bus: Bus, after: string | null): Promise<Page> {
  return bus.ask(reminderList, { after, most: PAGE });
}
