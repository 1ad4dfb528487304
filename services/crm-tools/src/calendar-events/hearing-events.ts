/** What becomes of facts about the shop's calendars: a visit follows its event, or is put back; what is unclear becomes a task. */
import type { calendarConnected, eventDeleted, eventMoved, eventUnknown } from '@bayline/contracts';
import type { Clock } from '@bayline/runtime';
import type { z } from 'zod';
import { freeBays } from '../capacity/openings.ts';
import type { TakenTime } from '../capacity/taken.ts';
import type { Database } from '../database/postgres.ts';
import { capableBays, type Shop, workOf } from '../shops/shop.ts';
import type { Shops } from '../shops/shops.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { type Obstacle, type Times, timesAt } from './moving.ts';
import { DISCONNECTED, sayDeleted, sayPutBack, sayUnknownEvent, type ToldVisit } from './saying.ts';
import { moveByShop, noteConnection, putBack, readVisit, type VisitRow } from './visits.ts';

export interface EventHearing {
  readonly database: Database;
  readonly shops: Shops;
  readonly takenTime: TakenTime;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Something was committed: its fact waits in the outbox. */
  readonly committed: () => void;
}

type Moved = z.output<typeof eventMoved.schema>;
type Deleted = z.output<typeof eventDeleted.schema>;
type Unknown = z.output<typeof eventUnknown.schema>;
type Connection = z.output<typeof calendarConnected.schema>;

/** A visit that was changed since its event was seen is left alone: what it is now is on its way to the calendar. */
export async function hearEventMoved(hearing: EventHearing, moved: Moved): Promise<void> {
  const { database, shops, clock } = hearing;
  const [visit, shop] = await Promise.all([readVisit(database, moved.appointmentId), shops.byId(moved.shopId)]);
  if (visit === null || shop === undefined || visit.status !== 'booked' || visit.version !== moved.version) return;
  const now = clock.now();
  const did = await follow(hearing, shop, visit, moved, now);
  if (did === 'stale') return;
  if (did !== 'moved') await refuse(hearing, shop, visit, moved, did, now);
  hearing.committed();
}

async function follow(
  { database, takenTime }: EventHearing,
  shop: Shop,
  visit: VisitRow,
  moved: Moved,
  now: Date,
): Promise<'moved' | 'stale' | Obstacle> {
  const work = workOf(shop, visit.codes);
  const before = { from: visit.startsAt.getTime(), to: visit.endsAt.getTime() };
  const seen =
    moved.start === null || moved.end === null ? null : { from: Date.parse(moved.start), to: Date.parse(moved.end) };
  const times = timesAt(shop, { work, visit: visit.visit, before }, seen, now);
  if (typeof times === 'string') return times;
  const capable = capableBays(shop, work).map(({ id }) => id);
  // A calendar of the whole shop says nothing about bays: the present one first.
  const bayIds =
    moved.bayId === null
      ? capable.toSorted((a, b) => Number(b === visit.bayId) - Number(a === visit.bayId))
      : capable.filter((id) => id === moved.bayId);
  if (bayIds.length === 0) return 'no-capable-bay';
  const free = await withoutBlocks(takenTime, shop, bayIds, times, now);
  return free.length === 0 ? 'taken' : moveByShop(database, visit, times, free, now);
}

async function withoutBlocks(
  takenTime: TakenTime,
  shop: Shop,
  bayIds: readonly string[],
  { startsAt, freeAt }: Times,
  now: Date,
): Promise<readonly string[]> {
  const wanted = { from: startsAt, to: freeAt };
  return freeBays({ bayIds, taken: await takenTime.busy(shop.id, wanted, now) }, wanted);
}

/** The task first: after a crash in between it is there already, and the visit is put back then. */
async function refuse(
  { database, newId }: EventHearing,
  shop: Shop,
  visit: VisitRow,
  { start }: Moved,
  obstacle: Obstacle,
  now: Date,
): Promise<void> {
  const to = start === null ? null : new Date(start);
  await openTask(database, {
    ...{ id: newId(), shopId: shop.id, kind: 'event-put-back', callId: null, at: now },
    ...{ subject: `${visit.id}:${visit.version}`, appointmentId: visit.id },
    what: sayPutBack(told(shop, visit), to, obstacle, now),
  });
  await putBack(database, visit, now);
}

/** Never a silent cancellation: the visit stands until somebody decides. */
export async function hearEventDeleted(
  { database, shops, clock, newId }: EventHearing,
  deleted: Deleted,
): Promise<void> {
  const [visit, shop] = await Promise.all([readVisit(database, deleted.appointmentId), shops.byId(deleted.shopId)]);
  if (visit === null || shop === undefined || visit.status !== 'booked' || visit.version !== deleted.version) return;
  const now = clock.now();
  await openTask(database, {
    ...{ id: newId(), shopId: shop.id, kind: 'event-deleted', callId: null, at: now },
    ...{ subject: `${visit.id}:${visit.version}`, appointmentId: visit.id },
    what: sayDeleted(told(shop, visit), now),
  });
}

export async function hearEventUnknown(
  { database, shops, clock, newId }: EventHearing,
  unknown: Unknown,
): Promise<void> {
  const [visit, shop] = await Promise.all([readVisit(database, unknown.appointmentId), shops.byId(unknown.shopId)]);
  if (visit !== null || shop === undefined) return;
  const now = clock.now();
  await openTask(database, {
    ...{ id: newId(), shopId: shop.id, kind: 'event-unknown', callId: null, at: now, subject: unknown.appointmentId },
    what: sayUnknownEvent(unknown.start === null ? null : new Date(unknown.start), shop.zone, now),
  });
}

export async function hearConnection(
  { database, newId }: EventHearing,
  { shopId, at }: Connection,
  state: 'connected' | 'disconnected',
): Promise<void> {
  const toldAt = new Date(at);
  const since = await noteConnection(database, shopId, state, toldAt);
  if (since === 'outdated') return;
  if (since === null) return closeTasks(database, shopId, 'calendar-disconnected', toldAt);
  await openTask(database, {
    ...{ id: newId(), shopId, kind: 'calendar-disconnected', callId: null, at: toldAt },
    ...{ subject: `${shopId}:${since.toISOString()}`, what: DISCONNECTED },
  });
}

function told(shop: Shop, visit: VisitRow): ToldVisit {
  const services = workOf(shop, visit.codes).services.map(({ name }) => name);
  return {
    customerFirstName: visit.customerFirstName,
    services: services.length === 0 ? ['visit'] : services,
    start: visit.startsAt,
    zone: shop.zone,
  };
}
