/** The two sample shops: their bays, services, hours and closed days. */
import { addDays, localDateOf, serviceCodes, serviceName, weekdayOf } from '@bayline/spoken';
import type { Bay, Closure, Hours, Service, Shop } from '../shops/shop.ts';
import { uuidOf } from './random.ts';

export interface SampleShop extends Shop {
  readonly calendars: readonly { readonly bayId: string; readonly calendarId: string }[];
}

/** Minutes, capability and price in cents of each kind of work. */
const WORK: Readonly<Record<(typeof serviceCodes)[number], readonly [number, string, number | null]>> = {
  oil_change: [30, 'quick', 4_900],
  tires: [60, 'tires', 2_500],
  brakes: [90, 'lift', 14_900],
  battery: [30, 'quick', 9_900],
  engine_diagnostic: [60, 'diagnostics', 8_900],
  transmission: [600, 'heavy', 39_900],
  air_conditioning: [90, 'diagnostics', 12_900],
  lights_electrical: [60, 'diagnostics', 6_900],
  inspection: [45, 'quick', 3_900],
  alignment: [60, 'alignment', 8_900],
  tune_up: [120, 'lift', 18_900],
  fluid_leak: [60, 'lift', 7_900],
  body: [480, 'body', null],
  other: [60, 'quick', null],
};

const BAYS: readonly (readonly string[])[] = [
  ['quick', 'tires'],
  ['quick', 'tires', 'alignment', 'lift'],
  ['quick', 'lift', 'diagnostics'],
  ['lift', 'diagnostics', 'heavy', 'body'],
];

const WEEKDAYS = [1, 2, 3, 4, 5];

/** Both shops. Their closed days lie around `now`. */
export function sampleShops(now: Date): readonly [SampleShop, SampleShop] {
  const common = { asksEmail: false, stepMinutes: 30, noticeMinutes: 60, horizonDays: 60, services: sampleServices() };
  const motors = {
    ...{ name: 'Bayline Motors', zone: 'America/New_York', phone: '+12155550100', deskNumber: '+12155550199' },
    ...{ towNumber: '+12155550198', address: '412 Market Street, Philadelphia', lunch: null, bufferMinutes: 0 },
  };
  const summit = {
    ...{ name: 'Summit Auto Care', zone: 'America/Denver', phone: '+13035550100', deskNumber: '+13035550199' },
    ...{ towNumber: null, address: '88 Alpine Avenue, Denver', lunch: { starts: '12:00', ends: '12:30' } },
    ...{ bufferMinutes: 15 },
  };
  return [
    { ...common, ...motors, ...placesOf('bayline-motors'), ...daysOf(now, motors.zone) },
    { ...common, ...summit, ...placesOf('summit-auto-care'), ...daysOf(now, summit.zone) },
  ];
}

function placesOf(slug: string): Pick<SampleShop, 'id' | 'bays' | 'calendars'> {
  const bays: Bay[] = BAYS.map((capabilities, index) => ({
    id: uuidOf(`${slug}:bay:${index + 1}`),
    name: `Bay ${index + 1}`,
    capabilities,
  }));
  const calendars = bays.map(({ id }, index) => ({
    bayId: id,
    calendarId: `bay-${index + 1}.${slug}@group.calendar.simulated`,
  }));
  return { id: uuidOf(`${slug}:shop`), bays, calendars };
}

function sampleServices(): Service[] {
  return serviceCodes.map((code) => {
    const [minutes, capability, priceFromCents] = WORK[code];
    return { code, name: serviceName(code), minutes, capability, priceFromCents };
  });
}

function daysOf(now: Date, zone: string): { hours: Hours[]; deskHours: Hours[]; closures: Closure[] } {
  return {
    hours: [
      ...WEEKDAYS.map((weekday) => ({ weekday, opens: '07:30', closes: '18:00' })),
      { weekday: 6, opens: '08:00', closes: '13:00' },
    ],
    deskHours: WEEKDAYS.map((weekday) => ({ weekday, opens: '08:00', closes: '17:00' })),
    closures: closuresAround(localDateOf(now, zone)),
  };
}

/** The holidays of this year and the next, and a Wednesday in about two weeks on which the shop counts its parts. */
function closuresAround(today: string): Closure[] {
  const year = Number(today.slice(0, 4));
  const holidays = [year, year + 1].flatMap((one) => [
    { date: `${one}-01-01`, reason: "New Year's Day" },
    { date: `${one}-07-04`, reason: 'Independence Day' },
    { date: thanksgiving(one), reason: 'Thanksgiving' },
    { date: `${one}-12-25`, reason: 'Christmas Day' },
  ]);
  const inventory = { date: firstWednesdayFrom(addDays(today, 12)), reason: 'Inventory' };
  const closures = [...holidays, inventory].filter(({ date }) => date >= today);
  const once = new Map(closures.map((closure) => [closure.date, closure]));
  return [...once.values()].toSorted((a, b) => a.date.localeCompare(b.date));
}

/** The fourth Thursday of November. */
function thanksgiving(year: number): string {
  const first = `${year}-11-01`;
  return addDays(first, ((4 - weekdayOf(first) + 7) % 7) + 21);
}

function firstWednesdayFrom(date: string): string {
  return addDays(date, (3 - weekdayOf(date) + 7) % 7);
}
