import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  decodeVin,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  searchCustomersByName,
} from '@bayline/contracts';
import { slotsArguments } from '../../test/asking.ts';
import { openHouse, SUMMIT, type TestHouse } from '../../test/house.ts';

let house: TestHouse;
let nhtsa: Server;
let nhtsaAsked = 0;

beforeAll(async () => {
  nhtsa = createServer((request, response) => {
    nhtsaAsked += 1;
    const known = request.url?.includes('1HGCM8') === true;
    const result = known
      ? { Make: 'HONDA', Model: 'Accord', ModelYear: '2003', ErrorCode: '0' }
      : { Make: '', Model: '', ModelYear: '', ErrorCode: '7' };
    response.end(JSON.stringify({ Results: [result] }));
  });
  await new Promise<void>((resolve) => nhtsa.listen(0, '127.0.0.1', resolve));
  house = await openHouse({ NHTSA_BASE_URL: `http://127.0.0.1:${(nhtsa.address() as AddressInfo).port}` });
});

afterAll(async () => {
  await house.close();
  await new Promise((resolve) => nhtsa.close(resolve));
});

const NORA = '+12155551001';
const VICTOR = '+12155551002';
const PRIYA = '+12155551006';
const LEONARD = '+12155551007';

describe('lookup_customer', () => {
  it('greets the customer of the number by the name they said', async () => {
    const call = await house.call({ from: NORA });
    const found = await call.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' });
    expect(found).toMatchObject({ ok: true, firstName: 'Nora', level: 1, vehicles: [{ year: 2018, make: 'Subaru' }] });
  });

  it('asks for the name first', async () => {
    const call = await house.call({ from: NORA });
    expect(await call.ask(lookupCustomer, { phone: null, name: null })).toMatchObject({
      ok: false,
      no: 'needs-details',
      missing: ['name'],
    });
  });

  it('tells two people on one number apart by name', async () => {
    const call = await house.call({ from: '+12155551005' });
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Owen Sullivan' })).toMatchObject({ firstName: 'Owen' });
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Sullivan' })).toMatchObject({
      ok: false,
      no: 'ambiguous',
    });
  });

  it('does not find people by a number that is only said', async () => {
    const call = await house.call({ from: '+12155559998' });
    const answer = await call.ask(lookupCustomer, { phone: NORA, name: 'Nora Bennett' });
    expect(answer).toMatchObject({ ok: false, no: 'not-found' });
  });
});

describe('search_customers_by_name', () => {
  it('proves who somebody is by a second fact', async () => {
    const call = await house.call({ from: PRIYA });
    const facts = { first_name: 'Priya', last_name: 'Raman', phone: null, vehicle: '2017 Toyota RAV4' };
    const found = await call.ask(searchCustomersByName, { ...facts, appointment_day: null, vin_ending: null });
    expect(found).toMatchObject({ ok: true, level: 2 });
    if (found.ok) expect(found.vehicles).toHaveLength(2);
  });

  it('asks for a name when nothing was given', async () => {
    const call = await house.call({ from: PRIYA });
    const nothing = {
      first_name: null,
      last_name: null,
      phone: null,
      vehicle: null,
      appointment_day: null,
      vin_ending: null,
    };
    expect(await call.ask(searchCustomersByName, nothing)).toMatchObject({ ok: false, no: 'needs-details' });
  });
});

