import { randomBytes } from 'node:crypto';
import { connectRedis, createLog, createMetrics, guardMaker, type RedisClient } from '@bayline/runtime';
import { Cache } from './cache.ts';

const log = createLog({ service: 'test', instanceId: 'test-0001', level: 'silent' });
const metrics = createMetrics('test', 'test-0001');
const opened: RedisClient[] = [];

function cacheAt(url: string): Cache {
  const redis = connectRedis(url, log, 100);
  opened.push(redis);
  return new Cache({ redis, guard: guardMaker(metrics, log), deadlineMs: 100, log });
}

async function ready(): Promise<Cache> {
  const cache = cacheAt(process.env.BAYLINE_TEST_REDIS_URL ?? '');
  const redis = opened.at(-1);
  if (redis?.status !== 'ready') await new Promise((resolve) => redis?.once('ready', resolve));
  return cache;
}

function freshKey(): string {
  return `test:${randomBytes(8).toString('hex')}`;
}

afterEach(() => {
  for (const redis of opened.splice(0)) redis.disconnect();
});

afterAll(() => metrics.shutdown());

function counting<T>(value: T): { load: () => Promise<T>; loads: () => number } {
  let count = 0;
  return {
    load: async () => {
      count += 1;
      return value;
    },
    loads: () => count,
  };
}

describe('the cache', () => {
  it('loads once and keeps, also for another process', async () => {
    const [one, two] = [await ready(), await ready()];
    const [key, source] = [freshKey(), counting({ name: 'Nora' })];
    expect(await one.get(key, 60, source.load)).toEqual({ name: 'Nora' });
    expect(await two.get(key, 60, source.load)).toEqual({ name: 'Nora' });
    expect(source.loads()).toBe(1);
  });

  it('makes one query of a stampede', async () => {
    const cache = await ready();
    const [key, source] = [freshKey(), counting(7)];
    const answers = await Promise.all(Array.from({ length: 100 }, () => cache.get(key, 60, source.load)));
    expect(new Set(answers)).toEqual(new Set([7]));
    expect(source.loads()).toBe(1);
  });

  it('forgets what was written, in every process', async () => {
    const [one, two] = [await ready(), await ready()];
    const [key, source] = [freshKey(), counting('old')];
    await one.get(key, 60, source.load);
    await two.invalidate(key);
    await one.get(key, 60, source.load);
    expect(source.loads()).toBe(2);
  });

  it('does not keep what was read before a write and comes back after it', async () => {
    const cache = await ready();
    const [key, source] = [freshKey(), counting('new')];
    const slow = cache.get(key, 60, async () => {
      await cache.invalidate(key);
      return 'old';
    });
    await slow;
    expect(await cache.get(key, 60, source.load)).toBe('new');
  });

  it('passes on a failure and keeps nothing of it', async () => {
    const cache = await ready();
    const [key, source] = [freshKey(), counting(1)];
    await expect(cache.get(key, 60, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get(key, 60, source.load)).toBe(1);
  });

  it('keeps null, and shows what was put', async () => {
    const cache = await ready();
    const [key, source] = [freshKey(), counting(null)];
    await cache.get(key, 60, source.load);
    await cache.get(key, 60, source.load);
    expect(source.loads()).toBe(1);
    await cache.put(key, 60, 'shown');
    expect(await cache.peek(key)).toBe('shown');
    expect(await cache.peek(freshKey())).toBeUndefined();
  });

  it('loads every time while Redis is away, and does not fail', async () => {
    const cache = cacheAt('redis://127.0.0.1:9');
    const [key, source] = [freshKey(), counting('here')];
    expect(await cache.get(key, 60, source.load)).toBe('here');
    expect(await cache.get(key, 60, source.load)).toBe('here');
    await cache.invalidate(key);
    await cache.put(key, 60, 'x');
    expect(await cache.peek(key)).toBeUndefined();
    expect(source.loads()).toBe(2);
  });
});
