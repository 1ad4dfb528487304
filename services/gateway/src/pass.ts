/**
 * The pass of a media stream: what the webhook's gateway tells whichever gateway takes the socket, signed. It travels as a
 * `<Parameter>` of the stream and comes back in `start`. Pure.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What the gateway must know of a shop while a call is live. */
export interface Shop {
  readonly shopId: string;
  readonly name: string;
  /** Rung when a person is wanted; null when there is nobody. */
  readonly deskNumber: string | null;
}

export interface Pass {
  /** Counts the streams of a call from 0. */
  readonly stream: number;
  readonly direction: 'inbound' | 'outbound';
  readonly shop: Shop;
  /** The caller comes back from a desk that did not answer. */
  readonly deskUnanswered?: boolean;
}

export type PassReading =
  | { readonly ok: true; readonly pass: Pass }
  | { readonly ok: false; readonly why: 'malformed' | 'forged' | 'expired' };

/** How long a pass may be shown for the first time: Twilio opens the socket within seconds of the webhook. */
export const PASS_LIFE_MS = 60_000;

/** Twilio drops a parameter whose name and value exceed 500 characters. */
const LONGEST_SHOP_NAME = 40;

const body = z.tuple([
  z.number().int().nonnegative(),
  z.number(),
  z.enum(['inbound', 'outbound']),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.boolean().optional(),
]);

/** Writes the pass for one stream of one call. `now` is wall time in epoch milliseconds. */
export function writePass(secret: string, callId: string, pass: Pass, now: number): string {
  const { shopId, name, deskNumber } = pass.shop;
  const shopName = name.slice(0, LONGEST_SHOP_NAME);
  const { stream, direction, deskUnanswered = false } = pass;
  const fields = [
    stream,
    now + PASS_LIFE_MS,
    direction,
    shopId,
    shopName,
    deskNumber,
    ...(deskUnanswered ? [true] : []),
  ];
  const text = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${text}.${sign(secret, callId, text)}`;
}

/** Reads what came back in `start`. It holds for `callId` alone, and until its minute is over. */
export function readPass(secret: string, callId: string, token: string, now: number): PassReading {
  const [text, signature, ...rest] = token.split('.');
  if (text === undefined || signature === undefined || rest.length > 0) return { ok: false, why: 'malformed' };
  if (!equal(signature, sign(secret, callId, text))) return { ok: false, why: 'forged' };
  const read = body.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!read.success) return { ok: false, why: 'malformed' };
  const [stream, expiresAt, direction, shopId, name, deskNumber, deskUnanswered] = read.data;
  if (now > expiresAt) return { ok: false, why: 'expired' };
  return {
    ok: true,
    pass: { stream, direction, shop: { shopId, name, deskNumber }, ...(deskUnanswered === true && { deskUnanswered }) },
  };
}

function sign(secret: string, callId: string, text: string): string {
  return createHmac('sha256', secret).update(`media-stream\n${callId}\n${text}`).digest('base64url');
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Remembers what was shown until it expires, so that a pass is good for one `start`. */
export class UsedOnce {
  readonly #until = new Map<string, number>();

  /** False when `token` was used before. */
  use(token: string, now: number): boolean {
    for (const [used, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(used);
    }
    if (this.#until.has(token)) return false;
    this.#until.set(token, now + PASS_LIFE_MS);
    return true;
  }
}
