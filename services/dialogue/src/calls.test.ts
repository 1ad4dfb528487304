import { aBrief } from '../test/playing.ts';
import { quietHouse } from '../test/quiet-house.ts';
import { createCalls } from './calls.ts';

const [one, two] = [`CA${'1'.repeat(32)}`, `CA${'2'.repeat(32)}`];

/** An instance whose sessions are found only when they are let go. */
function instance(mostCalls = 1) {
  const loads: (() => void)[] = [];
  const quiet = quietHouse({
    sessions: {
      save: async () => 'saved',
      load: () => new Promise((resolve) => loads.push(() => resolve(undefined))),
    },
  });
  const calls = createCalls(quiet.house, { mostCalls, onBrief: () => {} });
  const converse = (callId: string, epoch: number) =>
    calls.converse({
      ...{ callId, epoch, speechEpoch: 1, shopId: aBrief.shop.shopId, direction: 'inbound' },
      ...{ gatewayId: 'gateway-test', speechId: 'speech-test', resume: true, brief: aBrief },
    });
  return {
    calls,
    bus: quiet.house.bus as { flush: () => Promise<void> },
    converse,
    found: async () => {
      for (const found of loads.splice(0)) found();
      await new Promise(setImmediate);
    },
    loading: () => loads.length,
    end: (callId: string) =>
      quiet.hears('call.ended', callId, { reason: 'caller-hung-up', durationMs: 1, at: '2026-11-23T15:00:00Z' }),
  };
}

describe('a call that is being taken on', () => {
  it('is talked with once, however often it is asked for meanwhile', async () => {
    const { calls, converse, found, loading, end } = instance();
    const first = converse(one, 2);
    const again = converse(one, 3);
    await new Promise(setImmediate);
    expect(loading()).toBe(1);
    await found();
    expect(await Promise.all([first, again])).toEqual([
      { type: 'conversing', dialogueId: 'dialogue-test' },
      { type: 'conversing', dialogueId: 'dialogue-test' },
    ]);
    expect(calls.count).toBe(1);
    expect(loading()).toBe(0);
    end(one);
    expect(calls.count).toBe(0);
  });

  it('takes the room that there is', async () => {
    const { converse, found, end } = instance();
    const first = converse(one, 2);
    expect(await converse(two, 2)).toEqual({ type: 'refused', reason: 'busy' });
    await found();
    expect(await first).toMatchObject({ type: 'conversing' });
    end(one);
  });

  it('takes one place, also while it begins to listen', async () => {
    const { converse, found, bus } = instance(2);
    // The bus takes note of nothing yet.
    bus.flush = () => new Promise(() => {});
    void converse(one, 2);
    await found();
    void converse(two, 2);
    await found();
    expect(await converse(`CA${'3'.repeat(32)}`, 2)).toEqual({ type: 'refused', reason: 'busy' });
    const third = instance(3);
    third.bus.flush = () => new Promise(() => {});
    void third.converse(one, 2);
    await third.found();
    void third.converse(two, 2);
    await third.found();
    void third.converse(`CA${'3'.repeat(32)}`, 2);
    await new Promise(setImmediate);
    expect(third.loading()).toBe(1);
  });

  it('is waited for by an instance that leaves', async () => {
    const { calls, converse, found, end } = instance();
    const first = converse(one, 2);
    let left = false;
    const leaving = calls.drain().then(() => {
      left = true;
    });
    expect(await converse(two, 2)).toEqual({ type: 'refused', reason: 'draining' });
    await found();
    expect(await first).toMatchObject({ type: 'conversing' });
    expect(left).toBe(false);
    end(one);
    await leaving;
  });
});
