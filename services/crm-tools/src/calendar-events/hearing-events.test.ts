import { randomUUID } from 'node:crypto';
import {
  appointmentList,
  bookAppointment,
  calendarCheck,
  calendarConnected,
  calendarDisconnected,
  eventDeleted,
  eventMoved,
  eventUnknown,
  getAvailableSlots,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import { bookArguments, bookFor, firstSlot, slotsArguments, YES } from '../../test/asking.ts';
import { openHouse, type TestCall, type TestHouse } from '../../test/house.ts';

interface VisitRow {
  id: string;
  version: number;
  status: string;
  starts_at: Date;
  ends_at: Date;
  bay_id: string;
}

let house: TestHouse;
let caller = 0;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Somebody new books an oil change. */
async function booked(when: string): Promise<{ call: TestCall; visit: VisitRow }> {
  caller += 1;
  const call = await house.call({ from: `+1215557${String(caller).padStart(4, '0')}` });
  const slot = await firstSlot(call, ['oil_change'], when);
  await bookFor(call, introduced(slot));
  const [visit] = await house.sql<VisitRow>('SELECT * FROM appointments WHERE call_id = $1', [call.callId]);
  if (visit === undefined) throw new Error('nothing was booked');
  return { call, visit };
}

function introduced(slot: string) {
  const phone = `two one five five five five ${String(caller).padStart(4, '0').split('').join(' ')}`;
  return bookArguments(slot, { first_name: 'Dana', last_name: 'Whitfield', phone, vehicle: '2018 Subaru Outback' });
}

async function rowOf({ id }: VisitRow): Promise<VisitRow> {
  const [row] = await house.sql<VisitRow>('SELECT * FROM appointments WHERE id = $1', [id]);
  if (row === undefined) throw new Error('the row is gone');
  return row;
}

async function tasks(kind: string): Promise<{ subject: string; what: string; state: string }[]> {
  return house.sql('SELECT subject, what, state FROM tasks WHERE kind = $1 ORDER BY created_at', [kind]);
}

async function told({ id }: VisitRow): Promise<string[]> {
  const rows = await house.sql<{ fact: string; by: string | null }>(
    "SELECT fact, payload->>'changedBy' AS by FROM outbox WHERE appointment_id = $1 ORDER BY version",
    [id],
  );
  return rows.map(({ fact, by }) => (by === null ? fact : `${fact} by ${by}`));
}

/** A person drags the event so many minutes, into a bay's calendar. */
function drag(visit: VisitRow, minutes: number, bayId: string | null = visit.bay_id, longerBy = 0): Promise<void> {
  const [start, end] = [visit.starts_at, visit.ends_at].map((at) => at.getTime() + minutes * 60_000);
  return house.bus.record(eventMoved, visit.id, {
    ...{ appointmentId: visit.id, shopId: shopOf(), version: visit.version, etag: randomUUID(), bayId },
    start: new Date(start ?? 0).toISOString(),
    end: new Date((end ?? 0) + longerBy * 60_000).toISOString(),
  });
}

let shopId = '';
function shopOf(): string {
  return shopId;
}
beforeAll(async () => {
  shopId = (await house.call()).shopId;
});

describe('an event that a person moved', () => {
  it('moves the appointment, once, and lets its customer be told', async () => {
    const { visit } = await booked('January 12th at 9 am');
    await drag(visit, 60);
    await drag(visit, 60);
    await until('the visit to move', async () => (await rowOf(visit)).version === 2);
    const moved = await rowOf(visit);
    expect(moved.starts_at.getTime() - visit.starts_at.getTime()).toBe(3_600_000);
    expect(moved.bay_id).toBe(visit.bay_id);
    // A later version of the event is as we wrote it: what was seen of the first one is out of date.
    await drag(visit, 120);
    await drag({ ...visit, version: 2 }, 30);
    await until('the visit to move again', async () => (await rowOf(visit)).version === 3);
    expect((await rowOf(visit)).starts_at.getTime() - visit.starts_at.getTime()).toBe(1_800_000);
    expect(await told(visit)).toEqual(['appointment.booked', 'appointment.moved by shop', 'appointment.moved by shop']);
  });

  it('moves it into another bay, and gives it the end that a person chose', async () => {
    const { visit } = await booked('January 13th at 9 am');
    const [other] = await house.sql<{ id: string }>(
      "SELECT id FROM bays WHERE shop_id = $1 AND id <> $2 AND 'quick' = ANY (capabilities) LIMIT 1",
      [shopId, visit.bay_id],
    );
    const into = other?.id ?? visit.bay_id;
    await drag(visit, 0, into, 45);
    await until('the visit to move', async () => (await rowOf(visit)).version === 2);
    const moved = await rowOf(visit);
    expect([moved.bay_id, moved.ends_at.getTime() - visit.ends_at.getTime()]).toEqual([into, 45 * 60_000]);
  });

  it.each([
    ['the shop is closed', 12 * 60, /closed then/],
    ['a person has blocked the bay', 90, /bay is taken/],
  ])('is put back with a task when %s', async (why, minutes, words) => {
    const { visit } = await booked(why.includes('closed') ? 'January 14th at 9 am' : 'January 15th at 9 am');
    const block = { bayId: visit.bay_id, start: visit.starts_at.toISOString(), end: visit.ends_at.toISOString() };
    if (!why.includes('closed')) {
      const later = (at: Date): string => new Date(at.getTime() + 80 * 60_000).toISOString();
      house.busy.push({ ...block, start: later(visit.starts_at), end: later(visit.ends_at) });
    }
    await drag(visit, minutes);
    await until('the visit to be told again', async () => (await rowOf(visit)).version === 2);
    expect((await rowOf(visit)).starts_at).toEqual(visit.starts_at);
    expect(await told(visit)).toEqual(['appointment.booked', 'appointment.changed']);
    const task = (await tasks('event-put-back')).find(({ subject }) => subject === `${visit.id}:1`);
    expect(task?.what).toMatch(words);
    expect(task?.what).toMatch(/Dana's oil change on .*January 1[45]th/);
    house.busy.length = 0;
  });

  it('is put back when another visit has the bay', async () => {
    const first = await booked('January 18th at 9 am');
    const second = await booked('January 18th at 9 am');
    expect(second.visit.bay_id).not.toBe(first.visit.bay_id);
    await drag(second.visit, 0, first.visit.bay_id);
    await until('the visit to be told again', async () => (await rowOf(second.visit)).version === 2);
    expect((await rowOf(second.visit)).bay_id).toBe(second.visit.bay_id);
  });
});

describe('an event that a person deleted', () => {
  it('becomes one task, and the appointment stands', async () => {
    const { visit } = await booked('January 19th at 9 am');
    const seen = { appointmentId: visit.id, shopId, version: 1 };
    for (const etag of ['"1"', '"2"']) await house.bus.record(eventDeleted, visit.id, { ...seen, etag });
    const known = (): Promise<{ subject: string; what: string }[]> => tasks('event-deleted');
    await until('the task', async () => (await known()).length > 0);
    await house.bus.record(eventDeleted, visit.id, { ...seen, version: 7, etag: '"7"' });
    expect((await rowOf(visit)).status).toBe('booked');
    expect(await known()).toEqual([expect.objectContaining({ subject: `${visit.id}:1` })]);
  });

  it('becomes a task when nobody knows its appointment', async () => {
    const id = randomUUID();
    const start = '2027-01-19T14:00:00Z';
    await house.bus.record(eventUnknown, id, { appointmentId: id, shopId, version: 1, etag: '"1"', start });
    await until('the task', async () => (await tasks('event-unknown')).length === 1);
  });
});

describe('the consent of the calendars', () => {
  it('is a task while it is gone, told late or twice does not matter', async () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 16, minute)).toISOString();
    const tell = (fact: typeof calendarConnected, minute: number): Promise<void> =>
      house.bus.record(fact, shopId, { shopId, at: at(minute) });
    const states = async (): Promise<string[]> => (await tasks('calendar-disconnected')).map(({ state }) => state);
    for (const minute of [1, 2]) await tell(calendarDisconnected, minute);
    await until('the task', async () => (await states()).join() === 'open');
    const [calendar] = await house.sql('SELECT disconnected_at FROM calendars WHERE shop_id = $1', [shopId]);
    expect(calendar?.disconnected_at.toISOString()).toBe(at(1));
    await tell(calendarConnected, 5);
    await until('the task to be done', async () => (await states()).join() === 'done');
    await tell(calendarDisconnected, 4);
    await tell(calendarDisconnected, 6);
    await until('another task', async () => (await states()).join() === 'done,open');
  });
});

