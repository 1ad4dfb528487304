import fc, { type Scheduler } from 'fast-check';
import { eventIdOf } from './appointment-event.ts';
import { cancel, keep } from './following.ts';
import type { CalendarEvent, EventDraft, ShopCalendars } from './shop-calendars.ts';

/** `npm run bench -- properties` asks for more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 500);
const PATIENCE_MS = 20_000 + RUNS * 10;

const appointmentId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';
const bays = ['bay-1', 'bay-2', 'bay-3'];

interface Kept extends CalendarEvent {
  readonly draft: EventDraft;
}

/** Calendars in memory. Before every operation `step` decides when it goes on. */
class Calendars implements ShopCalendars {
  readonly #events = new Map<string, Kept>();
  readonly #step: () => Promise<void>;
  readonly notified: string[] = [];
  operations = 0;
  #etag = 0;

  constructor(step: () => Promise<void> = async () => {}) {
    this.#step = step;
  }

  /** What stands in which calendar: `bay-1 v2`. */
  standing(): string[] {
    return [...this.#events]
      .filter(([, event]) => !event.cancelled)
      .map(([key, event]) => `${key.split('/')[0]} v${event.draft.version}`);
  }

  async get(calendarId: string, eventId: string) {
    await this.#next();
    return this.#events.get(`${calendarId}/${eventId}`);
  }

  async insert(calendarId: string, draft: EventDraft, notify: boolean) {
    await this.#next();
    if (this.#events.has(`${calendarId}/${draft.id}`)) return 'id-taken' as const;
    return this.#write(calendarId, draft, { version: draft.version, cancelled: false }, notify);
  }

  async replace(calendarId: string, draft: EventDraft, etag: string, notify: boolean) {
    await this.#next();
    if (this.#read(calendarId, draft.id).etag !== etag) return 'overtaken' as const;
    return this.#write(calendarId, draft, { version: draft.version, cancelled: false }, notify);
  }

  async mark(calendarId: string, eventId: string, version: number, etag: string) {
    await this.#next();
    const event = this.#read(calendarId, eventId);
    if (event.etag !== etag) return 'overtaken' as const;
    return this.#write(calendarId, event.draft, { version, cancelled: event.cancelled }, false);
  }

  async remove(calendarId: string, eventId: string, etag: string, notify: boolean) {
    await this.#next();
    const event = this.#read(calendarId, eventId);
    if (event.cancelled) return 'removed' as const;
    if (event.etag !== etag) return 'overtaken' as const;
    this.#write(calendarId, event.draft, { version: event.version ?? 0, cancelled: true }, notify);
    return 'removed' as const;
  }

  page(): Promise<never> {
    throw new Error('nothing is read here');
  }

  async #next(): Promise<void> {
    this.operations += 1;
    await this.#step();
  }

  #read(calendarId: string, eventId: string): Kept {
    const event = this.#events.get(`${calendarId}/${eventId}`);
    if (event === undefined) throw new Error('no such event');
    return event;
  }

  #write(
    calendarId: string,
    draft: EventDraft,
    { version, cancelled }: { version: number; cancelled: boolean },
    notify: boolean,
  ): Kept {
    this.#etag += 1;
    const etag = `"${this.#etag}"`;
    const empty = { busy: true, start: null, end: null, written: null, standing: true };
    const event = { id: draft.id, etag, cancelled, ...empty, appointmentId, version, draft };
    this.#events.set(`${calendarId}/${draft.id}`, event);
    if (notify) this.notified.push(`${calendarId} ${cancelled ? 'deleted' : `v${version}`}`);
    return event;
  }
}

interface Fact {
  readonly version: number;
  readonly bay: string;
  readonly cancelled: boolean;
}

function draft(version: number, guest: string | null = null): EventDraft {
  const when = new Date('2026-11-24T14:00:00Z');
  const words = { summary: '', description: '', location: '', zone: 'America/New_York' };
  return {
    id: eventIdOf(appointmentId),
    appointmentId,
    version,
    start: when,
    end: when,
    guest,
    ...words,
    standing: true,
  };
}

function tell(calendars: Calendars, { version, bay, cancelled }: Fact, places = bays, guest: string | null = null) {
  const place = { calendarId: bay, others: places.filter((other) => other !== bay) };
  return (cancelled ? cancel : keep)(calendars, place, draft(version, guest));
}

const booked = (version: number, bay: string): Fact => ({ version, bay, cancelled: false });
const cancelled = (version: number, bay: string): Fact => ({ version, bay, cancelled: true });

