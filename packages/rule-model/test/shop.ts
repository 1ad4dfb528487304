/** A shop of a few rules that answers the eight tools, for calls played in tests. Monday, November 23rd 2026, 10:05 AM. */
import {
  addDays,
  localDateOf,
  readVehicle,
  resolveWhen,
  sayAppointments,
  sayList,
  sayMoment,
  sayNo,
  sayPhone,
  weekdayOf,
} from '@bayline/spoken';

export const ZONE = 'America/New_York';
export const NOW = new Date('2026-11-23T10:05:00-05:00');

export interface Customer {
  readonly first: string;
  readonly last: string;
  readonly phone: string;
  readonly vehicles: readonly string[];
  readonly visits?: readonly { readonly start: string; readonly service: string; readonly vehicle: string }[];
}

export interface ShopSetting {
  /** Who has the number that calls; several for a shared one. */
  readonly known?: readonly Customer[];
  readonly others?: readonly Customer[];
  /** Start times that are taken, as ISO. */
  readonly taken?: readonly string[];
  /** A start time that is free when it is looked for, and gone when it is to be held. */
  readonly snatched?: string;
  /** What cannot be answered: a tool fails with `unavailable`. */
  readonly broken?: readonly string[];
  readonly withheld?: boolean;
  readonly asksEmail?: boolean;
  /** No bay can do two kinds of work in one visit. */
  readonly oneThingAtATime?: boolean;
}

type Arguments = Readonly<Record<string, unknown>>;
interface Visit {
  readonly appointment: string;
  start: string;
  readonly services: readonly string[];
  readonly vehicle: string | null;
  state: 'booked' | 'cancelled';
}

export class Shop {
  readonly setting: ShopSetting;
  readonly booked: { start: string; arguments: Arguments }[] = [];
  readonly visits: Visit[];
  /** Visits booked in this call by somebody who is not on file. */
  readonly #made: Visit[] = [];
  customer: Customer | null = null;
  level = 0;
  #offers = new Map<string, string>();
  /** Times at which it was asked whether a vehicle is to come twice. */
  readonly #askedTwice = new Set<string>();

  constructor(setting: ShopSetting = {}) {
    this.setting = setting;
    this.visits = (setting.known ?? []).concat(setting.others ?? []).flatMap((customer) => this.#visitsOf(customer));
  }

  #visitsOf(customer: Customer): Visit[] {
    return (customer.visits ?? []).map((visit, index) => ({
      appointment: String(index + 1),
      start: visit.start,
      services: [visit.service],
      vehicle: visit.vehicle,
      state: 'booked',
    }));
  }

  facts(): string {
    const { known = [], withheld = false } = this.setting;
    const number = withheld
      ? 'number withheld'
      : `number shown, ${known.length === 0 ? 'nobody has it' : known.length === 1 ? 'one customer has it' : 'several customers have it'}`;
    return [
      'Shop: Bayline Motors',
      'Address: 12 Main Street, Springfield',
      `Phone: ${sayPhone('2155550100')}`,
      'Hours: Monday to Friday 7:30 AM to 6 PM; Saturday 8 AM to 1 PM; closed Sunday',
      'Closed: Thursday, November 26th (Thanksgiving)',
      'Services: oil change (30 min, from $49); brake service (120 min, from $189); wheel alignment (60 min, from $99)',
      'Desk hours: Monday to Friday 8 AM to 5 PM',
      `Tow: ${sayPhone('2155550188')}`,
      `Asks e-mail: ${this.setting.asksEmail ? 'yes' : 'no'}`,
      'Now: Monday, November 23rd, 10:05 AM (America/New_York)',
      `Caller: ${number}`,
    ].join('\n');
  }

  /** Answers a call of a tool; `proof` says that the caller agreed to what was read back. */
  answer(tool: string, args: Arguments, proof: boolean): unknown {
    if (this.setting.broken?.includes(tool)) return no('unavailable', "Sorry, I can't look that up right now.");
    if (tool === 'lookup_customer') return this.#lookUp(args);
    if (tool === 'search_customers_by_name') return this.#search(args);
    if (tool === 'get_available_slots') return this.#slots(args);
    if (tool === 'book_appointment') return this.#book(args, proof);
    if (tool === 'get_upcoming_appointments') return this.#upcoming();
    if (tool === 'cancel_appointment') return this.#cancel(args, proof);
    if (tool === 'reschedule_appointment') return this.#reschedule(args, proof);
    return this.#decode(args);
  }

