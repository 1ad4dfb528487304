/** The sample calendar: the visits of the personas, and bays filled to about half over the next month. */
import { addDays, localDateOf, zonedIso } from '@bayline/spoken';
import { capableBays, type Service, workOf } from '../shops/shop.ts';
import { finishOf, type Stretch, workday } from '../shops/workdays.ts';
import type { SampleCustomer } from './people.ts';
import { type Random, uuidOf } from './random.ts';
import type { SampleShop } from './shops.ts';

export interface SampleVisit {
  readonly id: string;
  readonly shopId: string;
  readonly bayId: string;
  readonly customerId: string;
  readonly vehicleId: string | null;
  readonly services: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly freeAt: string;
  /** Whether calendars and reminders are to hear of it. */
  readonly told: boolean;
}

export interface SampleHistory {
  readonly id: string;
  readonly shopId: string;
  readonly customerId: string;
  readonly vehicleId: string;
  /** Local date. */
  readonly doneOn: string;
  readonly services: readonly string[];
  readonly odometer: number;
  readonly priceCents: number | null;
}

const DAYS_FILLED = 30;
/** The chance that a bay's next free time is given away. */
const FILLED = 0.45;
const MINUTE_MS = 60_000;

/** The visits of the next month, none of them over another. */
export function sampleVisits(
  random: Random,
  shop: SampleShop,
  customers: readonly SampleCustomer[],
  now: Date,
): SampleVisit[] {
  const today = localDateOf(now, shop.zone);
  const personal = customers.flatMap((customer) => personaVisit(shop, customer, today) ?? []);
  const others = customers.filter(({ visit, phone }) => visit === null && phone?.includes('5551') === false);
  const filling: SampleVisit[] = [];
  for (const bay of shop.bays) {
    const taken = personal.filter(({ bayId }) => bayId === bay.id).map(stretchOf);
    for (let day = 0; day <= DAYS_FILLED; day += 1) {
      filling.push(...fillDay(random, shop, bay.id, addDays(today, day), taken, others));
    }
  }
  return [...personal, ...filling.filter(({ startsAt }) => Date.parse(startsAt) > now.getTime())];
}

function personaVisit(shop: SampleShop, { id, visit, vehicles }: SampleCustomer, today: string): SampleVisit | null {
  if (visit === null) return null;
  const work = workOf(shop, visit.services);
  const bay = capableBays(shop, work)[0];
  for (let date = addDays(today, visit.inDays); bay !== undefined; date = addDays(date, 1)) {
    const startsAt = Date.parse(zonedIso(date, visit.clock, shop.zone) ?? '');
    const finish = finishOf(shop, work, startsAt, false);
    if (finish === null) continue;
    const visitId = uuidOf(`${id}:visit`);
    const row = { id: visitId, shopId: shop.id, bayId: bay.id, customerId: id, vehicleId: vehicles[0]?.id ?? null };
    return { ...row, services: visit.services, told: true, ...instants(startsAt, finish.endsAt, finish.freeAt) };
  }
  return null;
}

function fillDay(
  random: Random,
  shop: SampleShop,
  bayId: string,
  date: string,
  taken: readonly Stretch[],
  customers: readonly SampleCustomer[],
): SampleVisit[] {
  const visits: SampleVisit[] = [];
  const day = workday(shop, date);
  const closes = day.at(-1)?.to ?? 0;
  for (let at = day[0]?.from ?? closes; at < closes; at += shop.stepMinutes * MINUTE_MS) {
    const service = serviceFor(random, shop, bayId);
    const customer = customers[random.between(0, customers.length - 1)];
    const wanted = random.next() < FILLED;
    const finish = finishOf(shop, { services: [service], minutes: service.minutes }, at, false);
    if (!wanted || finish === null || customer === undefined) continue;
    if (taken.some(({ from, to }) => from < finish.freeAt && at < to)) continue;
    const id = uuidOf(`${bayId}:${at}`);
    const row = { id, shopId: shop.id, bayId, customerId: customer.id, vehicleId: customer.vehicles[0]?.id ?? null };
    visits.push({ ...row, services: [service.code], told: false, ...instants(at, finish.endsAt, finish.freeAt) });
    while (at + shop.stepMinutes * MINUTE_MS < finish.freeAt) at += shop.stepMinutes * MINUTE_MS;
  }
  return visits;
}

/** Work for this bay that is done within a day. */
function serviceFor(random: Random, shop: SampleShop, bayId: string): Service {
  const bay = shop.bays.find(({ id }) => id === bayId);
  const [first, ...rest] = shop.services.filter(
    ({ capability, minutes }) => bay?.capabilities.includes(capability) === true && minutes <= 120,
  );
  if (first === undefined) throw new Error(`no sample service fits bay ${bayId}`);
  return random.pick([first, ...rest]);
}

/** What was done for a customer in the last three years. */
export function sampleHistory(random: Random, shop: SampleShop, customer: SampleCustomer, now: Date): SampleHistory[] {
  const today = localDateOf(now, shop.zone);
  const times = random.between(0, 4);
  return customer.vehicles.slice(0, 1).flatMap((vehicle) =>
    Array.from({ length: times }, (_, n) => {
      const service = random.pick([shop.services[0], ...shop.services.slice(1)] as [Service, ...Service[]]);
      return {
        id: uuidOf(`${customer.id}:history:${n}`),
        shopId: shop.id,
        customerId: customer.id,
        vehicleId: vehicle.id,
        doneOn: addDays(today, -random.between(20, 1_000)),
        services: [service.code],
        odometer: random.between(8_000, 140_000),
        priceCents: service.priceFromCents,
      };
    }),
  );
}

function stretchOf({ startsAt, freeAt }: SampleVisit): Stretch {
  return { from: Date.parse(startsAt), to: Date.parse(freeAt) };
}

function instants(startsAt: number, endsAt: number, freeAt: number) {
  const iso = (at: number): string => new Date(at).toISOString();
  return { startsAt: iso(startsAt), endsAt: iso(endsAt), freeAt: iso(freeAt) };
}
