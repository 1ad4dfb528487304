/** The rows of consent and of the stop list. */
import type { Prisma } from '../generated/client.ts';
import { hashOfNumber } from './number-hash.ts';

type Client = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>;

export interface NewConsent {
  readonly id: string;
  readonly shopId: string;
  readonly number: string;
  readonly customerId: string | null;
  readonly callId: string | null;
  readonly answer: 'yes' | 'no';
  readonly how: 'voice' | 'text' | 'wrong-number';
  readonly wording: string;
  readonly question: string;
  readonly words: string;
  readonly at: Date;
}

export interface Standing {
  /** The latest answer; null when the question was never asked. */
  readonly consent: 'yes' | 'no' | null;
  readonly optedOut: boolean;
  /** What messages are written in. */
  readonly language: 'en' | 'es';
}

/** What a number may be used for, by a shop. */
export async function readStanding(client: Client, shopId: string, number: string): Promise<Standing> {
  const [row] = await client.$queryRaw<{ answer: 'yes' | 'no' | null; language: string | null; out: boolean }[]>`
    SELECT latest.answer,
      (SELECT language FROM languages WHERE shop_id = ${shopId}::uuid AND number = ${number}) AS language,
      EXISTS (SELECT FROM opt_outs WHERE number_hash = ${hashOfNumber(number)} AND lifted_at IS NULL) AS out
    FROM (SELECT 1) AS one LEFT JOIN LATERAL (
      SELECT answer FROM consents WHERE shop_id = ${shopId}::uuid AND number = ${number}
      ORDER BY at DESC LIMIT 1) latest ON true`;
  const language = row?.language === 'es' ? 'es' : 'en';
  return { consent: row?.answer ?? null, optedOut: row?.out ?? false, language };
}

export async function writeConsent(client: Client, consent: NewConsent): Promise<void> {
  const { id, shopId, number, customerId, callId, answer, how, wording, question, words, at } = consent;
  await client.$executeRaw`
    INSERT INTO consents (id, shop_id, number, customer_id, call_id, answer, how, wording, question, words, at)
    VALUES (${id}::uuid, ${shopId}::uuid, ${number}, ${customerId}::uuid, ${callId}, ${answer}, ${how}, ${wording},
      ${question}, ${words}, ${at}::timestamptz)`;
}

/** From now on the number is neither called nor written to, by any shop. */
export async function writeOptOut(
  client: Client,
  { shopId, number, how, at }: { shopId: string; number: string; how: string; at: Date },
): Promise<void> {
  await client.$executeRaw`
    INSERT INTO opt_outs (number_hash, shop_id, how, at)
    VALUES (${hashOfNumber(number)}, ${shopId}::uuid, ${how}, ${at}::timestamptz)
    ON CONFLICT (number_hash) DO UPDATE SET how = EXCLUDED.how, at = EXCLUDED.at, lifted_at = NULL`;
}

/** Somebody asked to hear from us again. False when the number was not on the stop list. */
export async function liftOptOut(client: Client, number: string, at: Date): Promise<boolean> {
  const lifted = await client.$executeRaw`
    UPDATE opt_outs SET lifted_at = ${at}::timestamptz
    WHERE number_hash = ${hashOfNumber(number)} AND lifted_at IS NULL AND at <= ${at}::timestamptz`;
  return lifted > 0;
}