describe('get_available_slots', () => {
  it('offers one to three times as they were wished', async () => {
    const call = await house.call();
    const answer = await call.ask(getAvailableSlots, slotsArguments(['an oil change'], 'tomorrow morning'));
    expect(answer).toMatchObject({ ok: true, asWished: true, why: null, minutes: 30, services: ['oil change'] });
    if (answer.ok) {
      expect(answer.offers.length).toBeGreaterThan(0);
      expect(answer.offers.length).toBeLessThanOrEqual(3);
      for (const { start } of answer.offers) expect(start).toMatch(/^2026-11-24T(0[7-9]|1[01]):\d\d:00-05:00$/);
    }
  });

  it('gives each slot a name of its own in the call', async () => {
    const call = await house.call();
    const ask = () => call.ask(getAvailableSlots, slotsArguments(['oil change'], null));
    const answers = await Promise.all([ask(), ask(), ask()]);
    const names = answers.flatMap((answer) => (answer.ok ? answer.offers.map((offer) => offer.slot) : []));
    expect(new Set(names).size).toBe(names.length);
  });

  it('says why, and offers what is near, on a closed day', async () => {
    const call = await house.call();
    const answer = await call.ask(getAvailableSlots, slotsArguments(['oil change'], 'Thanksgiving'));
    expect(answer).toMatchObject({ ok: true, asWished: false, why: 'closed-that-day' });
  });

  it('leaves out what people have put into the calendar', async () => {
    const call = await house.call();
    house.busy.push({ bayId: null, start: '2026-12-02T00:00:00-05:00', end: '2026-12-03T00:00:00-05:00' });
    const answer = await call.ask(getAvailableSlots, slotsArguments(['oil change'], 'December 2nd'));
    house.busy.length = 0;
    expect(answer).toMatchObject({ ok: true, asWished: false, why: 'fully-booked' });
  });

  it('knows the hours and the zone of the shop that was called', async () => {
    const call = await house.call({ to: SUMMIT });
    const answer = await call.ask(getAvailableSlots, slotsArguments(['oil change'], 'tomorrow'));
    if (!answer.ok) throw new Error(answer.no);
    for (const { start } of answer.offers) expect(start).toMatch(/-07:00$/);
  });

  it('keeps a car overnight when it is left late, but not one that is waited for', async () => {
    const call = await house.call();
    const late = (visit: 'drop-off' | 'wait') =>
      call.ask(getAvailableSlots, slotsArguments(['transmission'], 'tomorrow', { visit }));
    expect(await late('drop-off')).toMatchObject({ ok: true, minutes: 600 });
    const waiting = await late('wait');
    if (waiting.ok)
      expect(waiting.offers.every(({ start }) => start.includes('T07:') || start.includes('T08:00'))).toBe(true);
  });

  it.each([
    [['a submarine'], null, 'unknown-service'],
    [['body', 'alignment'], null, 'no-capable-bay'],
    [['oil change'], 'yesterday at ten', 'in-the-past'],
    [['oil change'], 'in eleven months', 'too-far-ahead'],
    [['oil change'], 'February 30th', 'unclear-time'],
  ])('says no to %j %s: %s', async (services, when, no) => {
    const call = await house.call();
    expect(await call.ask(getAvailableSlots, slotsArguments(services, when))).toMatchObject({ ok: false, no });
  });

  it('knows no appointment that was not named to this caller', async () => {
    const call = await house.call({ from: VICTOR });
    const answer = await call.ask(getAvailableSlots, slotsArguments(['oil change'], null, { for_appointment: 'V1' }));
    expect(answer).toMatchObject({ ok: false, no: 'needs-another-fact' });
  });
});

describe('get_upcoming_appointments', () => {
  it('is for those who have proven who they are: here by the day of the visit', async () => {
    const call = await house.call({ from: LEONARD });
    expect(await call.ask(getUpcomingAppointments, { appointment_day: null })).toMatchObject({
      ok: false,
      no: 'needs-another-fact',
    });
    const told = await call.ask(getUpcomingAppointments, { appointment_day: 'tomorrow' });
    expect(told).toMatchObject({ ok: true, appointments: [{ appointment: 'V1', services: ['brake service'] }] });
  });

  it('says that nothing is booked', async () => {
    const call = await house.call({ from: PRIYA });
    const facts = { first_name: 'Priya', last_name: 'Raman', phone: null, vehicle: '2017 Toyota RAV4' };
    await call.ask(searchCustomersByName, { ...facts, appointment_day: null, vin_ending: null });
    expect(await call.ask(getUpcomingAppointments, { appointment_day: null })).toMatchObject({
      ok: false,
      no: 'nothing-booked',
    });
  });
});

describe('decode_vin', () => {
  it('decodes what was spelled, and keeps it', async () => {
    const call = await house.call();
    const before = nhtsaAsked;
    const answer = await call.ask(decodeVin, { vin: '1HGCM82633A004352' });
    expect(answer).toMatchObject({
      ok: true,
      vin: '1HGCM82633A004352',
      certain: true,
      vehicle: { year: 2003, make: 'Honda', model: 'Accord' },
    });
    await call.ask(decodeVin, { vin: '1HGCM82633A004352' });
    expect(nhtsaAsked - before).toBe(1);
  });

  it('asks as a question when the check digit does not agree', async () => {
    const call = await house.call();
    const ask = () => call.ask(decodeVin, { vin: '1HGCM82633A004353' });
    const first = await ask();
    const answer = first.ok ? first : await ask();
    expect(answer).toMatchObject({ ok: true, certain: false });
  });

  it('is content with the last eight of a vehicle on file', async () => {
    const [row] = await house.sql<{ vin: string }>(
      'SELECT vin FROM vehicles v JOIN customers c ON c.id = v.customer_id WHERE c.phone = $1',
      [NORA],
    );
    const call = await house.call({ from: NORA });
    expect(await call.ask(decodeVin, { vin: row?.vin.slice(-8) ?? '' })).toMatchObject({
      ok: true,
      vehicle: { make: 'Subaru' },
    });
    const stranger = await house.call();
    expect(await stranger.ask(decodeVin, { vin: row?.vin.slice(-8) ?? '' })).toMatchObject({
      ok: false,
      no: 'vin-not-decoded',
    });
  });

  it.each([
    ['1HGCM826', 'vin-not-decoded'],
    ['1HGCM82', 'invalid-vin'],
    ['', 'invalid-vin'],
    ['4S4BSANC5J3001234', 'vin-not-decoded'],
  ])('says no to %s: %s', async (vin, no) => {
    const call = await house.call();
    const first = await call.ask(decodeVin, { vin });
    const answer =
      !first.ok && first.no === 'invalid-vin' && no !== 'invalid-vin' ? await call.ask(decodeVin, { vin }) : first;
    expect(answer).toMatchObject({ ok: false, no });
  });
});
