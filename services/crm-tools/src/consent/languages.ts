/** The language a number is written to in: what somebody asked for, in a call or by a message. */
import type { languageKeep } from '@bayline/contracts';
import type { z } from 'zod';
import type { Database } from '../database/postgres.ts';
import type { Prisma } from '../generated/client.ts';

export interface Wanted {
  readonly shopId: string;
  readonly number: string;
  readonly language: 'en' | 'es';
  readonly how: 'voice' | 'text';
  readonly at: Date;
}

/** The latest wish holds. */
export async function writeLanguage(
  client: Pick<Prisma.TransactionClient, '$executeRaw'>,
  { shopId, number, language, how, at }: Wanted,
): Promise<void> {
  await client.$executeRaw`
    INSERT INTO languages (shop_id, number, language, how, at)
    VALUES (${shopId}::uuid, ${number}, ${language}, ${how}, ${at}::timestamptz)
    ON CONFLICT (shop_id, number) DO UPDATE SET language = EXCLUDED.language, how = EXCLUDED.how, at = EXCLUDED.at
    WHERE languages.at <= EXCLUDED.at`;
}

/** For the number of the call, whoever answers there. */
export async function keepLanguage(
  database: Database,
  { callId, language }: z.output<typeof languageKeep.request>,
  now: Date,
): Promise<{ kept: boolean }> {
  const [call] = await database.run(
    (client) => client.$queryRaw<{ shopId: string; number: string | null }[]>`
    SELECT shop_id AS "shopId", number FROM calls WHERE call_id = ${callId}`,
  );
  if (call === undefined || call.number === null) return { kept: false };
  const { shopId, number } = call;
  await database.run((client) => writeLanguage(client, { shopId, number, language, how: 'voice', at: now }));
  return { kept: true };
}
