import type { Fact } from '@bayline/contracts';
import { createLog, createMetrics, guardMaker, type Metrics, ProviderError } from '@bayline/runtime';
import { Call, type CallTools, type ListenRequest } from './call.ts';
import type { RecogniserHearer, RecogniserSocket } from './hearing/recogniser.ts';
import { speechMeasures } from './measures.ts';
import { FIRST_PACE } from './voicing/pace.ts';
import { SpokenAudio } from './voicing/spoken-audio.ts';

const log = createLog({ service: 'speech', instanceId: 'speech-0001', level: 'silent' });
const away = new ProviderError('deepgram', 'unreachable', { retryable: true });
const request: ListenRequest = {
  callId: `CA${'1'.repeat(32)}`,
  epoch: 3,
  gatewayId: 'gateway-0001',
  spokenSlot: 1,
  offsetMs: 0,
  toldUpToMs: 0,
  keyterms: [],
};

let metrics: Metrics;

beforeEach(() => {
  import.meta.jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
  metrics = createMetrics('speech', 'speech-0001');
});

afterEach(async () => {
  import.meta.jest.useRealTimers();
  await metrics.shutdown();
});

/** A call without a provider, whose clock is the test's; with a recogniser when one is given. */
function call(lease?: () => Promise<RecogniserSocket>) {
  const state = { now: 0, over: 0 };
  const told: [string, unknown][] = [];
  const handlers = new Map<string, (payload: never, id: string) => void>();
  const bus = {
    reconnectedAt: Number.NEGATIVE_INFINITY,
    hear: (fact: Fact, _id: string, handler: (payload: never, id: string) => void) => {
      handlers.set(fact.name, handler);
      return { stop: () => void handlers.delete(fact.name) };
    },
    tell: (fact: Fact, _id: string, payload: unknown) => void told.push([fact.name, payload]),
  };
  const clock = { monotonic: () => state.now, now: () => new Date(Date.UTC(2026, 10, 23, 10) + state.now) };
  const fails = (): Promise<never> => Promise.reject(away);
  const tools: CallTools = {
    bus,
    clock,
    log,
    measures: speechMeasures(metrics),
    instanceId: 'speech-0001',
    listening: { clock, random: () => 0.5, recognisers: { lease: lease ?? fails, release: () => {} } },
    voicing: {
      clock,
      lines: { lease: fails, release: () => {} },
      firstByte: guardMaker(metrics, log)({ provider: 'deepgram', operation: 'first-byte', deadlineMs: 100 }),
      phrase: () => undefined,
      spoken: new SpokenAudio(() => {}),
      pace: { current: FIRST_PACE },
      patienceMs: 100,
      stallMs: 100,
    },
    dialogueSeen: () => {},
  };
  const subject = new Call(tools, request, 9, () => {
    state.over += 1;
  });
  const beat = (ms: number): void => {
    for (let left = ms; left > 0; left -= 500) {
      state.now += 500;
      subject.beat();
    }
  };
  const facts = (name: string): unknown[] => told.filter(([fact]) => fact === name).map(([, payload]) => payload);
  return { subject, state, bus, handlers, beat, facts };
}

describe('a call', () => {
  it('says that it is in trouble when there has been no recogniser for three seconds', () => {
    const { beat, facts, subject } = call();
    beat(2_500);
    expect(facts('speech.troubled')).toEqual([]);
    beat(2_000);
    expect(facts('speech.troubled')).toEqual([
      { epoch: 3, speechId: 'speech-0001', what: 'stt', since: '2026-11-23T10:00:00.000Z', over: false },
    ]);
    subject.stop();
  });

  it('is let go after a minute without audio and without a fact of the gateway’s', () => {
    const { beat, state, subject, handlers } = call();
    beat(59_500);
    expect(state.over).toBe(0);
    subject.heard(0, new Uint8Array(160));
    beat(59_500);
    handlers.get('owner.changed')?.({ role: 'speech', instanceId: 'speech-0001', epoch: 3 } as never, request.callId);
    beat(59_500);
    expect(state.over).toBe(0);
    beat(500);
    expect(state.over).toBe(1);
    subject.stop();
  });

  it('tells its finals again once the bus is back, when its hearers had time to come back too', async () => {
    let hearer: RecogniserHearer | undefined;
    const socket = { open: true, bufferedBytes: 0, send: () => {}, close: () => {} };
    const attach = (given: RecogniserHearer): void => {
      hearer = given;
    };
    const { subject, state, bus, beat, facts } = call(() => Promise.resolve({ ...socket, attach }));
    await new Promise((resolve) => setImmediate(resolve));
    const segment = { type: 'segment' as const, startMs: 0, endMs: 800, text: 'on Tuesday', confidence: 1, words: [] };
    hearer?.recognised({ ...segment, final: true, speechFinal: true });
    beat(1_000);
    expect(facts('transcript.final')).toHaveLength(1);
    bus.reconnectedAt = state.now + 100;
    beat(500);
    expect(facts('transcript.final')).toHaveLength(1);
    beat(2_000);
    expect(facts('transcript.final')).toHaveLength(2);
    expect(facts('transcript.final')[1]).toMatchObject({ text: 'on Tuesday', endMs: 800, again: true });
    subject.stop();
  });

  it('hears nothing any more once it was stopped', () => {
    const { subject, handlers } = call();
    expect([...handlers.keys()].toSorted()).toEqual(['call.ended', 'owner.changed', 'reply.cancelled', 'reply.piece']);
    subject.stop();
    expect(handlers.size).toBe(0);
  });
});
