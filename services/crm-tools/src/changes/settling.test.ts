import {
  bookAppointment,
  cancelAppointment,
  changeRelease,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  rescheduleAppointment,
} from '@bayline/contracts';
import { bookArguments, bookFor, firstSlot, slotsArguments } from '../../test/asking.ts';
import { openHouse, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

// The sample calendar is filled until December 23rd: in January every bay is free.
const NORA = '+12155551001';
const VICTOR = '+12155551002';
const PRIYA = '+12155551006';
const LEONARD = '+12155551007';

describe('book_appointment', () => {
  it('reads back first, and books with the proof of a yes', async () => {
    const call = await house.call({ from: NORA });
    const given = bookArguments(await firstSlot(call, ['oil change'], 'tomorrow morning'), { notes: 'squeaks' });
    const held = await call.ask(bookAppointment, given);
    expect(held).toMatchObject({ ok: true, state: 'read-back', pending: 'P1' });
    expect(
      await house.sql("SELECT 1 FROM appointments WHERE call_id = $1 AND status = 'booked'", [call.callId]),
    ).toEqual([]);
    const done = await call.ask(bookAppointment, given, { proof: { pending: 'P1', words: 'yes please' } });
    expect(done).toMatchObject({
      ok: true,
      state: 'done',
      appointment: { appointment: 'V1', vehicle: '2018 Subaru Outback' },
    });
    const [row] = await house.sql(
      'SELECT status, version, notes, first_name FROM appointments JOIN customers c ON c.id = customer_id WHERE call_id = $1',
      [call.callId],
    );
    expect(row).toEqual({ status: 'booked', version: 1, notes: 'squeaks', first_name: 'Nora' });
  });

  it('writes a new customer and their vehicle with the booking, not before', async () => {
    const from = '+12155558801';
    const call = await house.call({ from });
    const given = bookArguments(await firstSlot(call, ['brakes'], 'next week'), {
      first_name: 'Dana',
      last_name: 'Whitfield',
      vehicle: '2012 Ford Focus',
      // This shop asks for no e-mail: what came anyway is not kept.
      email: 'dana@example.com',
    });
    const people = () =>
      house.sql(
        'SELECT first_name, email, make, model FROM customers c JOIN vehicles v ON v.customer_id = c.id WHERE c.phone = $1',
        [from],
      );
    const held = await call.ask(bookAppointment, given);
    expect(held).toMatchObject({ ok: true, state: 'read-back' });
    expect(await people()).toEqual([]);
    await call.ask(bookAppointment, given, { proof: { pending: 'P1', words: 'yes' } });
    expect(await people()).toEqual([{ first_name: 'Dana', email: null, make: 'Ford', model: 'Focus' }]);
    // The look-up that found nobody before is not served from the cache.
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Dana Whitfield' })).toMatchObject({
      ok: true,
      firstName: 'Dana',
    });
    expect(await call.ask(getUpcomingAppointments, { appointment_day: null })).toMatchObject({
      ok: true,
      appointments: [{ appointment: 'V1' }],
    });
  });

  it('goes to the record of the customer whose name and number were said, and tells nothing of it', async () => {
    const call = await house.call({ from: null });
    const given = bookArguments(await firstSlot(call, ['oil change'], 'tomorrow'), {
      first_name: 'James',
      last_name: 'Porter',
      phone: '+12155551004',
      vehicle: '2015 Ford F-150',
    });
    const done = await bookFor(call, given);
    expect(done).toMatchObject({ ok: true, state: 'done' });
    const [row] = await house.sql(
      'SELECT c.phone FROM appointments JOIN customers c ON c.id = customer_id WHERE call_id = $1',
      [call.callId],
    );
    expect(row).toEqual({ phone: '+12155551004' });
  });

  it.each([
    [{}, ['name', 'phone', 'vehicle']],
    [{ first_name: 'Dana' }, ['phone', 'vehicle']],
    [{ first_name: 'Dana', phone: 'two one five' }, ['phone', 'vehicle']],
    [{ first_name: 'Dana', phone: '+12155558802' }, ['vehicle']],
  ])('says what is missing of %j', async (said, missing) => {
    const call = await house.call({ from: null });
    const given = bookArguments(await firstSlot(call, ['oil change'], null), said);
    expect(await call.ask(bookAppointment, given)).toMatchObject({ ok: false, no: 'needs-details', missing });
  });

  it('asks which vehicle, when there are several', async () => {
    const call = await house.call({ from: PRIYA });
    const given = bookArguments(await firstSlot(call, ['oil change'], 'tomorrow'));
    expect(await call.ask(bookAppointment, given)).toMatchObject({
      ok: false,
      no: 'needs-details',
      missing: ['vehicle'],
    });
    const chosen = await call.ask(bookAppointment, { ...given, vehicle: '2011 Honda Accord' });
    expect(chosen).toMatchObject({ ok: true, state: 'read-back' });
  });

  it('asks before one vehicle comes twice at a time', async () => {
    const call = await house.call({ from: LEONARD });
    const given = bookArguments(await firstSlot(call, ['oil change'], 'tomorrow at 9 am'));
    expect(await call.ask(bookAppointment, given)).toMatchObject({ ok: false, no: 'overlapping-visit' });
    expect(await call.ask(bookAppointment, { ...given, another_visit: true })).toMatchObject({
      ok: true,
      state: 'read-back',
    });
  });

  it.each([
    ['no, thanks', 'not-confirmed'],
    ['yes but make it ten', 'not-confirmed'],
  ])('does not take "%s" for a yes', async (words, no) => {
    const call = await house.call({ from: NORA });
    const given = bookArguments(await firstSlot(call, ['tires'], 'tomorrow'));
    await call.ask(bookAppointment, given);
    expect(await call.ask(bookAppointment, given, { proof: { pending: 'P1', words } })).toMatchObject({
      ok: false,
      no,
    });
  });

  it('does not commit other arguments than those that were read back', async () => {
    const call = await house.call({ from: NORA });
    const first = bookArguments(await firstSlot(call, ['tires'], 'tomorrow'));
    await call.ask(bookAppointment, first);
    const other = { ...first, notes: 'also the brakes' };
    const proof = { pending: 'P1', words: 'yes' };
    expect(await call.ask(bookAppointment, other, { proof })).toMatchObject({ ok: false, no: 'changed-arguments' });
    expect(await call.ask(bookAppointment, first, { proof: { ...proof, pending: 'P9' } })).toMatchObject({
      ok: false,
      no: 'hold-lapsed',
    });
  });

  it('knows no slot that was not offered in this call', async () => {
    const call = await house.call({ from: NORA });
    expect(await call.ask(bookAppointment, bookArguments('A'))).toMatchObject({ ok: false, no: 'unknown-slot' });
  });

  it('offers other times when somebody was faster', async () => {
    const [slow, fast] = [await house.call({ from: NORA }), await house.call({ from: VICTOR })];
    const when = 'January 12th at 9 am';
    // Only one bay can do body work and alignment is not wanted: both callers want the same one.
    const wanted = ['body'];
    const [slowSlot, fastSlot] = [await firstSlot(slow, wanted, when), await firstSlot(fast, wanted, when)];
    await bookFor(fast, bookArguments(fastSlot));
    const answer = await slow.ask(bookAppointment, bookArguments(slowSlot));
    expect(answer).toMatchObject({ ok: false, no: 'slot-taken' });
    if (!answer.ok) expect(answer.offers?.length).toBeGreaterThan(0);
  });
});

