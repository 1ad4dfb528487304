import { bookAppointment, changeRelease, getAvailableSlots } from '@bayline/contracts';
import { bookArguments, firstSlot, slotsArguments } from '../../test/asking.ts';
import { openHouse, type RunningCrmTools, startInstance, type TestHouse } from '../../test/house.ts';
import { Database } from '../database/postgres.ts';
import { tidy } from '../tidying.ts';

let house: TestHouse;
let second: RunningCrmTools;
let database: Database;

beforeAll(async () => {
  house = await openHouse();
  second = await startInstance(house.servers, house.databaseUrl, house.clock);
  const { config, guard, metrics, log } = second.room;
  database = new Database({ settings: config, guard, metrics, log });
});

afterAll(async () => {
  await database.close();
  await second.stop();
  await house.close();
});

const NORA = '+12155551001';
const VICTOR = '+12155551002';
const FOUR_MINUTES_MS = 240_000;
const proof = { pending: 'P1', words: 'yes' };

async function rowsOf(callId: string): Promise<string[]> {
  const rows = await house.sql<{ status: string }>('SELECT status FROM appointments WHERE call_id = $1', [callId]);
  return rows.map(({ status }) => status);
}

/** A slot of a day of January that no other test uses, in the one bay that does body work. */
let day = 3;
async function heldByNora() {
  day += 1;
  // Saturdays and Sundays are too short for body work.
  if (new Date(Date.UTC(2027, 0, day)).getUTCDay() === 6) day += 2;
  const when = `January ${day}th at 8 am`;
  const call = await house.call({ from: NORA });
  const given = bookArguments(await firstSlot(call, ['body'], when));
  const held = await call.ask(bookAppointment, given);
  expect(held).toMatchObject({ ok: true, state: 'read-back', pending: 'P1' });
  return { call, given, when };
}

describe('a wish that is asked again', () => {
  it('is one hold and one booking, however often and wherever at once', async () => {
    const { call, given } = await heldByNora();
    const holds = await Promise.all(Array.from({ length: 10 }, () => call.ask(bookAppointment, given)));
    expect(new Set(holds.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await rowsOf(call.callId)).toEqual(['held']);

    const commits = await Promise.all(Array.from({ length: 10 }, () => call.ask(bookAppointment, given, { proof })));
    expect(new Set(commits.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(commits[0]).toMatchObject({ ok: true, state: 'done' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
    const told = await house.sql("SELECT version FROM outbox WHERE payload->>'callId' = $1", [call.callId]);
    expect(told).toEqual([{ version: 1 }]);
    // Also without the proof: it is done.
    expect(await call.ask(bookAppointment, given)).toEqual(commits[0]);
  });

  it('with other arguments is not the same wish any more', async () => {
    const { call, given } = await heldByNora();
    const other = { ...given, notes: 'a dent' };
    expect(await call.ask(bookAppointment, other, { proof })).toMatchObject({ ok: false, no: 'changed-arguments' });
    await call.ask(bookAppointment, given, { proof });
    expect(await call.ask(bookAppointment, other, { proof })).toMatchObject({ ok: false, no: 'changed-arguments' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
  });

  it('gets the first answer when that one was lost on its way', async () => {
    const { call, given } = await heldByNora();
    // The first asker gives up before the answer can be there; what it asked is done all the same.
    const request = { arguments: given, envelope: call.envelope({ proof }) };
    await house.bus.ask(bookAppointment.ask, request, { deadlineMs: 1 }).catch(() => undefined);
    expect(await call.ask(bookAppointment, given, { proof })).toMatchObject({ ok: true, state: 'done' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
  });
});

describe('an owner that was replaced', () => {
  it('changes nothing any more, and its successor goes on', async () => {
    const { call, given } = await heldByNora();
    expect(await call.ask(getAvailableSlots, slotsArguments(['oil_change'], null), { epoch: 2 })).toMatchObject({
      ok: true,
    });
    expect(await call.ask(bookAppointment, given, { proof, epoch: 1 })).toMatchObject({ ok: false, no: 'stale-owner' });
    expect(await call.ask(getAvailableSlots, slotsArguments(['oil_change'], null), { epoch: 1 })).toMatchObject({
      ...{ ok: false, no: 'stale-owner' },
    });
    const release = { envelope: call.envelope({ epoch: 1 }), pending: 'P1' };
    expect(await house.bus.ask(changeRelease, release)).toEqual({ released: false });
    expect(await call.ask(bookAppointment, given, { proof, epoch: 2 })).toMatchObject({ ok: true, state: 'done' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
  });

  it('cannot act beside its successor at the same moment', async () => {
    const { call, given } = await heldByNora();
    const answers = await Promise.all([
      call.ask(bookAppointment, given, { proof, epoch: 1 }),
      call.ask(bookAppointment, given, { proof, epoch: 2 }),
    ]);
    expect(answers[1]).toMatchObject({ ok: true, state: 'done' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
  });
});

describe('a hold that lapsed', () => {
  it('is taken again when its time is still free', async () => {
    const { call, given } = await heldByNora();
    house.clock.advance(FOUR_MINUTES_MS);
    await tidy(database, house.clock.now());
    expect(await rowsOf(call.callId)).toEqual([]);
    expect(await call.ask(bookAppointment, given, { proof })).toMatchObject({ ok: true, state: 'done' });
    expect(await rowsOf(call.callId)).toEqual(['booked']);
  });

  it('gives way to another caller, also before it was tidied away, and says so', async () => {
    const { call, given, when } = await heldByNora();
    const other = await house.call({ from: VICTOR });
    expect(await other.ask(getAvailableSlots, slotsArguments(['body'], when))).toMatchObject({ asWished: false });
    house.clock.advance(FOUR_MINUTES_MS);
    const taken = bookArguments(await firstSlot(other, ['body'], when));
    expect(await other.ask(bookAppointment, taken)).toMatchObject({ ok: true, state: 'read-back' });
    const late = await call.ask(bookAppointment, given, { proof });
    expect(late).toMatchObject({ ok: false, no: 'slot-taken' });
    if (!late.ok) expect(late.offers?.length).toBeGreaterThan(0);
    expect(await rowsOf(call.callId)).toEqual([]);
  });

  it('is not taken again when a person has put something there meanwhile', async () => {
    const { call, given } = await heldByNora();
    house.clock.advance(FOUR_MINUTES_MS);
    await tidy(database, house.clock.now());
    house.busy.push({ bayId: null, start: '2027-01-01T00:00:00Z', end: '2027-02-01T00:00:00Z' });
    expect(await call.ask(bookAppointment, given, { proof })).toMatchObject({ ok: false, no: 'slot-taken' });
    house.busy.length = 0;
  });

  it('leaves the answers of a day behind, and no more', async () => {
    const { call, given } = await heldByNora();
    await call.ask(bookAppointment, given, { proof });
    const kept = () => house.sql("SELECT 1 FROM idempotency WHERE key LIKE 'commit:' || $1 || ':%'", [call.callId]);
    await tidy(database, new Date(house.clock.now().getTime() + 23 * 3_600_000));
    expect(await kept()).toHaveLength(1);
    await tidy(database, new Date(house.clock.now().getTime() + 25 * 3_600_000));
    expect(await kept()).toHaveLength(0);
  });
});
