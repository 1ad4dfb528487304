import fc from 'fast-check';
import {
  type CallLog,
  emptyLog,
  type TurnMeasured,
  type TurnTaken,
  withEnd,
  withMeasure,
  withReport,
  withStart,
  withTurn,
} from './call-log.ts';

const at = '2026-11-23T15:05:00Z';

function turn(n: number, part: Partial<TurnTaken> = {}): TurnTaken {
  return {
    ...{
      turn: n,
      epoch: 1,
      state: 'ACTION_EXECUTION',
      callerSaid: `words ${n}`,
      agentSaid: `answer ${n}`,
      interrupted: false,
    },
    ...{ tools: [], intent: null, outcome: null, promptVersion: 'p', model: 'm', at },
    ...part,
  };
}

function measured(generation: number, totalMs: number): TurnMeasured {
  return {
    ...{ turn: generation, generation, lastWordToFinalMs: 1, finalToRequestMs: 1, requestToFirstTokenMs: 1 },
    ...{ firstTokenToPieceMs: 1, pieceToFirstByteMs: 1, firstByteToFrameMs: 1, frameToMarkMs: null, totalMs },
    ...{ toolsMs: 0, tools: 0, speculated: false, cached: false, at },
  };
}

type Step = (log: CallLog) => CallLog;
const steps: readonly Step[] = [
  (log) => withStart(log, { shopId: 's', direction: 'inbound', gatewayId: 'gateway-0001', at }),
  (log) => withTurn(log, turn(1, { intent: 'question' })),
  (log) => withTurn(log, turn(2, { intent: 'book', outcome: 'none' })),
  (log) => withTurn(log, turn(3, { outcome: 'booked' })),
  (log) => withTurn(log, turn(0, { epoch: 2, callerSaid: null, model: 'other' })),
  (log) => withMeasure(log, measured(1, 700)),
  (log) => withMeasure(log, measured(2, 900)),
  (log) => withReport(log, { ...report, status: 'completed', sequence: 2 }),
  (log) => withReport(log, { ...report, status: 'ringing', sequence: 1 }),
  (log) => withEnd(log, { reason: 'caller-hung-up', durationMs: 61_000.4, at }, ['book']),
];
const report = {
  status: 'ringing' as const,
  sequence: 0,
  answeredBy: null,
  reminderId: null,
  durationSeconds: null,
  at,
};

describe('a call log', () => {
  it('is the same whatever the order of the facts, and however often they are told', () => {
    const whole = steps.reduce((log, step) => step(log), emptyLog);
    expect(whole).toMatchObject({ intent: 'book', outcome: 'booked', endReason: 'caller-hung-up', model: 'other' });
    expect(whole.transcript.map(({ epoch, turn: n }) => `${epoch}:${n}`)).toEqual(['1:1', '1:2', '1:3', '2:0']);
    expect(whole.latencies.totalMs).toEqual({ p50: 700, p95: 900 });
    expect(whole).toMatchObject({ durationMs: 61_000, unfinished: ['book'] });
    const order = fc.shuffledSubarray([...steps, ...steps], { minLength: steps.length * 2 });
    fc.assert(
      fc.property(order, (shuffled) => {
        expect(shuffled.reduce((log, step) => step(log), emptyLog)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what was left unfinished when the end is told again', () => {
    const end = { reason: 'caller-hung-up' as const, durationMs: 1, at };
    expect(withEnd(withEnd(emptyLog, end, ['move']), end, []).unfinished).toEqual(['move']);
  });

  it('says transferred, whatever a late turn says', () => {
    const handedOver = withEnd(emptyLog, { reason: 'transferred', durationMs: 1, at }, []);
    expect(withTurn(handedOver, turn(1, { outcome: 'answered' })).outcome).toBe('transferred');
  });
});
