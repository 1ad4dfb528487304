/** Fills a database with sample data, the same for the same seed and time: run by hand or by a launcher, or called by a test. */
import { createClock, createLog, readConfig } from '@bayline/runtime';
import { PrismaPg } from '@prisma/adapter-pg';
import { seedConfig } from './config.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { type SampleCustomer, sampleCustomers } from './sample/people.ts';
import { createRandom } from './sample/random.ts';
import { type SampleShop, sampleShops } from './sample/shops.ts';
import { type SampleVisit, sampleHistory, sampleVisits } from './sample/visits.ts';

export interface Seeding {
  readonly seed: number;
  /** Visits lie after this time, history before it. */
  readonly now: Date;
  /** Customers of both shops together; 200 when not given. */
  readonly customers?: number;
}

const TRANSACTION_MS = 60_000;

/** Empties the database and fills it. Returns how many rows of the chief kinds there are. */
export async function seed(databaseUrl: string, { seed: number, now, customers = 200 }: Seeding) {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl, options: '-c timezone=UTC' }),
  });
  const random = createRandom(number);
  const shops = sampleShops(now);
  const people = shops.map((shop) => sampleCustomers(random, number, shop, customers / shops.length));
  const visits = shops.map((shop, index) => sampleVisits(random, shop, people[index] ?? [], now));
  const history = shops.map((shop, index) =>
    (people[index] ?? []).flatMap((one) => sampleHistory(random, shop, one, now)),
  );
  try {
    await client.$transaction(
      async (transaction) => {
        await empty(transaction);
        await writeShops(transaction, shops);
        await writePeople(transaction, people.flat(), now);
        await transaction.serviceHistory.createMany({
          data: history.flat().map((row) => ({ ...row, services: [...row.services], doneOn: new Date(row.doneOn) })),
        });
        await writeVisits(transaction, visits.flat(), now);
      },
      { timeout: TRANSACTION_MS },
    );
  } finally {
    await client.$disconnect();
  }
  return {
    shops: shops.length,
    customers: people.flat().length,
    visits: visits.flat().length,
    history: history.flat().length,
  };
}

async function empty(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRaw`
    TRUNCATE shops, bays, services, opening_hours, closures, calendars, customers, vehicles, appointments, service_history,
      calls, call_logs, idempotency, outbox, tasks, reminders, reminder_tries, consents, opt_outs, messages`;
}

async function writeShops(transaction: Prisma.TransactionClient, shops: readonly SampleShop[]): Promise<void> {
  for (const { bays, services, hours, deskHours, closures, calendars, lunch, ...shop } of shops) {
    const shopId = shop.id;
    const lunchTimes = { lunchStarts: lunch?.starts ?? null, lunchEnds: lunch?.ends ?? null };
    await transaction.shop.create({ data: { ...shop, ...lunchTimes } });
    await transaction.bay.createMany({
      data: bays.map((bay) => ({ ...bay, shopId, capabilities: [...bay.capabilities] })),
    });
    await transaction.service.createMany({ data: services.map((service) => ({ ...service, shopId })) });
    await transaction.openingHours.createMany({
      data: [
        ...hours.map((one) => ({ ...one, shopId, kind: 'service' })),
        ...deskHours.map((one) => ({ ...one, shopId, kind: 'desk' })),
      ],
    });
    await transaction.closure.createMany({
      data: closures.map(({ date, reason }) => ({ shopId, date: new Date(date), reason })),
    });
    await transaction.calendar.createMany({ data: calendars.map((calendar) => ({ ...calendar, shopId })) });
  }
}

async function writePeople(
  transaction: Prisma.TransactionClient,
  people: readonly SampleCustomer[],
  createdAt: Date,
): Promise<void> {
  await transaction.customer.createMany({
    data: people.map(({ vehicles: _, visit: __, ...customer }) => ({ ...customer, phoneVerified: true, createdAt })),
  });
  await transaction.vehicle.createMany({
    data: people.flatMap(({ id, shopId, vehicles }) =>
      vehicles.map((vehicle) => ({ ...vehicle, customerId: id, shopId, createdAt })),
    ),
  });
}

/** Calendars and reminders hear of the personas' visits only: a thousand events are not what a demo is about. */
async function writeVisits(
  transaction: Prisma.TransactionClient,
  visits: readonly SampleVisit[],
  now: Date,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO appointments (
      id, shop_id, bay_id, customer_id, vehicle_id, status, version, services, starts_at, ends_at, free_at, during,
      created_at, updated_at)
    SELECT id, "shopId", "bayId", "customerId", "vehicleId", 'booked', 1, services, "startsAt", "endsAt", "freeAt",
      tstzrange("startsAt", "freeAt", '[)'), ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(visits)}::jsonb) AS visit(
      id uuid, "shopId" uuid, "bayId" uuid, "customerId" uuid, "vehicleId" uuid, services text[], "startsAt" timestamptz,
      "endsAt" timestamptz, "freeAt" timestamptz)`;
  const told = visits.filter(({ told }) => told).map(({ id }) => id);
  await transaction.$executeRaw`
    INSERT INTO outbox (shop_id, appointment_id, version, fact, payload, created_at)
    SELECT shop_id, id, version, 'appointment.booked', appointment_fact(id), ${now}::timestamptz
    FROM appointments WHERE id = ANY (${told}::uuid[]) ORDER BY starts_at`;
}

if (import.meta.main) {
  const config = readConfig('crm-tools', seedConfig, process.env);
  if (config.BAYLINE_ENV === 'production') throw new Error('sample data would replace every row: not in production');
  const log = createLog({ service: 'crm-tools', instanceId: 'seed', level: config.LOG_LEVEL });
  const rows = await seed(config.DATABASE_URL, { seed: config.SEED, now: createClock(config).now() });
  log.info(rows, 'the database holds sample data');
}
