/** Redis as a convenience: a command that cannot be answered now fails at once, and the house goes on without it. */
import { Redis } from 'ioredis';
import type { Log } from './log.ts';

export type RedisClient = Redis;

/**
 * A client that never queues: with Redis down or hanging a command fails within `deadlineMs`, and the connection comes
 * back by itself. BullMQ wants other settings and makes its own connections.
 */
export function connectRedis(url: string, log: Log, deadlineMs = 150): RedisClient {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: deadlineMs,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 1_000),
  });
  let told = false;
  redis.on('error', (error) => {
    if (!told) log.warn({ error }, 'redis is away; going on without it');
    told = true;
  });
  redis.on('ready', () => {
    if (told) log.info('redis is back');
    told = false;
  });
  return redis;
}
