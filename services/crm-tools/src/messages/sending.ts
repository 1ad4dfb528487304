/** Giving out messages to be sent, and what became of them: claimed before they are sent, each at one process at a time. */
import type { messageClaim, messageReported, messageSettle } from '@bayline/contracts';
import type { z } from 'zod';
import { zonesOfNumber } from '../consent/calling-rules.ts';
import { readStanding } from '../consent/consents.ts';
import { nextFitHour } from '../consent/hours.ts';
import type { ReminderHouse } from '../reminders/claiming.ts';
import type { Transaction } from '../reminders/rows.ts';
import { writeTask } from '../tasks/tasks.ts';
import { mayText, type NewMessage } from './planning.ts';

type Answer = z.input<typeof messageClaim.reply>;

const TRANSACTION_MS = 2_500;
/** A call whose end nobody told of keeps its message back no longer than this. */
const CALL_OVER_AFTER_MINUTES = 15;
const MOST_TRIES = 8;

interface Due {
  readonly id: string;
  readonly shopId: string;
  readonly kind: string;
  readonly number: string;
  readonly body: string;
  readonly from: string;
  readonly zone: string;
  readonly doubtfulSince: Date | null;
  readonly tries: number;
}

/** Takes what may be sent now. A claim that lapses is in doubt: it is looked for before it is sent again. */
export function claimMessages(
  house: ReminderHouse,
  { most, leaseMs }: z.output<typeof messageClaim.request>,
): Promise<Answer> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    const messages: Answer['messages'] = [];
    for (const due of await readDue(transaction, now, most)) {
      if (!(await isAllowedNow(house, transaction, due, now))) continue;
      const leaseUntil = new Date(now.getTime() + leaseMs);
      await transaction.$executeRaw`
        UPDATE messages SET state = 'claimed', lease_until = ${leaseUntil}::timestamptz, tries = tries + 1,
          doubtful_since = coalesce(doubtful_since, ${now}::timestamptz)
        WHERE id = ${due.id}::uuid`;
      const doubtfulSince = due.doubtfulSince?.toISOString() ?? null;
      messages.push({ messageId: due.id, from: due.from, to: due.number, body: due.body, doubtfulSince });
    }
    return { messages };
  });
}

/** A message about a change waits for the end of the call that made it: only then is known whether it may be sent. */
function readDue(transaction: Transaction, now: Date, most: number): Promise<Due[]> {
  return transaction.$queryRaw<Due[]>`
    SELECT m.id, m.shop_id AS "shopId", m.kind, m.number, m.body, s.phone AS "from", s.zone, m.tries,
      m.doubtful_since AS "doubtfulSince"
    FROM messages m JOIN shops s ON s.id = m.shop_id LEFT JOIN calls c ON c.call_id = m.call_id
    WHERE (m.state = 'due' AND m.next_at <= ${now}::timestamptz OR m.state = 'claimed' AND m.lease_until < ${now}::timestamptz)
      AND (c.call_id IS NULL OR c.ended_at IS NOT NULL
        OR m.created_at < ${now}::timestamptz - make_interval(mins => ${CALL_OVER_AFTER_MINUTES}::integer))
    ORDER BY m.next_at LIMIT ${most}::integer FOR UPDATE OF m SKIP LOCKED`;
}

/** Answers to what somebody wrote are sent at any hour; everything else keeps the hours of calls. */
async function isAllowedNow(house: ReminderHouse, transaction: Transaction, due: Due, now: Date): Promise<boolean> {
  if (due.kind === 'help' || due.kind === 'started') return true;
  const standing = await readStanding(transaction, due.shopId, due.number);
  if (!mayText(due.kind as NewMessage['kind'], standing)) {
    await transaction.$executeRaw`
      UPDATE messages SET state = 'withheld', why = ${standing.optedOut ? 'opted-out' : 'no-consent'} WHERE id = ${due.id}::uuid`;
    return false;
  }
  const zones = [...new Set([due.zone, ...zonesOfNumber(due.number)])];
  // A holiday forbids the call, not the line that says what was booked a minute ago.
  const rules = due.kind === 'reminder' ? house.rules : { ...house.rules, holidays: [] };
  const fit = nextFitHour(now, zones, rules);
  if (fit !== null && fit.getTime() <= now.getTime()) return true;
  await transaction.$executeRaw`
    UPDATE messages SET state = 'due', next_at = ${fit ?? now}::timestamptz WHERE id = ${due.id}::uuid`;
  return false;
}