  #lookUp(args: Arguments): unknown {
    const matches = (this.setting.known ?? []).filter((customer) => namesMatch(customer, args.name));
    const [one] = matches;
    if (one === undefined) return no('not-found', "I don't find that name with this number.");
    this.customer = one;
    this.level = Math.max(this.level, 1);
    return this.#found(one);
  }

  #found(customer: Customer): unknown {
    const vehicles = customer.vehicles.map((say) => ({ year: null, make: null, model: null, say }));
    return { ok: true, firstName: customer.first, vehicles, level: this.level, say: `Hi ${customer.first}.` };
  }

  #search(args: Arguments): unknown {
    const all = [...(this.setting.known ?? []), ...(this.setting.others ?? [])];
    const named = all.filter((one) => namesMatch(one, [args.first_name, args.last_name].filter(Boolean).join(' ')));
    const fit = named.filter(
      (one) =>
        (args.phone ? one.phone === args.phone : true) &&
        (args.vehicle ? one.vehicles.some((vehicle) => sameModel(vehicle, String(args.vehicle))) : true),
    );
    const facts = [args.phone, args.vehicle, args.appointment_day, args.vin_ending].filter(Boolean).length;
    const [one, ...more] = fit;
    if (one === undefined)
      return no('not-verified', "I couldn't verify that. Which vehicle is the visit for, or what day is it?");
    if (more.length > 0) return no('ambiguous', 'Which vehicle is the visit for?');
    if (facts + this.level < 2)
      return no('needs-another-fact', 'To be safe, which vehicle is it for, or what day is the visit?');
    this.customer = one;
    this.level = 2;
    return this.#found(one);
  }

  #slots(args: Arguments): unknown {
    if (this.setting.oneThingAtATime && Array.isArray(args.services) && args.services.length > 1)
      return no('no-capable-bay', "We can't do that kind of work then.");
    const when = resolveWhen(String(args.when ?? 'as soon as possible'), {
      now: NOW,
      zone: ZONE,
      opens: '07:30',
      closes: '18:00',
    });
    if (when.type === 'ambiguous') return no('unclear-time', when.ask);
    if (when.type === 'impossible') return no('in-the-past', when.say);
    const wished =
      when.type === 'window'
        ? when
        : { from: NOW.toISOString(), to: '2026-12-31T00:00:00-05:00', exact: null, hours: null, days: null };
    const free = starts().filter((start) => Date.parse(start) > NOW.getTime() && !this.setting.taken?.includes(start));
    const inside = free.filter((start) => isInside(start, wished));
    const chosen =
      inside.length > 0 ? spread(inside) : spread(free.filter((start) => Date.parse(start) > Date.parse(wished.from)));
    const closed =
      when.type === 'window' && when.date !== null && !free.some((start) => start.startsWith(when.date ?? ''));
    const offers = chosen.map((start) => this.#offer(start));
    const asWished = inside.length > 0;
    const lead = asWished
      ? 'I have'
      : closed
        ? "We're closed that day. The closest I have is"
        : 'That time is taken. The closest I have is';
    const times = sayList(
      offers.map(({ say }) => say),
      'or',
    );
    const question = offers.length === 1 ? 'Does that work for you?' : 'Which would you like?';
    return {
      ok: true,
      services: args.services,
      minutes: 30,
      understood: null,
      asWished,
      why: asWished ? null : closed ? 'closed-that-day' : 'slot-taken',
      offers,
      say: `${lead} ${times}. ${question}`,
    };
  }

  #offer(start: string): { slot: string; start: string; say: string } {
    const slot = String.fromCharCode(65 + (this.#offers.size % 26));
    this.#offers.set(slot, start);
    return { slot, start, say: sayMoment(start, ZONE, NOW) };
  }

  #book(args: Arguments, proof: boolean): unknown {
    const start = this.#offers.get(String(args.slot));
    if (start === undefined) return no('unknown-slot', 'I lost track of that time.');
    if (start === this.setting.snatched) {
      const offers = ['2026-12-02T10:00:00-05:00', '2026-12-02T11:00:00-05:00'].map((other) => this.#offer(other));
      return { ...no('slot-taken', 'That time has just gone. I have ten or eleven the week after.'), offers };
    }
    if (this.customer === null && !args.last_name && !args.first_name)
      return { ...no('needs-details', 'I still need a name.'), missing: ['name'] };
    if (this.customer === null && !args.phone && this.setting.withheld)
      return { ...no('needs-details', 'I still need a phone number.'), missing: ['phone'] };
    const say = sayMoment(start, ZONE, NOW);
    if (!proof) return readBack(`Okay, your visit on ${say}.`, 'Shall I book it?');
    this.booked.push({ start, arguments: args });
    if (this.customer === null)
      this.#made.push({ appointment: '1', start, services: ['oil change'], vehicle: null, state: 'booked' });
    return done(start, `You're all set for ${say}.`);
  }

  #mine(): Visit[] {
    return this.customer === null
      ? this.#made.filter(({ state }) => state === 'booked')
      : this.visits.filter(
          (visit) =>
            visit.state === 'booked' &&
            this.customer?.visits?.some(({ start, vehicle }) => start === visit.start || vehicle === visit.vehicle),
        );
  }

  #proven(): unknown {
    return this.#made.length > 0 || (this.customer !== null && this.level >= 2)
      ? null
      : no('needs-another-fact', 'To be safe, which vehicle is it for, or what day is the visit?');
  }

  #upcoming(): unknown {
    const refusal = this.#proven();
    if (refusal !== null) return refusal;
    const visits = this.#mine();
    const say = sayAppointments(
      visits.map((visit) => ({
        services: visit.services,
        vehicle: visit.vehicle,
        start: visit.start,
        zone: ZONE,
        now: NOW,
      })),
    );
    return {
      ok: true,
      appointments: visits.map((visit) => ({ ...visit, say: sayMoment(visit.start, ZONE, NOW) })),
      say,
    };
  }

  #visit(args: Arguments): Visit | undefined {
    const mine = this.#mine();
    if (args.appointment) return mine.find(({ appointment }) => appointment === args.appointment);
    const when = args.appointment_day ? resolveWhen(String(args.appointment_day), { now: NOW, zone: ZONE }) : null;
    const fit = when?.type === 'window' ? mine.filter(({ start }) => isInside(start, when)) : mine;
    return fit.length === 1 ? fit[0] : undefined;
  }

  #cancel(args: Arguments, proof: boolean): unknown {
    const refusal = this.#proven();
    if (refusal !== null) return refusal;
    if (this.#mine().length === 0) return no('nothing-booked', "I don't see anything booked for you.");
    const visit = this.#visit(args);
    if (visit === undefined)
      return no(
        'ambiguous',
        `You have ${sayList(this.#mine().map(({ start }) => sayMoment(start, ZONE, NOW)))}. Which visit do you mean?`,
      );
    const say = sayMoment(visit.start, ZONE, NOW);
    if (!proof) return readBack(`That would cancel your visit on ${say}.`, 'Shall I cancel it?');
    visit.state = 'cancelled';
    return done(visit.start, `Done. Your visit on ${say} is cancelled.`);
  }

  #reschedule(args: Arguments, proof: boolean): unknown {
    const visit = this.#visit(args);
    const start = this.#offers.get(String(args.slot));
    if (visit === undefined || start === undefined) return no('unknown-slot', 'I lost track of that time.');
    const twice = this.#mine().find((other) => other !== visit && other.start === start);
    if (twice !== undefined && twice.vehicle === visit.vehicle && !this.#askedTwice.has(start)) {
      this.#askedTwice.add(start);
      return no('overlapping-visit', sayNo('overlapping-visit'));
    }
    const say = sayMoment(start, ZONE, NOW);
    if (!proof) return readBack(`I'll move your visit to ${say}.`, 'Is that right?');
    visit.start = start;
    return done(start, `Done. Your visit is now on ${say}.`);
  }

  #decode(args: Arguments): unknown {
    if (!/accord|h g c m/i.test(String(args.vin)) && String(args.vin).length < 17)
      return no('invalid-vin', 'Could you read me the VIN again?');
    return {
      ok: true,
      vin: '1HGCM82633A004352',
      vehicle: { year: 2003, make: 'Honda', model: 'Accord', say: '2003 Honda Accord' },
      certain: true,
      say: "That's a 2003 Honda Accord.",
    };
  }
}

