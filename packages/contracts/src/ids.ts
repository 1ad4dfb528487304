/** The small shapes that many messages share: ids, moments, numbers of a phone. */
import { z } from 'zod';

/** A call is known by its Twilio call SID from the first webhook to the call log. */
export const callId = z.string().regex(/^CA[0-9a-f]{32}$/);

export const uuid = z.guid();
export const shopId = uuid;
export const appointmentId = uuid;

/** `gateway-1f3a9c02`: one process of a service, new at every start. A single subject token. */
export const instanceId = z.string().regex(/^[a-z-]+-[0-9a-z]{4,16}$/);

/** E.164, as Twilio sends it: `+12155550123`. */
export const phoneNumber = z.string().regex(/^\+[1-9][0-9]{4,14}$/);

/** ISO 8601 with an offset. */
export const moment = z.iso.datetime({ offset: true });

/** An IANA time zone name. */
export const zone = z.string().min(1).max(64);

/** Whole or fractional milliseconds, never negative. */
export const milliseconds = z.number().nonnegative();

/**
 * Ownership of a call counts up each time the gateway asks for an owner. What carries a lower epoch than the highest one
 * seen for that role is dropped, so that an owner which was paused cannot act beside its successor.
 */
export const epoch = z.number().int().nonnegative();

/** One reply to the caller: `epoch * 65536 + n`. What belongs to a cancelled generation is dropped wherever it is met. */
export const generation = z.number().int().nonnegative().max(0xffffffff);

export type CallId = z.output<typeof callId>;
export type InstanceId = z.output<typeof instanceId>;

const GENERATIONS_PER_EPOCH = 65_536;

/** The nth reply of an owner. Generations of a later owner are always higher. */
export function generationOf(ownerEpoch: number, n: number): number {
  return (ownerEpoch % GENERATIONS_PER_EPOCH) * GENERATIONS_PER_EPOCH + (n % GENERATIONS_PER_EPOCH);
}

/** The owner a generation belongs to, as `generationOf` wrote it. */
export function ownerEpochOf(ofGeneration: number): number {
  return Math.floor(ofGeneration / GENERATIONS_PER_EPOCH);
}
