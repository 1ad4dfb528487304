import {
  bookAppointment,
  callBrief,
  callOpen,
  callResume,
  cancelAppointment,
  decodeVin,
  getAvailableSlots,
  getUpcomingAppointments,
  lookupCustomer,
  rescheduleAppointment,
  searchCustomersByName,
  wishLeft,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import { bookArguments, bookFor, firstSlot, slotsArguments } from '../test/asking.ts';
import {
  MOTORS,
  openHouse,
  type RunningCrmTools,
  startInstance,
  type TestCall,
  type TestHouse,
} from '../test/house.ts';

let house: TestHouse;
let narrow: RunningCrmTools | undefined;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(async () => {
  await narrow?.stop();
  narrow = undefined;
  await house.close();
});

const NORA = '+12155551001';

/** Every tool once; each has its deadline, after which an ask fails. */
async function askEverything(call: TestCall): Promise<{ ok: boolean; no?: string }[]> {
  const facts = {
    first_name: 'Nora',
    last_name: 'Bennett',
    phone: null,
    vehicle: null,
    appointment_day: null,
    vin_ending: null,
  };
  return Promise.all([
    call.askInTime(lookupCustomer, { phone: null, name: 'Nora Bennett' }),
    call.askInTime(searchCustomersByName, facts),
    call.askInTime(getAvailableSlots, slotsArguments(['oil change'], null)),
    call.askInTime(bookAppointment, bookArguments('A')),
    call.askInTime(getUpcomingAppointments, { appointment_day: null }),
    call.askInTime(cancelAppointment, { appointment: null, appointment_day: null, reason: null }),
    call.askInTime(rescheduleAppointment, { appointment: null, appointment_day: null, slot: 'A' }),
    call.askInTime(decodeVin, { vin: '1HGCM82633A004352' }),
  ]);
}

describe('with Redis', () => {
  it.each(['stopped', 'killed'])('%s, everything is answered and booked as before', async (how) => {
    if (how === 'stopped') await house.servers.redis.stop();
    else house.servers.redis.process?.kill('SIGKILL');
    const call = await house.call({ from: NORA });
    expect((await askEverything(call))[0]).toMatchObject({ ok: true });
    const given = bookArguments(await firstSlot(call, ['oil change'], 'tomorrow'));
    expect(await bookFor(call, given)).toMatchObject({ ok: true, state: 'done' });
  });

  it('hanging, everything is answered within its deadline', async () => {
    house.servers.redis.process?.kill('SIGSTOP');
    const call = await house.call({ from: NORA });
    expect((await askEverything(call))[0]).toMatchObject({ ok: true });
    house.servers.redis.process?.kill('SIGCONT');
  });
});

describe('with the calendar service away', () => {
  it('slots are given by our own rows and what was last known of people’s events', async () => {
    const call = await house.call();
    const wish = slotsArguments(['oil change'], 'December 2nd');
    house.busy.push({ bayId: null, start: '2026-12-02T00:00:00-05:00', end: '2026-12-03T00:00:00-05:00' });
    await call.ask(getAvailableSlots, wish);
    house.stopCalendar();
    expect(await call.ask(getAvailableSlots, wish)).toMatchObject({ ok: true, asWished: false, why: 'fully-booked' });
  });
});

describe.each(['cut', 'hang'] as const)('with PostgreSQL away (%s)', (how) => {
  it('no booking is claimed, calls are opened from memory, and the wish becomes a task once it is back', async () => {
    const call = await house.call({ from: NORA });
    house.proxy[how]();

    for (const answer of await askEverything(call)) expect(answer).toMatchObject({ ok: false, no: 'unavailable' });
    const opening = {
      callId: `CA${'b'.repeat(32)}`,
      direction: 'inbound',
      from: NORA,
      to: MOTORS,
      attestation: 'A',
    } as const;
    const at = house.clock.now().toISOString();
    expect(await house.bus.ask(callOpen, { ...opening, at })).toMatchObject({
      type: 'open',
      shop: { name: 'Bayline Motors' },
    });
    const brief = await house.bus.ask(callBrief, { callId: opening.callId });
    expect(brief).toMatchObject({ type: 'brief', caller: { numberShown: true, matches: 'none', level: 0 } });
    const resumed = await house.bus.ask(callResume, { callId: opening.callId, at });
    expect(resumed).toMatchObject({ type: 'desk' });
    const wish = {
      shopId: call.shopId,
      name: 'Nora',
      phone: null,
      wish: 'an oil change',
      why: 'the database was away',
      at,
    };
    await house.bus.record(wishLeft, call.callId, wish);

    house.proxy.mend();
    await until('the task to be there', async () => (await house.sql('SELECT 1 FROM tasks')).length === 1);
    await until('the call to be written', async () => {
      const rows = await house.sql('SELECT 1 FROM calls WHERE call_id = $1 AND number = $2', [opening.callId, NORA]);
      return rows.length === 1;
    });
    await until('tools to answer', async () => {
      const answer = await call.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' });
      return answer.ok;
    });
  });
});

describe('with every connection of the pool taken', () => {
  it('whoever waits too long is told so, and nothing breaks', async () => {
    narrow = await startInstance(house.servers, house.databaseUrl, house.clock, {
      ...{ DATABASE_POOL: '1', DATABASE_WAIT_MS: '50' },
    });
    await house.crm.running.drain?.();
    const calls = await Promise.all(Array.from({ length: 5 }, () => house.call({ from: NORA })));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => calls[n % 5]?.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' })),
    );
    for (const answer of answers) expect(answer?.ok === true || answer?.no === 'unavailable').toBe(true);
    expect(answers.some((answer) => answer?.ok === true)).toBe(true);
    const after = await calls[0]?.ask(lookupCustomer, { phone: null, name: 'Nora Bennett' });
    expect(after).toMatchObject({ ok: true });
  });
});
