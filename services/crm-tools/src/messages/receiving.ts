/** What people write to a shop: STOP, START and HELP in both languages are acted on; anything else becomes a task. */
import type { messageReceived } from '@bayline/contracts';
import { readKeyword } from '@bayline/spoken';
import type { z } from 'zod';
import { liftOptOut, readStanding, writeOptOut } from '../consent/consents.ts';
import { writeLanguage } from '../consent/languages.ts';
import type { ReminderHouse } from '../reminders/claiming.ts';
import type { Transaction } from '../reminders/rows.ts';
import type { Shop } from '../shops/shop.ts';
import { writeTask } from '../tasks/tasks.ts';
import { segmentsOf } from './segments.ts';
import { renderMessage, writePhone } from './templates.ts';

type Received = z.output<typeof messageReceived.schema>;

const TRANSACTION_MS = 2_500;

/** Harmless when repeated: the message's own name makes its answer and its task the same ones. */
export async function hearMessageReceived(house: ReminderHouse, sid: string, received: Received): Promise<void> {
  const shop = await house.shops.byPhone(received.to);
  if (shop === undefined) return;
  await house.database.transaction(TRANSACTION_MS, (transaction) => act(house, transaction, { sid, shop, received }));
}

interface Writing {
  readonly sid: string;
  readonly shop: Shop;
  readonly received: Received;
}

async function act(house: ReminderHouse, transaction: Transaction, writing: Writing): Promise<void> {
  const { sid, shop, received } = writing;
  const { from, body } = received;
  const at = new Date(received.at);
  const keyword = readKeyword(body);
  // Twilio itself confirms a STOP; nothing more may be sent to that number.
  if (keyword?.type === 'stop') return writeOptOut(transaction, { shopId: shop.id, number: from, how: 'text', at });
  if (keyword?.language === 'es') {
    await writeLanguage(transaction, { shopId: shop.id, number: from, language: 'es', how: 'text', at });
  }
  if (keyword?.type === 'start') {
    if (await liftOptOut(transaction, from, at)) await answer(house, transaction, writing, 'started', keyword.language);
    return;
  }
  if (keyword?.type === 'help') return answer(house, transaction, writing, 'help', keyword.language);
  const what = `${writePhone(from)} wrote: ${body.slice(0, 400)}`;
  const task = { id: house.newId(), shopId: shop.id, kind: 'message', subject: sid, what, callId: null, at } as const;
  await writeTask(transaction, task);
}

async function answer(
  house: ReminderHouse,
  transaction: Transaction,
  { sid, shop, received }: Writing,
  kind: 'started' | 'help',
  language: 'en' | 'es',
): Promise<void> {
  const { optedOut } = await readStanding(transaction, shop.id, received.from);
  if (optedOut) return;
  const body = renderMessage(kind, language, { shop: shop.name, phone: writePhone(shop.phone), work: '', when: '' });
  const now = house.now();
  await transaction.$executeRaw`
    INSERT INTO messages (id, shop_id, subject, kind, number, language, body, segments, state, next_at, created_at)
    VALUES (${house.newId()}::uuid, ${shop.id}::uuid, ${sid}, ${kind}, ${received.from}, ${language}, ${body},
      ${segmentsOf(body)}::integer, 'due', ${now}::timestamptz, ${now}::timestamptz)
    ON CONFLICT (kind, subject) DO NOTHING`;
}
