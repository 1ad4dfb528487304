/** What becomes of the facts crm-tools hears: rows of calls, call logs, reminders and tasks. Harmless when repeated. */
import { callEnded, callReported, callStarted, turnMeasured, turnTaken, wishLeft } from '@bayline/contracts';
import type { FactHandler } from '@bayline/runtime';
import { calendarHandlers } from './calendar-events/handlers.ts';
import type { EventHearing } from './calendar-events/hearing-events.ts';
import { adoptCall, readBriefRow } from './calls/calls.ts';
import { markEnded, markGone, markStarted } from './calls/life.ts';
import { releaseCall } from './changes/changes.ts';
import type { Database } from './database/postgres.ts';
import type { Ended, Reported, Started, TurnMeasured, TurnTaken } from './logs/call-log.ts';
import { withEnd, withMeasure, withReport, withStart, withTurn } from './logs/call-log.ts';
import { changeLog } from './logs/call-logs.ts';
import { outreachHandlers } from './outreach.ts';
import type { ReminderHouse } from './reminders/claiming.ts';
import { sayCallBack, subjectOf, type Wish } from './tasks/call-back.ts';
import { openTask } from './tasks/tasks.ts';

export interface HearingOptions extends EventHearing {
  readonly reminders: ReminderHouse;
}

/** Twilio's words for a call that is over. */
const OVER: ReadonlySet<Reported['status']> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** One handler for every consumer of the service. */
export function hearFacts(options: HearingOptions): FactHandler {
  const { database } = options;
  const handlers: Readonly<Record<string, (id: string, payload: unknown) => Promise<void>>> = {
    [callStarted.name]: (id, payload) => hearStarted(options, id, payload as Started),
    [callEnded.name]: (id, payload) => hearEnded(database, id, payload as Ended),
    [callReported.name]: (id, payload) => hearReported(database, id, payload as Reported),
    [turnTaken.name]: (id, payload) => changeLog(database, id, (log) => withTurn(log, payload as TurnTaken)),
    [turnMeasured.name]: (id, payload) => changeLog(database, id, (log) => withMeasure(log, payload as TurnMeasured)),
    [wishLeft.name]: (id, payload) => hearWish(options, id, payload as Wish),
    ...outreachHandlers(options),
    ...calendarHandlers(options),
  };
  return async ({ fact, id, payload }) => {
    await handlers[fact.name]?.(id, payload);
  };
}

async function hearStarted({ database, shops }: HearingOptions, callId: string, started: Started): Promise<void> {
  const at = new Date(started.at);
  if ((await shops.byId(started.shopId)) === undefined) return;
  await adoptCall(database, callId, started.shopId, at);
  await markStarted(database, callId, at);
  await changeLog(database, callId, (log) => withStart(log, started));
}

/** Marked as ended before its holds are let go: what comes late holds nothing new. */
async function hearEnded(database: Database, callId: string, ended: Ended): Promise<void> {
  await markEnded(database, callId, ended.reason, new Date(ended.at));
  const unfinished = await releaseCall(database, callId);
  await changeLog(database, callId, (log) => withEnd(log, ended, unfinished));
}

async function hearReported(database: Database, callId: string, reported: Reported): Promise<void> {
  if (OVER.has(reported.status)) {
    await markGone(database, callId, reported.status, new Date(reported.at));
    await releaseCall(database, callId);
  }
  await changeLog(database, callId, (log) => withReport(log, reported));
}

/** A wish of a call that nothing is known of goes to the first shop: a person there sorts it out. */
async function hearWish({ database, shops, newId }: HearingOptions, callId: string, wish: Wish): Promise<void> {
  const call = await readBriefRow(database, callId);
  const shop = (await shops.byId(wish.shopId ?? call?.shopId ?? '')) ?? shops.all[0];
  if (shop === undefined) throw new Error('a wish was left, and no shop is known');
  const what = sayCallBack(wish, call?.number ?? null);
  await openTask(database, {
    id: newId(),
    shopId: shop.id,
    kind: 'call-back',
    subject: subjectOf(callId, wish),
    what,
    callId,
    at: new Date(wish.at),
  });
}
