/** The registry of calls in Redis, under keys of the gateway's own. Without Redis every answer is "nobody can tell". */
import { connectRedis, type Log } from '@bayline/runtime';
import { z } from 'zod';
import type { HeldCall, Registry } from '../registry.ts';

const keys = {
  gateways: 'gateway:instances',
  alive: (gatewayId: string) => `gateway:alive:${gatewayId}`,
  callsOf: (gatewayId: string) => `gateway:calls-of:${gatewayId}`,
  call: (callId: string) => `gateway:call:${callId}`,
  claim: (callId: string, stream: number) => `gateway:claim:${callId}:${stream}`,
  rescue: (callId: string) => `gateway:rescue:${callId}`,
};

/** No call is longer, however it is configured to be. */
const CALL_LIFE_SECONDS = 4 * 3_600;
const BEAT_LIFE_MS = 1_500;
/** If the rescuer dies too, another one tries after this. */
const RESCUE_LIFE_MS = 15_000;

const heldCall = z.object({
  gatewayId: z.string(),
  stream: z.coerce.number(),
  startedAt: z.coerce.number(),
  speechId: z.string().optional(),
  dialogueId: z.string().optional(),
  next: z.enum(['hang-up', 'desk']).optional(),
});

export function connectRegistry(url: string, gatewayId: string, log: Log): Registry {
  const redis = connectRedis(url, log);

  /** Redis is away or too slow: a wish is dropped, a question is answered with `otherwise`. */
  const or = async <T>(otherwise: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      log.debug({ error }, 'the registry did not answer');
      return otherwise;
    }
  };

  return {
    get available() {
      return redis.status === 'ready';
    },
    read: (callId) =>
      or<HeldCall | undefined>(undefined, async () => heldCall.safeParse(await redis.hgetall(keys.call(callId))).data),
    claim: (callId, stream) =>
      or<boolean | undefined>(undefined, async () => {
        const key = keys.claim(callId, stream);
        return (await redis.set(key, gatewayId, 'EX', CALL_LIFE_SECONDS, 'NX')) === 'OK';
      }),
    hold: (callId, call) =>
      or(undefined, async () => {
        const fields = Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined));
        await redis
          .multi()
          .hset(keys.call(callId), fields)
          .expire(keys.call(callId), CALL_LIFE_SECONDS)
          .sadd(keys.callsOf(gatewayId), callId)
          .sadd(keys.gateways, gatewayId)
          .del(keys.rescue(callId))
          .exec();
      }),
    release: (callId) =>
      or(undefined, async () => {
        await redis.srem(keys.callsOf(gatewayId), callId);
      }),
    beat: () =>
      or(undefined, async () => {
        await redis.multi().sadd(keys.gateways, gatewayId).set(keys.alive(gatewayId), '1', 'PX', BEAT_LIFE_MS).exec();
      }),
    gateways: () =>
      or<Awaited<ReturnType<Registry['gateways']>>>(undefined, async () => {
        const known = await redis.smembers(keys.gateways);
        const beats = known.length === 0 ? [] : await redis.mget(known.map(keys.alive));
        return { known, alive: known.filter((_, index) => beats[index] !== null) };
      }),
    callsOf: (other) => or<string[]>([], () => redis.smembers(keys.callsOf(other))),
    lockRescue: (callId) =>
      or(false, async () => (await redis.set(keys.rescue(callId), gatewayId, 'PX', RESCUE_LIFE_MS, 'NX')) === 'OK'),
    isLeaving: (callId) =>
      or(false, async () => {
        const [rescuer, holder] = await Promise.all([
          redis.get(keys.rescue(callId)),
          redis.hget(keys.call(callId), 'gatewayId'),
        ]);
        return rescuer !== null || (holder !== null && holder !== gatewayId);
      }),
    forget: (other, callId) =>
      or(undefined, async () => {
        await redis.srem(keys.callsOf(other), callId);
      }),
    forgetGateway: (other) =>
      or(undefined, async () => {
        await redis.multi().srem(keys.gateways, other).del(keys.callsOf(other), keys.alive(other)).exec();
      }),
    close: async () => {
      // Redis may be away; then there is nobody to say goodbye to.
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}
