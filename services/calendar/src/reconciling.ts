/** Reconciling: every appointment to come is compared with every event of ours, and what differs is repaired from where it is true. */
import { type AppointmentRow, appointmentList, eventUnknown, type ReconcileReport } from '@bayline/contracts';
import type { Bus, Clock, Log } from '@bayline/runtime';
import { draftOf } from './appointment-event.ts';
import { compare, type FoundEvent, type KnownAppointment, type Repair } from './comparing.ts';
import { cancel, keep } from './following.ts';
import { type Place, placeOf, type ShopCalendar } from './places.ts';
import { readCalendar } from './reading.ts';
import type { ShopCalendars } from './shop-calendars.ts';
import type { Watching } from './watching.ts';

interface ReconcilingOptions {
  readonly bus: Bus;
  readonly calendars: ShopCalendars;
  readonly list: () => readonly ShopCalendar[];
  readonly watching: Watching;
  readonly clock: Clock;
  readonly log: Log;
}

type Counts = { -readonly [Name in keyof Omit<ReconcileReport, 'tookMs'>]: number };

const DAY_MS = 24 * 3_600_000;
const IDS_AT_ONCE = 500;

/** One shop, or all of them. What fails is counted and left for the next time. */
export async function reconcile(options: ReconcilingOptions, onlyShopId: string | null): Promise<ReconcileReport> {
  const startedAt = performance.now();
  const counts = newCounts();
  const byShop = Map.groupBy(options.list(), ({ shopId }) => shopId);
  for (const [shopId, calendars] of byShop) {
    if (onlyShopId !== null && onlyShopId !== shopId) continue;
    counts.shops += 1;
    try {
      await new ShopReconciling(options, shopId, calendars, counts).run();
    } catch (error) {
      counts.failed += 1;
      options.log.error({ shopId, error }, 'a shop could not be reconciled');
    }
  }
  const report = { ...counts, tookMs: Math.round(performance.now() - startedAt) };
  options.log.info(report, 'appointments and calendars were reconciled');
  return report;
}

class ShopReconciling {
  readonly #options: ReconcilingOptions;
  readonly #shopId: string;
  readonly #own: readonly ShopCalendar[];
  readonly #counts: Counts;

  constructor(options: ReconcilingOptions, shopId: string, own: readonly ShopCalendar[], counts: Counts) {
    this.#options = options;
    this.#shopId = shopId;
    this.#own = own;
    this.#counts = counts;
  }

  async run(): Promise<void> {
    // Events first: an appointment that is made in between is listed without its event, and written once more in vain.
    const events = await this.#readEvents();
    const appointments = await this.#listAppointments();
    this.#counts.events += events.length;
    this.#counts.appointments += appointments.length;
    const repairs = compare(this.#own, appointments, events);
    const strangers = repairs.flatMap((repair) => (repair.type === 'look-up' ? [repair.found] : []));
    for (const repair of repairs) await this.#attempt(() => this.#carryOut(repair));
    await this.#lookUp(strangers);
  }

  async #readEvents(): Promise<FoundEvent[]> {
    const { calendars, clock } = this.#options;
    const found: FoundEvent[] = [];
    for (const calendar of this.#own) {
      const { own } = await readCalendar(calendars, calendar, undefined, clock.now());
      found.push(...own.filter(({ cancelled }) => !cancelled).map((event) => ({ calendar, event })));
    }
    return found;
  }

  async #listAppointments(): Promise<KnownAppointment[]> {
    const { bus, clock } = this.#options;
    const from = new Date(clock.now().getTime() - DAY_MS).toISOString();
    const all: KnownAppointment[] = [];
    let after: string | null = null;
    do {
      const asked = { shopId: this.#shopId, from, after, ids: null };
      const page: { appointments: KnownAppointment[]; next: string | null } = await bus.ask(appointmentList, asked);
      all.push(...page.appointments);
      after = page.next;
    } while (after !== null);
    return all;
  }

  async #carryOut(repair: Repair): Promise<void> {
    if (repair.type === 'person') await this.#tellDone(repair.found);
    else if (repair.type === 'cancel') await this.#cancel(repair.row);
    else if (repair.type === 'keep') await this.#keep(repair);
  }

  async #tellDone({ calendar, event }: FoundEvent): Promise<void> {
    const did = await this.#options.watching.lookAt(calendar, event);
    if (did === 'moved') this.#counts.movedByPeople += 1;
    if (did === 'deleted') this.#counts.deletedByPeople += 1;
  }

  async #cancel(row: AppointmentRow): Promise<void> {
    const place = this.#placeOf(row);
    if (place === undefined) return;
    await cancel(this.#options.calendars, place, draftOf(row));
    this.#counts.removed += 1;
  }

  async #keep({ row, why }: Extract<Repair, { type: 'keep' }>): Promise<void> {
    const { calendars } = this.#options;
    const place = this.#placeOf(row);
    if (place === undefined) return;
    const did = await keep(calendars, place, draftOf(row));
    if (did === 'already' && why === 'missing') return this.#lookAtDeleted(place, row);
    this.#counts[({ missing: 'written', behind: 'updated', doubled: 'removed' } as const)[why]] += 1;
  }

  /** The version we wrote is there and does not stand: a person deleted it, or it was written a moment ago. */
  async #lookAtDeleted({ calendarId }: Place, row: AppointmentRow): Promise<void> {
    const calendar = this.#own.find((one) => one.calendarId === calendarId);
    const event = await this.#options.calendars.get(calendarId, draftOf(row).id);
    if (calendar !== undefined && event?.cancelled === true) await this.#tellDone({ calendar, event });
  }

  /** Events of appointments that are not to come: cancelled long ago, over, or known to nobody. */
  async #lookUp(strangers: readonly FoundEvent[]): Promise<void> {
    const { bus, clock } = this.#options;
    for (let from = 0; from < strangers.length; from += IDS_AT_ONCE) {
      const some = strangers.slice(from, from + IDS_AT_ONCE);
      const ids = some.flatMap(({ event }) => event.appointmentId ?? []);
      const asked = { shopId: this.#shopId, from: clock.now().toISOString(), after: null, ids };
      const { appointments } = await bus.ask(appointmentList, asked);
      const known = new Map(appointments.map((one) => [one.row.appointmentId, one]));
      for (const found of some) {
        const one = known.get(found.event.appointmentId ?? '');
        if (one === undefined) await this.#attempt(() => this.#tellUnknown(found));
        else if (one.status === 'cancelled') await this.#attempt(() => this.#cancel(one.row));
      }
    }
  }

  async #tellUnknown({ event }: FoundEvent): Promise<void> {
    const { appointmentId, version, etag, start } = event;
    if (appointmentId === null || version === null) return;
    const at = start !== null && 'at' in start ? start.at.toISOString() : null;
    const seen = { appointmentId, shopId: this.#shopId, version, etag, start: at };
    await this.#options.bus.record(eventUnknown, appointmentId, seen);
    this.#counts.unknown += 1;
  }

  #placeOf(row: AppointmentRow): Place | undefined {
    return placeOf(this.#own, row);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The others are repaired all the same; this one is tried again next time.
      this.#counts.failed += 1;
      this.#options.log.warn({ shopId: this.#shopId, error }, 'an appointment could not be reconciled');
    }
  }
}

function newCounts(): Counts {
  const nothing = { shops: 0, appointments: 0, events: 0, written: 0, updated: 0, removed: 0 };
  return { ...nothing, movedByPeople: 0, deletedByPeople: 0, unknown: 0, failed: 0 };
}