export function settleMessage(
  house: ReminderHouse,
  { messageId, how, sid, code }: z.output<typeof messageSettle.request>,
): Promise<z.input<typeof messageSettle.reply>> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    if (how === 'sent') {
      await transaction.$executeRaw`
        UPDATE messages SET state = CASE WHEN state = 'claimed' THEN 'sent' ELSE state END, sid = ${sid},
          sent_at = coalesce(sent_at, ${now}::timestamptz), doubtful_since = NULL
        WHERE id = ${messageId}::uuid`;
      return { settled: true };
    }
    // In doubt it stays claimed: when its lease is over it is looked for at Twilio.
    if (how === 'unsure') return { settled: true };
    const [row] = await transaction.$queryRaw<{ tries: number }[]>`
      SELECT tries FROM messages WHERE id = ${messageId}::uuid AND state = 'claimed' FOR UPDATE`;
    if (row === undefined) return { settled: false };
    if (how === 'unsent' && row.tries < MOST_TRIES) {
      const nextAt = new Date(now.getTime() + Math.min(30_000 * 2 ** row.tries, 3_600_000));
      await transaction.$executeRaw`
        UPDATE messages SET state = 'due', next_at = ${nextAt}::timestamptz, doubtful_since = NULL WHERE id = ${messageId}::uuid`;
      return { settled: true };
    }
    await failMessage(house, transaction, messageId, code ?? how);
    return { settled: true };
  });
}

/** It will not arrive: a person tells the customer. */
async function failMessage(
  house: ReminderHouse,
  transaction: Transaction,
  messageId: string,
  why: string,
): Promise<void> {
  const [row] = await transaction.$queryRaw<{ shopId: string; number: string; body: string; callId: string | null }[]>`
    UPDATE messages SET state = 'failed', why = ${why} WHERE id = ${messageId}::uuid AND state <> 'failed'
    RETURNING shop_id AS "shopId", number, body, call_id AS "callId"`;
  if (row === undefined) return;
  const what = `Call ${row.number}: a message could not be delivered (${why}). It said: ${row.body}`;
  const task = { id: house.newId(), shopId: row.shopId, kind: 'message', subject: messageId, what } as const;
  await writeTask(transaction, { ...task, callId: row.callId, at: house.now() });
}

const ORDER = ['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'canceled'];
const FAILED: ReadonlySet<string> = new Set(['undelivered', 'failed', 'canceled']);

/** A status callback; an earlier status that comes late changes nothing. */
export function hearMessageReported(
  house: ReminderHouse,
  sid: string,
  { status, errorCode, messageId }: z.output<typeof messageReported.schema>,
): Promise<void> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const [row] = await transaction.$queryRaw<{ id: string; status: string | null }[]>`
      SELECT id, status FROM messages WHERE sid = ${sid} OR id = ${messageId}::uuid FOR UPDATE`;
    if (row === undefined || ORDER.indexOf(row.status ?? '') >= ORDER.indexOf(status)) return;
    const state = status === 'delivered' ? 'delivered' : 'sent';
    await transaction.$executeRaw`
      UPDATE messages SET status = ${status}, error_code = ${errorCode}, sid = ${sid}, state = ${state},
        sent_at = coalesce(sent_at, ${house.now()}::timestamptz), doubtful_since = NULL
      WHERE id = ${row.id}::uuid`;
    if (FAILED.has(status)) await failMessage(house, transaction, row.id, errorCode ?? status);
  });
}
