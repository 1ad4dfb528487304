import { randomBytes } from 'node:crypto';
import { calendarList, callBrief, callEnded, callOpen, callResume, getUpcomingAppointments } from '@bayline/contracts';
import { until } from '@bayline/local';
import { MOTORS, openHouse, type TestHouse } from '../../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

function newCallId(): string {
  return `CA${randomBytes(16).toString('hex')}`;
}

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 15, 10, seconds)).toISOString();

describe('opening a call', () => {
  it('finds the shop by the number that was called, and is the same when repeated', async () => {
    const opening = {
      callId: newCallId(),
      direction: 'inbound',
      from: '+12155551001',
      to: MOTORS,
      attestation: 'A',
      at: at(0),
    } as const;
    const first = await house.bus.ask(callOpen, opening);
    expect(first).toMatchObject({ type: 'open', shop: { name: 'Bayline Motors', zone: 'America/New_York' } });
    expect(await house.bus.ask(callOpen, opening)).toEqual(first);
    expect(await house.sql('SELECT 1 FROM calls WHERE call_id = $1', [opening.callId])).toHaveLength(1);
  });

  it('says that a number is nobody’s', async () => {
    const opening = {
      callId: newCallId(),
      direction: 'inbound',
      from: null,
      to: '+19995550000',
      attestation: null,
      at: at(0),
    } as const;
    expect(await house.bus.ask(callOpen, opening)).toEqual({ type: 'unknown-number' });
  });

  it('knows the customer of a call that we made', async () => {
    const call = await house.call({ direction: 'outbound', from: MOTORS, to: '+12155551007', attestation: null });
    const brief = await house.bus.ask(callBrief, { callId: call.callId });
    expect(brief).toMatchObject({ caller: { numberShown: true, matches: 'one', level: 1 } });
    expect(await call.ask(getUpcomingAppointments, { appointment_day: 'tomorrow' })).toMatchObject({ ok: true });
  });
});

describe('the brief of a call', () => {
  it.each([
    [{ from: '+12155551001' }, { numberShown: true, matches: 'one', level: 1 }],
    [
      { from: '+12155551001', attestation: 'B' as const },
      { numberShown: true, matches: 'one', level: 0 },
    ],
    [{ from: '+12155551005' }, { numberShown: true, matches: 'several', level: 0 }],
    [{ from: '+12155557777' }, { numberShown: true, matches: 'none', level: 0 }],
    [
      { from: null, attestation: null },
      { numberShown: false, matches: 'none', level: 0 },
    ],
  ])('of %j tells how much is known: %j', async (from, caller) => {
    const { callId } = await house.call(from);
    const brief = await house.bus.ask(callBrief, { callId });
    expect(brief).toMatchObject({ type: 'brief', caller, shop: { name: 'Bayline Motors', phone: MOTORS } });
  });

  it('of no call is none', async () => {
    expect(await house.bus.ask(callBrief, { callId: newCallId() })).toEqual({ type: 'unknown-call' });
  });
});

describe('resuming a call', () => {
  it('counts streams, and gives up on the third within a minute', async () => {
    const { callId } = await house.call();
    const resume = (seconds: number) => house.bus.ask(callResume, { callId, at: at(seconds) });
    expect(await resume(0)).toMatchObject({ type: 'stream', stream: 1 });
    expect(await resume(0)).toMatchObject({ type: 'stream', stream: 1 });
    expect(await resume(20)).toMatchObject({ type: 'stream', stream: 2 });
    expect(await resume(40)).toMatchObject({ type: 'desk', shop: { deskNumber: '+12155550199' } });
    expect(await resume(100)).toMatchObject({ type: 'stream', stream: 3 });
  });

  it('gives two streams to two that ask at once', async () => {
    const { callId } = await house.call();
    const answers = await Promise.all([0, 1].map((seconds) => house.bus.ask(callResume, { callId, at: at(seconds) })));
    expect(answers.map((answer) => (answer.type === 'stream' ? answer.stream : 0)).toSorted()).toEqual([1, 2]);
  });

  it.each([
    ['agent-hung-up', 'ended'],
    ['transferred', 'desk'],
  ] as const)('after %s: %s', async (reason, type) => {
    const { callId } = await house.call();
    await house.bus.record(callEnded, callId, { reason, durationMs: 1_000, at: at(0) });
    await until('the end to be kept', async () => {
      const rows = await house.sql('SELECT 1 FROM calls WHERE call_id = $1 AND ended_at IS NOT NULL', [callId]);
      return rows.length === 1;
    });
    expect(await house.bus.ask(callResume, { callId, at: at(1) })).toMatchObject({ type });
  });

  it('knows no call that was not opened', async () => {
    expect(await house.bus.ask(callResume, { callId: newCallId(), at: at(0) })).toEqual({ type: 'unknown-call' });
  });
});

describe('the calendars', () => {
  it('are one for each bay of each shop', async () => {
    const { calendars } = await house.bus.ask(calendarList, {});
    expect(calendars).toHaveLength(8);
    expect(calendars.map(({ calendarId }) => calendarId)).toContain('bay-1.bayline-motors@group.calendar.simulated');
  });
});