describe('cancel_appointment and reschedule_appointment', () => {
  const proof = { pending: 'P1', words: 'yes' };

  it('cancel after a yes, once', async () => {
    const call = await house.call({ from: '+12155558803' });
    const given = bookArguments(await firstSlot(call, ['inspection'], 'next week'), {
      first_name: 'Ann',
      last_name: 'Hill',
      vehicle: '2010 Honda Fit',
    });
    await bookFor(call, given);
    const cancelling = { appointment: 'V1', appointment_day: null, reason: 'sold the car' };
    expect(await call.ask(cancelAppointment, cancelling)).toMatchObject({
      ok: true,
      state: 'read-back',
      pending: 'P2',
    });
    const done = await call.ask(cancelAppointment, cancelling, { proof: { ...proof, pending: 'P2' } });
    expect(done).toMatchObject({ ok: true, state: 'done', appointment: { appointment: 'V1' } });
    const [row] = await house.sql('SELECT status, version, notes FROM appointments WHERE call_id = $1', [call.callId]);
    expect(row).toEqual({ status: 'cancelled', version: 2, notes: 'Cancelled: sold the car' });
    expect(await call.ask(getUpcomingAppointments, { appointment_day: null })).toMatchObject({ ok: false });
  });

  it('move within the own hour, and to another day, keeping the appointment', async () => {
    const call = await house.call({ from: '+12155558804' });
    const when = 'January 13th at 9 am';
    await bookFor(
      call,
      bookArguments(await firstSlot(call, ['body'], when), {
        first_name: 'Bo',
        last_name: 'Dean',
        vehicle: '2010 Honda Fit',
      }),
    );
    const row = async () =>
      (
        await house.sql<{ id: string; at: string; version: number; bay_id: string }>(
          "SELECT id, starts_at::text AS at, version, bay_id FROM appointments WHERE call_id = $1 AND status = 'booked'",
          [call.callId],
        )
      )[0];
    const before = await row();

    const near = {
      appointment: 'V1',
      appointment_day: null,
      slot: await firstSlot(call, ['body'], 'January 13th at 9:30 am', 'V1'),
    };
    expect(await call.ask(rescheduleAppointment, near)).toMatchObject({ ok: true, state: 'read-back', pending: 'P2' });
    expect(await call.ask(rescheduleAppointment, near, { proof: { ...proof, pending: 'P2' } })).toMatchObject({
      ok: true,
      state: 'done',
    });
    expect(await row()).toEqual({ ...before, at: '2027-01-13 14:30:00+00', version: 2 });

    const far = { ...near, slot: await firstSlot(call, ['body'], 'January 15th at 8 am', 'V1') };
    await call.ask(rescheduleAppointment, far);
    await call.ask(rescheduleAppointment, far, { proof: { ...proof, pending: 'P3' } });
    expect(await row()).toEqual({ ...before, at: '2027-01-15 13:00:00+00', version: 3 });
    // The day it was on is free again.
    const other = await house.call({ from: NORA });
    expect(await other.ask(getAvailableSlots, slotsArguments(['body'], when))).toMatchObject({
      ok: true,
      asWished: true,
    });
  });

  it('ask before a visit is moved onto another one of the same vehicle', async () => {
    const call = await house.call({ from: '+12155558806' });
    const who = { first_name: 'Di', last_name: 'Marsh', vehicle: '2010 Honda Fit' };
    for (const when of ['January 5th at 9 am', 'January 6th at 9 am']) {
      await bookFor(call, bookArguments(await firstSlot(call, ['battery'], when), who));
    }
    const slot = await firstSlot(call, ['battery'], 'January 5th at 9 am', 'V2');
    const moving = { appointment: 'V2', appointment_day: null, slot };
    expect(await call.ask(rescheduleAppointment, moving)).toMatchObject({ ok: false, no: 'overlapping-visit' });
    expect(await call.ask(rescheduleAppointment, moving)).toMatchObject({ ok: true, state: 'read-back' });
  });

  it('say which are meant when there are several, and that there are none', async () => {
    const call = await house.call({ from: '+12155558805' });
    const none = { appointment: null, appointment_day: null, reason: null };
    for (const when of ['January 5th', 'January 6th']) {
      await bookFor(
        call,
        bookArguments(await firstSlot(call, ['battery'], when), {
          first_name: 'Cy',
          last_name: 'Rowe',
          vehicle: '2010 Honda Fit',
        }),
      );
    }
    expect(await call.ask(cancelAppointment, none)).toMatchObject({ ok: false, no: 'ambiguous' });
    expect(await call.ask(cancelAppointment, { ...none, appointment_day: 'January 6th' })).toMatchObject({
      ok: true,
      state: 'read-back',
    });
    expect(await call.ask(cancelAppointment, { ...none, appointment_day: 'January 7th' })).toMatchObject({
      ok: false,
      no: 'nothing-booked',
    });
    expect(await call.ask(cancelAppointment, { ...none, appointment: 'V9' })).toMatchObject({
      ok: false,
      no: 'unknown-appointment',
    });
    expect(
      await call.ask(rescheduleAppointment, { appointment: 'V1', appointment_day: null, slot: 'ZZ' }),
    ).toMatchObject({ ok: false, no: 'unknown-slot' });
  });
});

