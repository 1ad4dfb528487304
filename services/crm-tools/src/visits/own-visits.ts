/** The caller's own coming appointments: those of the customer they have proven to be, and those made in this very call. */
import type { No } from '@bayline/contracts';
import { localDateOf, sayAppointments, sayNo } from '@bayline/spoken';
import { readShortName } from '../calls/short-names.ts';
import { sql } from '../database/postgres.ts';
import { standingOf, verify } from '../identity/caller.ts';
import { nameVehicle, type Vehicle } from '../identity/customer.ts';
import { saidNothing } from '../identity/facts.ts';
import type { Identified } from '../identity/identifying.ts';
import { workOf } from '../shops/shop.ts';
import type { Asked } from '../tools/asked.ts';
import { refuse } from '../tools/refusing.ts';
import { readDayNamed } from './day-named.ts';

export interface OwnVisit {
  readonly id: string;
  readonly bayId: string;
  readonly startsAt: Date;
  /** When its bay is free again. */
  readonly freeAt: Date;
  readonly vehicleId: string | null;
  /** Codes of the services. */
  readonly codes: readonly string[];
  /** Their names, as the shop says them. */
  readonly services: readonly string[];
  readonly visit: 'drop-off' | 'wait' | null;
  /** As it is said; null when the visit has none. */
  readonly vehicle: string | null;
}

export type OwnVisits =
  | { readonly type: 'visits'; readonly visits: readonly OwnVisit[] }
  | { readonly type: 'no'; readonly no: No };

type Row = Omit<OwnVisit, 'services' | 'vehicle'> & Omit<Vehicle, 'id' | 'vin'>;

export interface FoundVisit {
  readonly type: 'visit';
  readonly visit: OwnVisit;
  /** The caller's other coming visits. */
  readonly others: readonly OwnVisit[];
}

/** A caller with several hundred visits does not exist; one who says so is not served with them. */
const MOST_VISITS = 20;

/**
 * The appointments the caller may hear of, soonest first. The day they named is a fact that can prove who they are, when it is
 * not proven yet.
 */
export async function ownVisits(asked: Asked, day: string | null): Promise<OwnVisits> {
  const { level, customer } = await standingOf(asked);
  if (level >= 2 && customer !== null) return { type: 'visits', visits: await readVisits(asked, customer.id) };
  const ofThisCall = await readVisits(asked, null);
  if (ofThisCall.length > 0) return { type: 'visits', visits: ofThisCall };
  const days = readDayNamed(day, asked.shop, asked.now)?.dates ?? [];
  const verdict = await verify(asked, { ...saidNothing, days }, 2);
  if (verdict.type !== 'known') return { type: 'no', no: refuseVisits(verdict) };
  return { type: 'visits', visits: await readVisits(asked, verdict.customer.id) };
}

/** The one appointment that is meant: by short name, by its day, or the only one. */
export async function findOwnVisit(
  asked: Asked,
  meant: { name: string | null; day: string | null },
): Promise<FoundVisit | { type: 'no'; no: No }> {
  const own = await ownVisits(asked, meant.day);
  if (own.type === 'no') return own;
  if (meant.name !== null && meant.name !== '') return byName(asked, own.visits, readShortName(meant.name));
  const fitting = visitsOn(asked, own.visits, meant.day);
  const [only, another] = fitting;
  if (only === undefined) return { type: 'no', no: refuse('nothing-booked', { when: meant.day }) };
  if (another !== undefined)
    return {
      type: 'no',
      no: refuse('ambiguous', { say: `${sayVisits(asked, fitting)} ${sayNo('unknown-appointment')}` }),
    };
  return foundAmong(own.visits, only);
}

/** The visits on the day that was named; all of them when no day can be made of it. */
export function visitsOn({ shop, now }: Asked, visits: readonly OwnVisit[], day: string | null): readonly OwnVisit[] {
  const named = readDayNamed(day, shop, now);
  if (named === null) return visits;
  const { dates, stretches } = named;
  return visits.filter(({ startsAt }) => {
    if (dates.length > 0) return dates.includes(localDateOf(startsAt, shop.zone));
    return stretches.some(({ from, to }) => from <= startsAt.getTime() && startsAt.getTime() < to);
  });
}

export function sayVisits({ shop, now }: Asked, visits: readonly OwnVisit[]): string {
  return sayAppointments(
    visits.map(({ services, vehicle, startsAt }) => ({ services, vehicle, start: startsAt, zone: shop.zone, now })),
  );
}

function refuseVisits(verdict: Exclude<Identified, { type: 'known' }>): No {
  return refuse(verdict.type === 'refused' ? 'not-verified' : verdict.type);
}

function foundAmong(visits: readonly OwnVisit[], visit: OwnVisit): FoundVisit {
  return { type: 'visit', visit, others: visits.filter(({ id }) => id !== visit.id) };
}

function byName(asked: Asked, visits: readonly OwnVisit[], name: string) {
  const id = asked.call.appointments[name];
  const visit = visits.find((one) => one.id === id);
  if (visit !== undefined) return foundAmong(visits, visit);
  return { type: 'no' as const, no: refuse(id === undefined ? 'unknown-appointment' : 'already-cancelled') };
}

async function readVisits({ database, shop, call, now }: Asked, customerId: string | null): Promise<OwnVisit[]> {
  const rows = await database.rows<Row>(sql`
    SELECT a.id, a.bay_id AS "bayId", a.starts_at AS "startsAt", a.free_at AS "freeAt", a.services AS codes, a.visit,
      v.id AS "vehicleId", v.year, v.make, v.model, v.description
    FROM appointments a LEFT JOIN vehicles v ON v.id = a.vehicle_id
    WHERE a.shop_id = ${shop.id}::uuid AND a.status = 'booked' AND a.ends_at > ${now}::timestamptz
      AND (a.customer_id = ${customerId}::uuid OR a.call_id = ${call.callId})
    ORDER BY a.starts_at LIMIT ${MOST_VISITS}::integer`);
  return rows.map(({ year, make, model, description, ...row }) => ({
    ...row,
    services: workOf(shop, row.codes).services.map(({ name }) => name),
    vehicle: row.vehicleId !== null ? nameVehicle({ year, make, model, description }) : null,
  }));
}
