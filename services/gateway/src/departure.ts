/** Carries out the end of a call at Twilio: by REST, several times if need be, never by closing the socket first. */
import { randomBytes } from 'node:crypto';
import type { wishLeft } from '@bayline/contracts';
import { type Log, ProviderError } from '@bayline/runtime';
import type { z } from 'zod';
import { NONCE_BYTES, sealBriefing } from './briefing.ts';
import type { Shop } from './pass.ts';
import { spokenWords } from './phrases.ts';
import type { LiveCalls } from './twilio/calls.ts';
import { deskTwiml, goodbyeTwiml } from './twilio/twiml.ts';
import type { Urls } from './urls.ts';

/** How a call is left. `words` are said by Twilio's voice first; null when ours has said all there is to say. */
export type Departure =
  | { readonly type: 'hang-up' }
  | { readonly type: 'goodbye'; readonly words: string }
  | { readonly type: 'desk'; readonly words: string | null; readonly briefing: string | null };

export interface DeskHouse {
  readonly urls: Urls;
  readonly secret: string;
  /** The desk of last resort. */
  readonly deskNumber: string | undefined;
}

export interface DepartureHouse extends DeskHouse {
  readonly phone: LiveCalls;
  readonly log: Log;
}

const TRIES = 3;
const PAUSE_MS = 400;

/** `over`: the call had ended already. `failed`: Twilio could not be told. */
export type Departed = 'done' | 'over' | 'failed';

export async function depart(house: DepartureHouse, callId: string, shop: Shop, how: Departure): Promise<Departed> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      await carryOut(house, callId, shop, how);
      return 'done';
    } catch (error) {
      if (error instanceof ProviderError && error.code === 'call-over') return 'over';
      house.log.warn({ callId, departure: how.type, tries, error }, 'a call could not be left yet');
      // An open breaker refuses at once; what Twilio refuses for good is not asked again.
      if (error instanceof ProviderError && !error.retryable) return 'failed';
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
    }
  }
  return 'failed';
}

function carryOut(house: DepartureHouse, callId: string, shop: Shop, how: Departure): Promise<void> {
  const { phone } = house;
  if (how.type === 'hang-up') return phone.hangUp(callId);
  if (how.type === 'goodbye') return phone.proceed(callId, goodbyeTwiml(how.words));
  return phone.proceed(callId, toDesk(house, how.words, shop, how.briefing));
}

/** Says something, then rings the desk of the shop or of the house; with nobody to ring, promises to call back. */
export function toDesk(house: DeskHouse, words: string | null, shop: Shop | null, briefing: string | null): string {
  const number = deskNumber(house, shop);
  if (number === null) return goodbyeTwiml([words, spokenWords.nobodyThere].filter((part) => part !== null).join(' '));
  const whispered = briefing === null ? '' : sealBriefing(house.secret, briefing, randomBytes(NONCE_BYTES));
  const spoken = words === null ? null : `${words} ${spokenWords.connecting}`;
  return deskTwiml(spoken, { number, afterUrl: house.urls.dialled, whisperUrl: house.urls.whisper(whispered) });
}

/** Who is rung when a caller wants a person; null when there is nobody. */
export function deskNumber(house: Pick<DeskHouse, 'deskNumber'>, shop: Shop | null): string | null {
  return shop?.deskNumber ?? house.deskNumber ?? null;
}

/** What a person must know to call back someone who could not be connected. */
export function callBackWish(
  shop: Shop | null,
  phone: string | null,
  why: string,
  now: Date,
): z.input<typeof wishLeft.schema> {
  const wish = 'The caller was to be connected with a person.';
  return { shopId: shop?.shopId ?? null, name: null, phone, wish, why, at: now.toISOString() };
}