describe('following an appointment', () => {
  it('writes it once, however often it is told', async () => {
    const calendars = new Calendars();
    expect(await tell(calendars, booked(1, 'bay-1'))).toBe('inserted');
    expect(await tell(calendars, booked(1, 'bay-1'))).toBe('already');
    expect(await tell(calendars, booked(2, 'bay-1'))).toBe('updated');
    expect(calendars.standing()).toEqual(['bay-1 v2']);
  });

  it('needs one request for a new appointment of a shop with one calendar', async () => {
    const calendars = new Calendars();
    await tell(calendars, booked(1, 'bay-1'), ['bay-1']);
    expect(calendars.operations).toBe(1);
  });

  it('moves it from bay to bay and back', async () => {
    const calendars = new Calendars();
    for (const [index, bay] of ['bay-1', 'bay-2', 'bay-1'].entries()) {
      await tell(calendars, booked(index + 1, bay));
      expect(calendars.standing()).toEqual([`${bay} v${index + 1}`]);
    }
  });

  it('deletes it when it is cancelled, and a late booking does not bring it back', async () => {
    const calendars = new Calendars();
    await tell(calendars, booked(1, 'bay-1'));
    expect(await tell(calendars, cancelled(2, 'bay-1'))).toBe('removed');
    expect(await tell(calendars, cancelled(2, 'bay-1'))).toBe('already');
    expect(await tell(calendars, booked(1, 'bay-1'))).toBe('already');
    expect(calendars.standing()).toEqual([]);
  });

  it('remembers a cancellation that comes before its booking', async () => {
    const calendars = new Calendars();
    expect(await tell(calendars, cancelled(3, 'bay-2'))).toBe('removed');
    await tell(calendars, booked(2, 'bay-2'));
    await tell(calendars, booked(1, 'bay-1'));
    expect(calendars.standing()).toEqual([]);
  });

  it('leaves alone what a person deleted, until the appointment changes', async () => {
    const calendars = new Calendars();
    await tell(calendars, booked(1, 'bay-1'), ['bay-1']);
    const event = await calendars.get('bay-1', eventIdOf(appointmentId));
    await calendars.remove('bay-1', eventIdOf(appointmentId), event?.etag ?? '', false);
    expect(await tell(calendars, booked(1, 'bay-1'))).toBe('already');
    expect(await tell(calendars, booked(2, 'bay-1'))).toBe('updated');
  });

  it('tells the guest of what changes for them, and of nothing else', async () => {
    const calendars = new Calendars();
    const guest = 'dana@example.com';
    await tell(calendars, booked(1, 'bay-1'), bays, guest);
    await tell(calendars, booked(2, 'bay-1'), bays, guest);
    await tell(calendars, cancelled(3, 'bay-1'), bays, guest);
    await tell(calendars, cancelled(3, 'bay-1'), bays, guest);
    expect(calendars.notified).toEqual(['bay-1 v1', 'bay-1 v2', 'bay-1 deleted']);
  });

  it('gives up on an event that never stands still, to be told again', async () => {
    class Restless extends Calendars {
      override async replace() {
        return 'overtaken' as const;
      }
    }
    const calendars = new Restless();
    await tell(calendars, booked(1, 'bay-1'));
    await expect(tell(calendars, booked(2, 'bay-1'))).rejects.toThrow('kept changing');
  });
});

/** An appointment's facts: booked, then moved about, perhaps cancelled in the end. */
const history = fc
  .tuple(fc.array(fc.constantFrom(...bays), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([places, ends]) => {
    const facts = places.map((bay, index) => booked(index + 1, bay));
    const last = facts.at(-1);
    return ends && last !== undefined ? [...facts, cancelled(facts.length + 1, last.bay)] : facts;
  });

/** The facts of a history in any order, each at least once. */
const deliveries = history.chain((facts) =>
  fc
    .array(fc.constantFrom(...facts), { maxLength: 4 })
    .chain((repeats) => fc.shuffledSubarray([...facts, ...repeats], { minLength: facts.length + repeats.length }))
    .map((delivered) => ({ facts, delivered })),
);

function expected(facts: readonly Fact[]): string[] {
  const last = facts.at(-1);
  return last === undefined || last.cancelled ? [] : [`${last.bay} v${last.version}`];
}

describe('facts in any order, each any number of times', () => {
  it(
    'give the same calendars',
    async () => {
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ facts, delivered }) => {
          const calendars = new Calendars();
          for (const fact of delivered) await tell(calendars, fact);
          expect(calendars.standing()).toEqual(expected(facts));
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE_MS,
  );

  it(
    'give the same calendars when several instances write at the same time',
    async () => {
      await fc.assert(
        fc.asyncProperty(deliveries, fc.scheduler(), async ({ facts, delivered }, scheduler: Scheduler) => {
          const calendars = new Calendars(() => scheduler.schedule(Promise.resolve()));
          // A fact that failed is delivered again, as the stream does.
          const deliver = (fact: Fact): Promise<unknown> => tell(calendars, fact).catch(() => deliver(fact));
          const all = Promise.all(delivered.map(deliver));
          await scheduler.waitFor(all);
          expect(calendars.standing()).toEqual(expected(facts));
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE_MS,
  );
});
