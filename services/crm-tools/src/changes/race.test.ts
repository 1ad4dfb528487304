import { bookAppointment, rescheduleAppointment } from '@bayline/contracts';
import { bookArguments, bookFor, firstSlot, insisting } from '../../test/asking.ts';
import { openHouse, type RunningCrmTools, startInstance, type TestCall, type TestHouse } from '../../test/house.ts';

let house: TestHouse;
let second: RunningCrmTools;

beforeAll(async () => {
  house = await openHouse();
  second = await startInstance(house.servers, house.databaseUrl, house.clock);
});

afterAll(async () => {
  await second.stop();
  await house.close();
});

const CALLERS = 32;

const OVERLAPS = `
  SELECT a.id FROM appointments a JOIN appointments b ON a.bay_id = b.bay_id AND a.id < b.id AND a.during && b.during
  WHERE a.status IN ('held', 'booked') AND b.status IN ('held', 'booked')`;

async function deadlocks(): Promise<number> {
  const [row] = await house.sql<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.deadlocks ?? Number.NaN;
}

function newcomers(count: number, area: number): Promise<TestCall[]> {
  const numbers = Array.from({ length: count }, (_, n) => `+1215555${area + n}`);
  return Promise.all(numbers.map(async (from) => insisting(await house.call({ from }))));
}

function introduction(slot: string, n: number) {
  return bookArguments(slot, { first_name: `Caller${n}`, last_name: 'Racer', vehicle: '2012 Ford Focus' });
}

/** Each caller asks for the slot of its time, then holds and confirms it; true when the booking was confirmed. */
async function race(
  callers: readonly TestCall[],
  services: readonly string[],
  times: readonly string[],
): Promise<boolean[]> {
  const slots = await Promise.all(callers.map((call, n) => firstSlot(call, services, times[n % times.length] ?? null)));
  return Promise.all(
    callers.map(async (call, n) => {
      const given = introduction(slots[n] ?? '', n);
      const held = await call.ask(bookAppointment, given);
      if (!held.ok) {
        expect(held.no).toBe('slot-taken');
        return false;
      }
      if (held.state === 'done') throw new Error('booked without a yes');
      const done = await call.ask(bookAppointment, given, { proof: { pending: held.pending, words: 'yes' } });
      expect(done).toMatchObject({ ok: true, state: 'done' });
      return true;
    }),
  );
}

describe('many callers at once', () => {
  it('get every free place and none twice, without a deadlock', async () => {
    const before = await deadlocks();
    // Four times, three bays that can do it: twelve places for thirty-two callers.
    const times = ['9 am', '9:30 am', '10 am', '10:30 am'].map((clock) => `January 5th at ${clock}`);
    const booked = await race(await newcomers(CALLERS, 3_000), ['oil_change'], times);
    expect(booked.filter(Boolean)).toHaveLength(12);
    const rows = await house.sql(
      "SELECT id FROM appointments WHERE starts_at::date = '2027-01-05' AND status = 'booked'",
    );
    expect(rows).toHaveLength(12);
    expect(await house.sql(OVERLAPS)).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });

  it('get the last free place once', async () => {
    const booked = await race(await newcomers(8, 3_100), ['body'], ['January 6th at 8 am']);
    expect(booked.filter(Boolean)).toHaveLength(1);
  });

  it('swap their times without waiting for each other for ever', async () => {
    const before = await deadlocks();
    const callers = await newcomers(8, 3_200);
    const days = ['January 11th', 'January 12th', 'January 13th', 'January 14th'];
    const dayOf = (n: number): string => days[n % days.length] ?? '';
    for (const [n, call] of callers.entries()) {
      await bookFor(call, introduction(await firstSlot(call, ['oil_change'], `${dayOf(n)} at 9 am`), n));
    }
    const moved = await Promise.all(
      callers.map(async (call, n) => {
        const slot = await firstSlot(call, ['oil_change'], `${dayOf(n + 1)} at 3 pm`, 'V1');
        const given = { appointment: 'V1', appointment_day: null, slot };
        await call.ask(rescheduleAppointment, given);
        return call.ask(rescheduleAppointment, given, { proof: { pending: 'P2', words: 'yes' } });
      }),
    );
    for (const answer of moved) expect(answer).toMatchObject({ ok: true, state: 'done' });
    expect(await house.sql(OVERLAPS)).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });
});
