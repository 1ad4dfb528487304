/** What stands in the database, held against what the customer meant. Pure. */
import type { Gold, Recorded } from './conversations.ts';
import { fits, lastWish } from './offers.ts';

/** The row a call has left. */
export interface StandingAppointment {
  readonly customerFirst: string | null;
  readonly customerLast: string | null;
  readonly phone: string | null;
  readonly year: number | null;
  readonly make: string | null;
  readonly model: string | null;
  /** The first of the visit's services. */
  readonly service: string | null;
  readonly services: readonly string[];
  /** Wall time in the shop's zone: `2026-10-13T08:30`. */
  readonly start: string;
}

export interface PlayedDialog {
  readonly id: string;
  readonly appointment: StandingAppointment | null;
  /** How often the caller spoke. */
  readonly turns: number;
}

export const measures = ['booked', 'name', 'phone', 'vehicle', 'service', 'when'] as const;
export type Measure = (typeof measures)[number];

/** True or false for each measure; null where the labels have nothing to compare with. */
export type Marks = Readonly<Record<Measure, boolean | null>>;

export interface Score {
  readonly correct: number;
  readonly scored: number;
}

export function mark({ gold }: Recorded, { appointment }: PlayedDialog, today: string): Marks {
  const row = appointment;
  const judge = (known: boolean, right: (row: StandingAppointment) => boolean): boolean | null =>
    known ? row !== null && right(row) : null;
  return {
    booked: judge(gold.outcome === 'booked', () => true),
    name: judge(gold.name?.first != null && !isFromAgent(gold, 'name'), (row) => sameName(gold, row)),
    phone: judge(Boolean(gold.phone) && !isFromAgent(gold, 'phone'), (row) => samePhone(gold.phone ?? '', row.phone)),
    vehicle: judge(gold.vehicle != null && !isFromAgent(gold, 'vehicle'), (row) => sameVehicle(gold, row)),
    service: judge(gold.service != null && !isFromAgent(gold, 'service'), (row) => row.service === gold.service),
    when: judge(hasWish(gold), (row) => sameWish(gold, row, today)),
  };
}

function isFromAgent({ from_agent: fields }: Gold, field: string): boolean {
  return fields.some((one) => one === field || one.startsWith(`${field}.`));
}

function sameName({ name }: Gold, row: StandingAppointment): boolean {
  if (plain(name?.first) !== plain(row.customerFirst)) return false;
  return name?.last == null || plain(name.last) === plain(row.customerLast);
}

function samePhone(meant: string, kept: string | null): boolean {
  const digits = (kept ?? '').replace(/\D/g, '');
  return digits === meant || digits === `1${meant}`;
}

function sameVehicle({ vehicle }: Gold, row: StandingAppointment): boolean {
  const same = (meant: string | number | null | undefined, kept: string | number | null): boolean =>
    meant == null || plain(String(meant)) === plain(String(kept ?? ''));
  return same(vehicle?.year, row.year) && same(vehicle?.make, row.make) && same(vehicle?.model, row.model);
}

function hasWish({ when }: Gold): boolean {
  return when != null && (when.kind !== 'none' || when.time != null || when.part_of_day != null);
}

/** The first wish is respected, or the one the caller changed it to. */
function sameWish(gold: Gold, { start }: StandingAppointment, today: string): boolean {
  const moment = { date: start.slice(0, 10), time: start.slice(11, 16) };
  return fits(moment, gold.when, today) || fits(moment, lastWish(gold), today);
}

function plain(text: string | null | undefined): string {
  return (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** How many of the marks of a measure are right. */
export function scoreOf(measure: Measure, marks: readonly Marks[]): Score {
  const scored = marks.map((one) => one[measure]).filter((one) => one !== null);
  return { correct: scored.filter((one) => one).length, scored: scored.length };
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
