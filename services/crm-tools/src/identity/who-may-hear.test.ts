import {
  bookAppointment,
  cancelAppointment,
  getUpcomingAppointments,
  lookupCustomer,
  searchCustomersByName,
} from '@bayline/contracts';
import { bookArguments, bookFor, firstSlot } from '../../test/asking.ts';
import { openHouse, type TestCall, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

const VICTOR = '+12155551002';
const JAMES = '+12155551003';
const STRANGER = '+12155557001';

const noFacts = {
  first_name: null,
  last_name: null,
  phone: null,
  vehicle: null,
  appointment_day: null,
  vin_ending: null,
};
const victor = { ...noFacts, first_name: 'Victor', last_name: 'Hale' };
const victorsCar = { ...victor, vehicle: '2016 Honda Civic' };

function search(call: TestCall, facts: Partial<Record<keyof typeof noFacts, string | null>>) {
  return call.ask(searchCustomersByName, { ...noFacts, ...facts });
}

function upcoming(call: TestCall, appointment_day: string | null = null) {
  return call.ask(getUpcomingAppointments, { appointment_day });
}

/** An answer without what is different in every call. */
function wording(answer: unknown): string {
  return JSON.stringify(answer);
}

describe('a caller with the number on file', () => {
  it('attested A hears their visits after one more fact', async () => {
    const call = await house.call({ from: VICTOR, attestation: 'A' });
    await call.ask(lookupCustomer, { phone: null, name: 'Victor Hale' });
    expect(await upcoming(call)).toMatchObject({ ok: false, no: 'needs-another-fact' });
    expect(await search(call, victorsCar)).toMatchObject({ ok: true, level: 2 });
    expect(await upcoming(call)).toMatchObject({ ok: true, appointments: [{ services: ['oil change'] }] });
  });

  it.each(['B', 'C', null] as const)('attested %s needs two facts, and hears nothing before', async (attestation) => {
    const call = await house.call({ from: VICTOR, attestation });
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Victor Hale' })).toMatchObject({
      ok: false,
      no: 'needs-another-fact',
    });
    expect(await upcoming(call)).toMatchObject({ ok: false, no: 'needs-another-fact' });
    expect(await search(call, { vehicle: '2016 Honda Civic' })).toMatchObject({
      ok: true,
      level: 2,
      firstName: 'Victor',
    });
    expect(await upcoming(call)).toMatchObject({ ok: true });
  });

  it('is known by a name that looks or sounds like theirs', async () => {
    for (const name of ['Viktor Hale', 'Victor Hail', 'Vic Hale', 'Victor']) {
      const call = await house.call({ from: VICTOR });
      expect(await call.ask(lookupCustomer, { phone: null, name })).toMatchObject({ ok: true, firstName: 'Victor' });
    }
    const call = await house.call({ from: VICTOR });
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Walter Hobbs' })).toMatchObject({ ok: false });
  });

  it('that is withheld hears nothing, whatever they know', async () => {
    const call = await house.call({ from: null, attestation: null });
    expect(await search(call, { ...victorsCar, phone: VICTOR })).toMatchObject({ ok: false, no: 'not-verified' });
    expect(await upcoming(call, 'next week')).toMatchObject({ ok: false, no: 'not-verified' });
  });

  it('proves nothing for somebody of the same name with another number', async () => {
    const call = await house.call({ from: JAMES });
    const truck = { first_name: 'James', last_name: 'Porter', vehicle: '2015 Ford F-150' };
    expect(await search(call, truck)).toMatchObject({ ok: false, no: 'not-verified' });
    expect(await search(call, { ...truck, vehicle: '2019 Toyota Camry' })).toMatchObject({ ok: true, level: 2 });
  });
});

