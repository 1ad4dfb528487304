/** Sessions in Redis, for an hour; a lower epoch never overwrites a higher one. */
import type { Log, RedisClient } from '@bayline/runtime';
import { readSession } from './reading.ts';
import type { Sessions } from './session.ts';

const ONE_HOUR_SECONDS = 3_600;

/** KEYS: session. ARGV: epoch, session, seconds to live. */
const SAVE_IF_NEWER = `
local known = redis.call('HGET', KEYS[1], 'epoch')
if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'session', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1`;

function keyOf(callId: string): string {
  return `dialogue:session:${callId}`;
}

export function redisSessions(redis: RedisClient, log: Log): Sessions {
  return {
    save: async (session) => {
      const { callId, epoch } = session.conversation;
      try {
        const saved = await redis.eval(
          SAVE_IF_NEWER,
          1,
          keyOf(callId),
          epoch,
          JSON.stringify(session),
          ONE_HOUR_SECONDS,
        );
        return saved === 1 ? 'saved' : 'superseded';
      } catch (error) {
        log.debug({ callId, error }, 'the session could not be written');
        return 'unavailable';
      }
    },
    load: async (callId) => {
      try {
        const text = await redis.hget(keyOf(callId), 'session');
        return text === null ? undefined : readSession(text);
      } catch (error) {
        log.warn({ callId, error }, 'the session could not be read');
        return undefined;
      }
    },
  };
}
