/** The visit a reminder is about, as calling and writing about it need it. */
import type { Prisma } from '../generated/client.ts';

export interface VisitToRemind {
  readonly appointmentId: string;
  readonly shopId: string;
  readonly status: string;
  readonly version: number;
  readonly startsAt: Date;
  readonly customerId: string;
  readonly firstName: string;
  readonly lastName: string | null;
  /** E.164; null when the file has none that could be called. */
  readonly number: string | null;
  /** Codes of the services. */
  readonly services: readonly string[];
}

/** Null when there is no such appointment with a customer. */
export async function readVisitToRemind(
  client: Pick<Prisma.TransactionClient, '$queryRaw'>,
  appointmentId: string,
): Promise<VisitToRemind | null> {
  const [visit] = await client.$queryRaw<VisitToRemind[]>`
    SELECT a.id AS "appointmentId", a.shop_id AS "shopId", a.status::text AS status, a.version, a.starts_at AS "startsAt",
      c.id AS "customerId", c.first_name AS "firstName", c.last_name AS "lastName",
      CASE WHEN c.phone ~ '^\\+[1-9][0-9]{4,14}$' THEN c.phone END AS number, a.services
    FROM appointments a JOIN customers c ON c.id = a.customer_id WHERE a.id = ${appointmentId}::uuid`;
  return visit ?? null;
}