describe('a refusal', () => {
  const attempts: readonly Record<string, string>[] = [
    { first_name: 'Peter', last_name: 'Quill' },
    { first_name: 'Peter', last_name: 'Quill', vehicle: '2001 Ford Focus' },
    { vehicle: '2001 Ford Focus', appointment_day: 'December 24th' },
    { vin_ending: 'A B C 1 2 3' },
  ];

  it.each(['A', 'B', null] as const)(
    'is worded the same for a customer’s number as for a stranger’s (attested %s)',
    async (attestation) => {
      for (const facts of attempts) {
        const [known, stranger] = [
          await house.call({ from: VICTOR, attestation }),
          await house.call({ from: STRANGER, attestation }),
        ];
        expect(wording(await search(known, facts))).toBe(wording(await search(stranger, facts)));
        expect(wording(await upcoming(known, 'December 24th'))).toBe(
          wording(await upcoming(stranger, 'December 24th')),
        );
        const cancel = { appointment: null, appointment_day: null, reason: null };
        expect(wording(await known.ask(cancelAppointment, cancel))).toBe(
          wording(await stranger.ask(cancelAppointment, cancel)),
        );
        const name = 'Peter Quill';
        expect(wording(await known.ask(lookupCustomer, { phone: null, name }))).toBe(
          wording(await stranger.ask(lookupCustomer, { phone: null, name })),
        );
      }
    },
  );

  it('is final after three wrong answers, also when the right one follows', async () => {
    const call = await house.call({ from: VICTOR });
    for (const vehicle of ['2001 Ford Focus', '2002 Kia Rio', '2003 Mazda Protege']) {
      expect(await search(call, { ...victor, vehicle })).toMatchObject({ ok: false, no: 'not-verified' });
    }
    expect(await search(call, victorsCar)).toMatchObject({ ok: false, no: 'not-verified' });
    expect(await call.ask(lookupCustomer, { phone: null, name: 'Victor Hale' })).toMatchObject({
      ok: false,
      no: 'not-verified',
    });
    expect(await upcoming(call, 'next Monday')).toMatchObject({ ok: false, no: 'not-verified' });
  });
});

describe('a stranger', () => {
  it('books with fresh details, then hears and cancels what was booked in this call', async () => {
    const call = await house.call({ from: STRANGER, attestation: 'C' });
    const given = { first_name: 'Ida', last_name: 'Wells', vehicle: '2009 Honda Fit' };
    await bookFor(call, bookArguments(await firstSlot(call, ['battery'], 'January 6th'), given));
    expect(await upcoming(call)).toMatchObject({ ok: true, appointments: [{ appointment: 'V1' }] });
    const cancel = { appointment: null, appointment_day: null, reason: null };
    expect(await call.ask(cancelAppointment, cancel)).toMatchObject({ ok: true, state: 'read-back' });
  });

  it('is asked before a vehicle comes twice at a time, about the visits of this call', async () => {
    const call = await house.call({ from: null });
    const given = { first_name: 'Ina', last_name: 'Wood', phone: '+12155557044', vehicle: '2009 Honda Fit' };
    const slot = () => firstSlot(call, ['battery'], 'January 8th at 9 am');
    await bookFor(call, bookArguments(await slot(), given));
    const again = bookArguments(await slot(), given);
    expect(await call.ask(bookAppointment, again)).toMatchObject({ ok: false, no: 'overlapping-visit' });
    const meant = { ...again, another_visit: true };
    expect(await call.ask(bookAppointment, meant)).toMatchObject({ ok: true, state: 'read-back' });
  });

  it.each([
    ['James', 'Porter'],
    ['Jaymes', 'Portor'],
    ['James', 'Porta'],
  ])(
    'who says a customer’s name and car (%s %s) books on their record and hears nothing of it',
    async (first_name, last_name) => {
      const call = await house.call({ from: STRANGER });
      const refused = await search(call, { first_name, last_name, vehicle: '2015 Ford F-150' });
      expect(refused).toMatchObject({ ok: false });
      const given = { first_name, last_name, vehicle: 'a Ford F-150' };
      const held = await call.ask(
        bookAppointment,
        bookArguments(await firstSlot(call, ['battery'], 'January 7th'), given),
      );
      expect(held).toMatchObject({ ok: true, state: 'read-back' });
      expect(JSON.stringify(held)).not.toContain('2015');
      const [row] = await house.sql<{ customer: string }>(
        "SELECT pending->'book'->'customer'->>'phone' AS customer FROM calls WHERE call_id = $1",
        [call.callId],
      );
      expect(row?.customer).toBe('+12155551004');
    },
  );

  it('cannot use another call’s names, nor another shop’s', async () => {
    const victim = await house.call({ from: VICTOR });
    await search(victim, victorsCar);
    await upcoming(victim);
    const call = await house.call({ from: STRANGER });
    const cancel = { appointment: 'V1', appointment_day: null, reason: null };
    expect(await call.ask(cancelAppointment, cancel)).toMatchObject({ ok: false });
    const forged = { ...victim.envelope(), shopId: '00000000-0000-4000-8000-000000000000' };
    expect(await house.bus.ask(cancelAppointment.ask, { arguments: cancel, envelope: forged })).toMatchObject({
      ok: false,
      no: 'not-now',
    });
  });
});
