/** Writing a message that is to be sent: once for each thing it tells, and only to whom it may be sent. */
import type { messagePlan } from '@bayline/contracts';
import type { z } from 'zod';
import { readStanding, type Standing } from '../consent/consents.ts';
import type { ReminderHouse } from '../reminders/claiming.ts';
import type { Transaction } from '../reminders/rows.ts';
import { readVisitToRemind, type VisitToRemind } from '../reminders/visit-to-remind.ts';
import { workOf } from '../shops/shop.ts';
import { segmentsOf } from './segments.ts';
import { type MessageKind, renderMessage, writeMoment, writePhone, writeWork } from './templates.ts';

export interface NewMessage {
  readonly kind: Exclude<MessageKind, 'started' | 'help'>;
  /** What makes two of a kind the same one. */
  readonly subject: string;
  readonly visit: VisitToRemind;
  /** The call that made the change: its message waits until that call is over. */
  readonly callId: string | null;
  readonly now: Date;
}

const TRANSACTION_MS = 2_500;

/**
 * Whether a customer may be written to. A reminder needs a yes; what was just booked, moved or cancelled is told to whoever
 * gave us their number for it, unless they said no: a call that drops leaves no time for the question.
 */
export function mayText(
  kind: NewMessage['kind'],
  { consent, optedOut }: Pick<Standing, 'consent' | 'optedOut'>,
): boolean {
  if (optedOut) return false;
  return kind === 'reminder' ? consent === 'yes' : consent !== 'no';
}

/** Writes a message; false when the customer may not be written to. What was written already stays as it is. */
export async function planMessage(
  house: Pick<ReminderHouse, 'shops' | 'newId'>,
  transaction: Transaction,
  message: NewMessage,
): Promise<boolean> {
  const { kind, subject, visit, callId, now } = message;
  const shop = await house.shops.byId(visit.shopId);
  const { number } = visit;
  if (shop === undefined || number === null) return false;
  const standing = await readStanding(transaction, visit.shopId, number);
  if (!mayText(kind, standing)) return false;
  const { language } = standing;
  const body = renderMessage(kind, language, {
    shop: shop.name,
    phone: writePhone(shop.phone),
    work: writeWork(workOf(shop, visit.services).services, language),
    when: writeMoment(visit.startsAt, shop.zone, language),
  });
  await transaction.$executeRaw`
    INSERT INTO messages (id, shop_id, subject, kind, appointment_id, call_id, number, language, body, segments, state,
      next_at, created_at)
    VALUES (${house.newId()}::uuid, ${visit.shopId}::uuid, ${subject}, ${kind}, ${visit.appointmentId}::uuid, ${callId},
      ${number}, ${language}, ${body}, ${segmentsOf(body)}::integer, 'due', ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (kind, subject) DO NOTHING`;
  return true;
}

/** A change that was committed is to be told in writing. Older news than the row is not told any more. */
export function planChangeMessage(
  house: ReminderHouse,
  { appointmentId, version, happened }: z.output<typeof messagePlan.request>,
): Promise<z.input<typeof messagePlan.reply>> {
  return house.database.transaction(TRANSACTION_MS, async (transaction) => {
    const now = house.now();
    const visit = await readVisitToRemind(transaction, appointmentId);
    if (visit === null || visit.version !== version || visit.startsAt.getTime() <= now.getTime())
      return { planned: false };
    const [change] = await transaction.$queryRaw<{ callId: string | null }[]>`
      SELECT call_id AS "callId" FROM appointments WHERE id = ${appointmentId}::uuid`;
    const callId = change?.callId ?? null;
    // What a person at the shop or a data import wrote is told by them.
    if (callId === null) return { planned: false };
    const subject = `${appointmentId}:${version}`;
    return { planned: await planMessage(house, transaction, { kind: happened, subject, visit, callId, now }) };
  });
}
