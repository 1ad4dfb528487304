import { z } from 'zod';
import { faultsOf, takeFault } from './faults.ts';
import { mergeDeep, openLaboratory } from './lab.ts';
import { draw, latency } from './latency.ts';
import { createRandom } from './random.ts';
import { startSimulators } from './simulators.ts';

describe('the lab’s plumbing', () => {
  const schema = z.object({
    speed: z.number().default(1),
    wait: latency(300),
    faults: faultsOf(z.object({ type: z.string() })),
  });

  async function opened() {
    const laboratory = openLaboratory({ schema, given: { speed: 2 }, state: () => ({ seen: 3 }) });
    const { url } = await laboratory.listen(0);
    const put = (body: unknown) =>
      fetch(`${url}/lab/settings`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    return { laboratory, url, put };
  }

  it('shows settings and state, and changes settings while it runs', async () => {
    const { laboratory, url, put } = await opened();
    expect(await (await fetch(`${url}/lab/state`)).json()).toEqual({ seen: 3 });
    await put({ wait: 20, faults: { next: [{ type: 'a' }] } });
    expect(laboratory.settings()).toEqual({
      speed: 2,
      wait: { ms: 20, jitterMs: 0 },
      faults: { next: [{ type: 'a' }], random: [] },
    });
    await put({ wait: { jitterMs: 5 } });
    expect(await (await fetch(`${url}/lab/settings`)).json()).toMatchObject({
      speed: 2,
      wait: { ms: 20, jitterMs: 5 },
    });
    await laboratory.close();
  });

  it('keeps its settings when a change does not fit', async () => {
    const { laboratory, put } = await opened();
    const refused = await put({ speed: 'fast' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ problems: expect.stringContaining('speed') });
    expect(laboratory.settings().speed).toBe(2);
    await laboratory.close();
  });

  it('says so when its port is taken', async () => {
    const { laboratory, url } = await opened();
    const second = openLaboratory({ schema, given: {}, state: () => ({}) });
    await expect(second.listen(Number(new URL(url).port))).rejects.toThrow('EADDRINUSE');
    await laboratory.close();
  });

  it('merges objects by key, and nothing into prototypes', () => {
    const change = JSON.parse('{"a":{"y":2},"__proto__":{"evil":true}}');
    const merged = mergeDeep({ a: { x: 1 }, b: [1] }, change);
    expect(merged).toEqual({ a: { x: 1, y: 2 }, b: [1] });
    expect(({} as Record<string, unknown>).evil).toBeUndefined();
  });
});

describe('faults', () => {
  const faults = () => ({
    next: [
      { on: 'b', n: 1 },
      { on: 'a', n: 2 },
    ],
    random: [{ rate: 0.5, fault: { on: 'a', n: 3 } }],
  });

  it('happen once each, to what they fit', () => {
    const given = faults();
    expect(
      takeFault(
        given,
        ({ on }) => on === 'a',
        () => 0.9,
      ),
    ).toEqual({ on: 'a', n: 2 });
    expect(
      takeFault(
        given,
        ({ on }) => on === 'a',
        () => 0.9,
      ),
    ).toBeUndefined();
    expect(given.next).toEqual([{ on: 'b', n: 1 }]);
  });

  it('happen by rate', () => {
    expect(
      takeFault(
        { ...faults(), next: [] },
        ({ on }) => on === 'a',
        () => 0.4,
      ),
    ).toEqual({ on: 'a', n: 3 });
    expect(
      takeFault(
        { ...faults(), next: [] },
        ({ on }) => on === 'b',
        () => 0.4,
      ),
    ).toBeUndefined();
  });
});

describe('latencies', () => {
  it('lie evenly about their middle, and are never negative', () => {
    const random = createRandom(1);
    const drawn = Array.from({ length: 2_000 }, () => draw({ ms: 100, jitterMs: 20 }, random));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(120);
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeCloseTo(100, -1);
    expect(draw({ ms: 1, jitterMs: 50 }, () => 0)).toBe(0);
  });

  it('are the same for the same seed', () => {
    const [one, other] = [createRandom(7), createRandom(7)];
    expect([one(), one(), one()]).toEqual([other(), other(), other()]);
  });
});

describe('several simulators', () => {
  it('start together and hand out one environment', async () => {
    const running = await startSimulators([
      { name: 'twilio', port: 0, given: {} },
      { name: 'deepgram', port: 0, given: { apiKey: 'simulated-other' } },
    ]);
    expect(running.env).toMatchObject({
      TWILIO_API_BASE_URL: expect.stringMatching(/^http:/),
      TWILIO_ACCOUNT_SID: expect.stringMatching(/^AC[0-9a-f]{32}$/),
      TWILIO_AUTH_TOKEN: expect.stringMatching(/^simulated/),
      DEEPGRAM_API_KEY: 'simulated-other',
    });
    await running.close();
    const { DEEPGRAM_BASE_URL: gone = '' } = running.env;
    await expect(fetch(`${gone}/lab/state`)).rejects.toThrow();
  });

  it('are closed again when one cannot start', async () => {
    const orders = [
      { name: 'twilio', port: 0, given: {} },
      { name: 'deepgram', port: 0, given: { apiKey: 'a real key' } },
    ] as const;
    await expect(startSimulators(orders)).rejects.toThrow('simulated');
  });
});