describe('the last look before a commit', () => {
  it('takes the slot away when a person has blocked the bay since it was held', async () => {
    caller += 1;
    const call = await house.call({ from: `+1215557${String(caller).padStart(4, '0')}` });
    const offered = await call.ask(getAvailableSlots, slotsArguments(['oil_change'], 'January 20th at 9 am'));
    if (!offered.ok) throw new Error('no slot');
    const given = introduced(offered.offers[0]?.slot ?? '');
    const held = await call.ask(bookAppointment, given);
    if (!held.ok || held.state !== 'read-back') throw new Error('not held');
    const checked: unknown[] = [];
    const answering = house.bus.answer(calendarCheck, (request) => {
      checked.push(request);
      return { state: 'taken' as const };
    });
    await house.bus.flush();
    const proof = { pending: held.pending, words: YES };
    expect(await call.ask(bookAppointment, given, { proof })).toMatchObject({ ok: false, no: 'slot-taken' });
    await answering.stop();
    expect(checked).toEqual([expect.objectContaining({ shopId, from: '2027-01-20T14:00:00.000Z' })]);
    expect(await house.sql('SELECT id FROM appointments WHERE call_id = $1', [call.callId])).toEqual([]);
  });

  it('is not taken for a commit that was made before', async () => {
    const { call } = await booked('January 21st at 9 am');
    const answering = house.bus.answer(calendarCheck, () => ({ state: 'taken' as const }));
    await house.bus.flush();
    const again = await call.ask(bookAppointment, introduced('A'), { proof: { pending: 'P1', words: YES } });
    await answering.stop();
    expect(again).toMatchObject({ ok: true, state: 'done' });
  });
});

it('appointments are listed page by page, and by their ids', async () => {
  const { visit } = await booked('January 22nd at 9 am');
  const asked = { shopId, from: '2027-01-01T00:00:00Z', after: null };
  const { appointments, next } = await house.bus.ask(appointmentList, { ...asked, ids: null });
  expect(next).toBeNull();
  expect(appointments).toContainEqual(
    expect.objectContaining({
      status: 'booked',
      row: expect.objectContaining({ appointmentId: visit.id, version: 1 }),
    }),
  );
  const some = await house.bus.ask(appointmentList, { ...asked, from: '2030-01-01T00:00:00Z', ids: [visit.id] });
  expect(some.appointments.map(({ row }) => row.appointmentId)).toEqual([visit.id]);
});
