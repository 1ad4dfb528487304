/** A shop as the service knows it: its bays, services and hours. Changes seldom, so it is kept in memory. */
import { weekdayOf } from '@bayline/spoken';

export interface Bay {
  readonly id: string;
  readonly name: string;
  readonly capabilities: readonly string[];
}

export interface Service {
  readonly code: string;
  /** As the shop names it: "oil change". */
  readonly name: string;
  readonly minutes: number;
  readonly capability: string;
  readonly priceFromCents: number | null;
}

/** Wall times of one weekday, 1 is Monday. */
export interface Hours {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

export interface Closure {
  /** Local date. */
  readonly date: string;
  readonly reason: string;
}

export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly phone: string;
  readonly deskNumber: string | null;
  readonly towNumber: string | null;
  readonly address: string;
  readonly asksEmail: boolean;
  readonly lunch: { readonly starts: string; readonly ends: string } | null;
  readonly bufferMinutes: number;
  readonly stepMinutes: number;
  readonly noticeMinutes: number;
  readonly horizonDays: number;
  readonly bays: readonly Bay[];
  readonly services: readonly Service[];
  readonly hours: readonly Hours[];
  readonly deskHours: readonly Hours[];
  readonly closures: readonly Closure[];
}

/** What is to be done in one visit: the shop's services, how long they take together. */
export interface Work {
  readonly services: readonly Service[];
  readonly minutes: number;
}

/** The work that the codes mean in this shop; codes it does not offer are left out. Several services add up. */
export function workOf(shop: Shop, codes: readonly string[]): Work {
  const services = [...new Set(codes)].flatMap((code) => shop.services.filter((service) => service.code === code));
  return { services, minutes: services.reduce((sum, service) => sum + service.minutes, 0) };
}

/** The bays that can do all of the work, those that can do little else first: the versatile ones are kept for others. */
export function capableBays(shop: Shop, work: Work): readonly Bay[] {
  const needed = new Set(work.services.map((service) => service.capability));
  return shop.bays
    .filter((bay) => [...needed].every((capability) => bay.capabilities.includes(capability)))
    .toSorted((a, b) => a.capabilities.length - b.capabilities.length || a.name.localeCompare(b.name));
}

/** Opening hours of a local date; null when the shop is closed that day. */
export function hoursOn(shop: Shop, date: string): Hours | null {
  if (shop.closures.some((closure) => closure.date === date)) return null;
  const weekday = weekdayOf(date);
  return shop.hours.find((hours) => hours.weekday === weekday) ?? null;
}

/** The three digits that callers of the neighbourhood leave out: "215" of +12155550100. */
export function areaCodeOf(shop: Shop): string {
  return shop.phone.slice(2, 5);
}
