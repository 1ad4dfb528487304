import { callEnded } from '@bayline/contracts';
import { createLog, createMetrics } from '@bayline/runtime';
import { createRecorder, type Recorder } from './recorder.ts';

const callId = `CA${'1'.repeat(32)}`;
const ended = { reason: 'failed' as const, durationMs: 1, at: '2026-11-23T10:00:00Z' };
const log = createLog({ service: 'test', instanceId: 'gateway-0001', level: 'silent' });
const metrics = createMetrics('test', 'gateway-0001');

afterAll(() => metrics.shutdown());

/** A bus that stores at the nth try. */
function bench(succeedsAt: number): { recorder: Recorder; tries: () => number } {
  let tries = 0;
  const bus = {
    record: async () => {
      tries += 1;
      if (tries < succeedsAt) throw new Error('away');
    },
  };
  return { recorder: createRecorder(bus, log, metrics, 0), tries: () => tries };
}

describe('a lasting fact', () => {
  it('is tried again until it is stored', async () => {
    const { recorder, tries } = bench(4);
    recorder.record(callEnded, callId, ended);
    await recorder.settled(10_000);
    expect(tries()).toBe(4);
  });

  it('is given up in the end, and counted', async () => {
    const { recorder, tries } = bench(1e9);
    recorder.record(callEnded, callId, ended);
    await recorder.settled(10_000);
    expect(tries()).toBe(60);
    expect((await metrics.scrape()).text).toMatch(/^gateway_facts_lost_total\{fact="call.ended".* 1$/m);
  });

  it('is not waited for longer than wanted', async () => {
    const never = { record: () => new Promise<void>(() => {}) };
    const recorder = createRecorder(never, log, metrics);
    recorder.record(callEnded, callId, ended);
    await recorder.settled(1);
  });
});