function no(reason: string, say: string): { ok: false; no: string; say: string } {
  return { ok: false, no: reason, say };
}

function readBack(facts: string, question: string): unknown {
  return { ok: true, state: 'read-back', pending: 'P', say: { facts, question } };
}

function done(start: string, say: string): unknown {
  return { ok: true, state: 'done', appointment: { appointment: '9', services: [], vehicle: null, start, say }, say };
}

function namesMatch(customer: Customer, name: unknown): boolean {
  const words = String(name ?? '').toLowerCase();
  return words.includes(customer.first.toLowerCase()) || words.includes(customer.last.toLowerCase());
}

function sameModel(one: string, other: string): boolean {
  const model = readVehicle(one)?.model?.toLowerCase();
  return model !== undefined && other.toLowerCase().includes(model);
}

/** Every half hour from 8 to 16:30 on the workdays of three months, without Thanksgiving. */
function starts(): string[] {
  const today = localDateOf(NOW, ZONE);
  const days = Array.from({ length: 90 }, (_, index) => addDays(today, index)).filter(
    (day) => weekdayOf(day) < 6 && day !== '2026-11-26',
  );
  const times = Array.from(
    { length: 18 },
    (_, index) => `${String(8 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`,
  );
  return days.flatMap((day) => times.map((time) => `${day}T${time}:00-05:00`));
}

interface Window {
  readonly from: string;
  readonly to: string;
  readonly exact: string | null;
  readonly hours: { readonly from: string; readonly to: string } | null;
  readonly days: readonly string[] | null;
}

function isInside(start: string, window: Window): boolean {
  const moment = Date.parse(start);
  if (window.exact !== null) return Date.parse(window.exact) === moment;
  const time = start.slice(11, 16);
  return (
    moment >= Date.parse(window.from) &&
    moment < Date.parse(window.to) &&
    (window.days === null || window.days.includes(start.slice(0, 10))) &&
    (window.hours === null || (time >= window.hours.from && time < window.hours.to))
  );
}

/** Up to three, from the beginning, the middle and the end of the first day of the list. */
function spread(list: readonly string[]): string[] {
  const day = list.filter((start) => start.slice(0, 10) === list[0]?.slice(0, 10));
  return [...new Set([day[0], day[Math.floor(day.length / 2)], day.at(-1)])].filter((start) => start !== undefined);
}
