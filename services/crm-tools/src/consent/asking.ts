/** The question of consent in a call: whether it is to be asked, and what becomes of the answer. */
import type { callBrief, consentRecord, consentRefuse } from '@bayline/contracts';
import { z } from 'zod';
import { readDataFile } from '../data-file.ts';
import type { Database } from '../database/postgres.ts';
import { readStanding, writeConsent, writeOptOut } from './consents.ts';

const wordingsFile = z.object({
  dated: z.iso.date(),
  wordings: z.array(z.object({ wording: z.string(), from: z.iso.date(), question: z.string() })).min(1),
});
const { wordings } = readDataFile('consent-wordings.json', wordingsFile);

type Brief = Extract<z.output<typeof callBrief.reply>, { type: 'brief' }>;

/** The wording asked today. */
export function presentWording(now: Date): { wording: string; question: string } | null {
  const today = now.toISOString().slice(0, 10);
  const found = wordings.find(({ from }) => from <= today);
  return found === undefined ? null : { wording: found.wording, question: found.question };
}

/** The question for a caller, unless their number has answered it, or wants to hear nothing from us. */
export async function questionFor(
  database: Database,
  call: { shopId: string; number: string | null },
  now: Date,
): Promise<NonNullable<Brief['consent']> | null> {
  const { number, shopId } = call;
  if (number === null) return presentWording(now);
  const standing = await database.run((client) => readStanding(client, shopId, number));
  return standing.optedOut || standing.consent !== null ? null : presentWording(now);
}

interface CallOfConsent {
  readonly shopId: string;
  readonly number: string | null;
  readonly customerId: string | null;
}

/** Whose number the answer is about: that of the visit this call booked, else the one the call came from. */
async function readCallOfConsent(database: Database, callId: string): Promise<CallOfConsent | undefined> {
  const [row] = await database.run(
    (client) => client.$queryRaw<CallOfConsent[]>`
    SELECT call.shop_id AS "shopId", coalesce(booked.phone, call.number) AS number, coalesce(booked.id, call.customer_id) AS "customerId"
    FROM calls call LEFT JOIN LATERAL (
      SELECT c.id, c.phone FROM appointments a JOIN customers c ON c.id = a.customer_id
      WHERE a.call_id = call.call_id AND a.status = 'booked' AND c.phone LIKE '+%'
      ORDER BY a.updated_at DESC LIMIT 1) booked ON true
    WHERE call.call_id = ${callId}`,
  );
  return row;
}

export async function recordConsent(
  { database, newId, now }: { database: Database; newId: () => string; now: Date },
  { callId, wording, answer, words }: z.output<typeof consentRecord.request>,
): Promise<{ recorded: boolean }> {
  const call = await readCallOfConsent(database, callId);
  const asked = wordings.find((one) => one.wording === wording);
  const number = call?.number ?? null;
  if (call === undefined || number === null || asked === undefined) return { recorded: false };
  const { shopId, customerId } = call;
  const { question } = asked;
  await database.run((client) =>
    writeConsent(client, {
      ...{ id: newId(), shopId, number, customerId, callId, answer, how: 'voice', wording, question, words, at: now },
    }),
  );
  return { recorded: true };
}

/** On the stop list before it is answered: what the caller is told next is true. */
export async function refuseContact(
  database: Database,
  { callId, how }: z.output<typeof consentRefuse.request>,
  now: Date,
): Promise<{ refused: boolean }> {
  const [call] = await database.run(
    (client) => client.$queryRaw<{ shopId: string; number: string | null }[]>`
    SELECT shop_id AS "shopId", number FROM calls WHERE call_id = ${callId}`,
  );
  if (call === undefined || call.number === null) return { refused: false };
  const { shopId, number } = call;
  await database.run((client) => writeOptOut(client, { shopId, number, how, at: now }));
  return { refused: true };
}
