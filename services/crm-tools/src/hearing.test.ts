import {
  bookAppointment,
  callEnded,
  callReported,
  callStarted,
  getAvailableSlots,
  reminderPlanned,
  turnMeasured,
  turnTaken,
  wishLeft,
} from '@bayline/contracts';
import { until } from '@bayline/local';
import { bookArguments, firstSlot, slotsArguments } from '../test/asking.ts';
import { openHouse, type TestCall, type TestHouse } from '../test/house.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house.close());

const at = '2026-11-23T15:06:00.000Z';
const gatewayId = 'gateway-0001';

interface LogRow extends Record<string, unknown> {
  readonly transcript: { turn: number; callerSaid: string | null }[];
  readonly latencies: { turns: unknown[]; totalMs?: { p50: number } };
  readonly reports: { status: string }[];
}

async function logOf({ callId }: TestCall): Promise<LogRow | undefined> {
  const [row] = await house.sql<LogRow>('SELECT * FROM call_logs WHERE call_id = $1', [callId]);
  return row;
}

function turn(n: number, callerSaid: string, outcome: string | null) {
  return {
    ...{ turn: n, epoch: 1, state: 'CONFIRMATION', callerSaid, agentSaid: 'Of course.', interrupted: false },
    ...{ tools: [], intent: 'book', outcome, promptVersion: 'p1', model: 'gpt-4o', at },
  };
}

const measured = {
  ...{ turn: 1, generation: 65_537, lastWordToFinalMs: 450, finalToRequestMs: 1, requestToFirstTokenMs: 500 },
  ...{ firstTokenToPieceMs: 30, pieceToFirstByteMs: 300, firstByteToFrameMs: 2, frameToMarkMs: 120, totalMs: 1_283 },
  ...{ toolsMs: 8, tools: 1, speculated: false, cached: false, at },
};

describe('a call log', () => {
  it('gathers start, turns, latencies, reports and end, each told twice', async () => {
    const call = await house.call();
    const { callId, shopId } = call;
    for (let twice = 0; twice < 2; twice += 1) {
      await house.bus.record(turnTaken, callId, turn(2, 'Yes.', 'booked'));
      await house.bus.record(callStarted, callId, { shopId, direction: 'inbound', gatewayId, at });
      await house.bus.record(turnTaken, callId, turn(1, 'An oil change, please.', null));
      await house.bus.record(turnMeasured, callId, measured);
      await house.bus.record(callReported, callId, {
        ...{ status: 'in-progress', sequence: 1, answeredBy: null, reminderId: null, durationSeconds: null, at },
      });
      await house.bus.record(callEnded, callId, { reason: 'agent-hung-up', durationMs: 61_000, at });
    }
    await until('the log to be whole', async () => {
      const log = await logOf(call);
      return (
        log?.end_reason != null &&
        log.transcript.length === 2 &&
        log.reports.length === 1 &&
        log.latencies.turns.length === 1
      );
    });
    const log = await logOf(call);
    expect(log).toMatchObject({
      intent: 'book',
      outcome: 'booked',
      end_reason: 'agent-hung-up',
      duration_ms: 61_000,
      model: 'gpt-4o',
    });
    expect(log?.transcript.map(({ turn: n, callerSaid }) => [n, callerSaid])).toEqual([
      [1, 'An oil change, please.'],
      [2, 'Yes.'],
    ]);
    expect(log?.latencies.totalMs?.p50).toBe(1_283);
  });
});

describe('a call that ends', () => {
  it('lets go of what it holds, says what was left unfinished, and holds nothing more', async () => {
    const call = await house.call({ from: '+12155551001' });
    const when = 'January 12th at 8 am';
    const given = bookArguments(await firstSlot(call, ['body'], when));
    await call.ask(bookAppointment, given);
    await house.bus.record(callEnded, call.callId, { reason: 'caller-hung-up', durationMs: 9_000, at });
    await until('the end to be logged', async () => (await logOf(call))?.end_reason === 'caller-hung-up');
    expect(await logOf(call)).toMatchObject({ unfinished: ['book'], outcome: null });
    expect(await house.sql('SELECT 1 FROM appointments WHERE call_id = $1', [call.callId])).toEqual([]);
    const other = await house.call();
    expect(await other.ask(getAvailableSlots, slotsArguments(['body'], when))).toMatchObject({ asWished: true });
    expect(await call.ask(bookAppointment, given)).toMatchObject({ ok: false, no: 'not-now' });
  });

  it('ends by Twilio’s report, too, when no gateway lived to tell', async () => {
    const call = await house.call({ from: '+12155551001' });
    await call.ask(bookAppointment, bookArguments(await firstSlot(call, ['body'], 'January 13th')));
    await house.bus.record(callReported, call.callId, {
      ...{ status: 'completed', sequence: 3, answeredBy: null, reminderId: null, durationSeconds: 20, at },
    });
    await until('the hold to go', async () => {
      const held = await house.sql('SELECT 1 FROM appointments WHERE call_id = $1', [call.callId]);
      return held.length === 0;
    });
    const [row] = await house.sql('SELECT end_reason, handed_over_at FROM calls WHERE call_id = $1', [call.callId]);
    expect(row).toEqual({ end_reason: 'completed', handed_over_at: null });
  });
});

describe('a wish that could not be stored', () => {
  it('becomes one task to call back, also for a call that nobody knows', async () => {
    const wish = {
      shopId: null,
      name: 'Dana Whitfield',
      phone: null,
      wish: 'an oil change on Tuesday',
      why: 'the database was away',
      at,
    };
    const known = await house.call({ from: '+12155558899' });
    const unknown = `CA${'f'.repeat(32)}`;
    for (const id of [known.callId, known.callId, unknown]) await house.bus.record(wishLeft, id, wish);
    const tasks = () =>
      house.sql<{ what: string; state: string; shop_id: string }>('SELECT * FROM tasks ORDER BY call_id = $1 DESC', [
        known.callId,
      ]);
    await until('the tasks to be there', async () => (await tasks()).length === 2);
    expect(await tasks()).toMatchObject([
      { kind: 'call-back', state: 'open', shop_id: known.shopId, what: expect.stringContaining('+12155558899') },
      { kind: 'call-back', what: expect.stringContaining('an unknown number') },
    ]);
  });
});

describe('a reminder that is planned', () => {
  it('is kept, and older news of it is ignored', async () => {
    const appointmentId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c00a';
    const { shopId } = await house.call();
    const plan = (version: number, dueAt: string | null, keeps: string | null = dueAt) =>
      house.bus.record(reminderPlanned, appointmentId, {
        ...{ appointmentId, shopId, kind: 'day-before', version, dueAt, keeps, at },
      });
    await plan(2, null);
    await plan(1, '2026-12-01T15:00:00.000Z');
    await plan(3, '2026-12-02T15:00:00.000Z');
    const rows = () =>
      house.sql<{ version: number; due_at: Date }>("SELECT version, due_at FROM reminders WHERE state <> 'withdrawn'");
    await until('the latest plan', async () => (await rows())[0]?.version === 3);
    expect(await rows()).toEqual([{ version: 3, due_at: new Date('2026-12-02T15:00:00.000Z') }]);
    // A change on the last day plans none, and keeps the one for this time; one to another time does not.
    await plan(4, null, '2026-12-02T15:00:00.000Z');
    await plan(5, '2026-12-09T15:00:00.000Z');
    await until('the next plan', async () => (await rows())[0]?.version === 5);
    await plan(6, null, '2026-12-09T15:00:00.000Z');
    await plan(7, null);
    await until('no plan', async () => (await rows()).length === 0);
  });
});