describe('a pending change', () => {
  it('is let go when the caller says no, and its time is free at once', async () => {
    const [call, other] = [await house.call({ from: NORA }), await house.call({ from: VICTOR })];
    const when = 'January 18th at 8 am';
    await call.ask(bookAppointment, bookArguments(await firstSlot(call, ['body'], when)));
    const given = slotsArguments(['body'], when);
    expect(await other.ask(getAvailableSlots, given)).toMatchObject({ asWished: false, why: 'slot-taken' });
    const release = (pending: string) => house.bus.ask(changeRelease, { envelope: call.envelope(), pending });
    expect(await release('P1')).toEqual({ released: true });
    expect(await release('P1')).toEqual({ released: false });
    expect(await other.ask(getAvailableSlots, given)).toMatchObject({ asWished: true });
  });

  it('is replaced by the next one of the same intent', async () => {
    const call = await house.call({ from: NORA });
    const [first, second] = [
      await firstSlot(call, ['body'], 'January 19th'),
      await firstSlot(call, ['body'], 'January 20th'),
    ];
    await call.ask(bookAppointment, bookArguments(first));
    expect(await call.ask(bookAppointment, bookArguments(second))).toMatchObject({ pending: 'P2' });
    const held = await house.sql(
      "SELECT starts_at::date::text AS day FROM appointments WHERE call_id = $1 AND status = 'held'",
      [call.callId],
    );
    expect(held).toEqual([{ day: '2027-01-20' }]);
    const late = await call.ask(bookAppointment, bookArguments(first), { proof: { pending: 'P1', words: 'yes' } });
    expect(late).toMatchObject({ ok: false, no: 'hold-lapsed' });
  });
});
