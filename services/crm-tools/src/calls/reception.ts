/** How a call begins and goes on: opened, briefed, resumed. Answers from memory while the database is away. */
import type { callBrief, callOpen, callResume } from '@bayline/contracts';
import type { Clock, Log } from '@bayline/runtime';
import type { z } from 'zod';
import type { Cache } from '../cache/cache.ts';
import { questionFor } from '../consent/asking.ts';
import type { Database } from '../database/postgres.ts';
import { standingLevel } from '../identity/identifying.ts';
import { inTime, isUnanswered } from '../in-time.ts';
import { readReminderBrief } from '../reminders/briefing.ts';
import { cardOf, factsOf } from '../shops/cards.ts';
import type { Shop } from '../shops/shop.ts';
import type { Shops } from '../shops/shops.ts';
import { adoptCall, type BriefRow, type OpenedCall, openCall, readBriefRow } from './calls.ts';
import { resumeCall } from './life.ts';

type OpenAnswer = z.input<typeof callOpen.reply>;
type ResumeAnswer = z.input<typeof callResume.reply>;
type BriefAnswer = z.input<typeof callBrief.reply>;

export interface ReceptionOptions {
  readonly database: Database;
  readonly shops: Shops;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
}

/** The asks of a call that begins wait 800 ms; the rest is for memory and the way back. */
const ROW_DEADLINE_MS = 500;
const OUTREACH_DEADLINE_MS = 200;
const ONE_HOUR_S = 3_600;
const WRITE_AGAIN_MS = 1_000;

export class Reception {
  readonly #options: ReceptionOptions;
  /** Calls whose row could not be written yet. */
  readonly #unwritten = new Map<string, OpenedCall>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: ReceptionOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#writeAgain(), WRITE_AGAIN_MS).unref();
  }

  /** Finds the shop by its number and writes the call's row; later, when the database is away. */
  async open(request: z.output<typeof callOpen.request>): Promise<OpenAnswer> {
    const { database, shops, cache, log } = this.#options;
    const inbound = request.direction === 'inbound';
    const shop = await shops.byPhone((inbound ? request.to : request.from) ?? '');
    if (shop === undefined) return { type: 'unknown-number' };
    const { callId, direction, attestation, at, reminder = null } = request;
    const call: OpenedCall = {
      callId,
      shopId: shop.id,
      direction,
      number: inbound ? request.from : request.to,
      attestation,
      at: new Date(at),
      reminder,
    };
    const shared = cache.put(memoryKey(callId), ONE_HOUR_S, call);
    try {
      await inTime(ROW_DEADLINE_MS, () => openCall(database, call));
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      log.warn({ callId, error }, 'a call was opened from memory');
      this.#unwritten.set(callId, call);
    }
    await shared;
    return { type: 'open', shop: cardOf(shop) };
  }

  /** What a conversation starts from. Without the database nothing is known of the caller but whether a number was shown. */
  async brief({ callId }: z.output<typeof callBrief.request>): Promise<BriefAnswer> {
    const { database, clock } = this.#options;
    try {
      const row = await inTime(ROW_DEADLINE_MS, () => readBriefRow(database, callId));
      if (row !== null) return await this.#brief(callId, row, clock.now());
    } catch (error) {
      if (!isUnanswered(error)) throw error;
    }
    const remembered = await this.#remembered(callId);
    if (remembered === undefined) return { type: 'unknown-call' };
    return this.#brief(callId, { ...remembered, customerId: null, facts: [], matches: [] }, clock.now());
  }

  /** What becomes of a call whose stream has ended. Without the database the desk takes over: nobody knows how often it broke. */
  async resume({ callId, at, deskUnanswered }: z.output<typeof callResume.request>): Promise<ResumeAnswer> {
    const { database, shops } = this.#options;
    try {
      const resumed = await inTime(ROW_DEADLINE_MS, () => resumeCall(database, callId, new Date(at), deskUnanswered));
      const shop = resumed === null ? undefined : await shops.byId(resumed.shopId);
      if (resumed === null || shop === undefined) return { type: 'unknown-call' };
      const { resumption } = resumed;
      if (resumption.type === 'ended') return { type: 'ended' };
      if (resumption.type === 'desk') return { type: 'desk', shop: cardOf(shop) };
      return { type: 'stream', shop: cardOf(shop), stream: resumption.stream };
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      const shop = await this.#rememberedShop(callId);
      return shop === undefined ? { type: 'unknown-call' } : { type: 'desk', shop: cardOf(shop) };
    }
  }

  /** Writes the row of a call that a tool is asked for and that has none yet: from memory, else with nothing known of the caller. */
  async adopt(callId: string, shopId: string): Promise<void> {
    const { database, clock } = this.#options;
    const remembered = await this.#remembered(callId);
    if (remembered === undefined) return adoptCall(database, callId, shopId, clock.now());
    await openCall(database, { ...remembered, at: new Date(remembered.at) });
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #brief(callId: string, row: BriefRow, now: Date): Promise<BriefAnswer> {
    const shop = await this.#options.shops.byId(row.shopId);
    if (shop === undefined) return { type: 'unknown-call' };
    const [only, another] = row.matches;
    const matches = only === undefined ? 'none' : another === undefined ? 'one' : 'several';
    return {
      type: 'brief',
      shop: factsOf(shop, now),
      caller: { numberShown: row.number !== null, matches, level: standingLevel(row, row.matches) },
      ...(await this.#outreach(callId, row, shop, now)),
    };
  }

  /** What may be asked of this caller, and the reminder the call is about. A call goes on without it. */
  async #outreach(
    callId: string,
    row: BriefRow,
    shop: Shop,
    now: Date,
  ): Promise<Pick<Extract<BriefAnswer, { type: 'brief' }>, 'consent' | 'reminder'>> {
    const { database, log } = this.#options;
    const { direction, number } = row;
    try {
      const [reminder, consent] = await inTime(OUTREACH_DEADLINE_MS, () =>
        Promise.all([
          readReminderBrief(database, { callId, direction, number, zone: shop.zone }, now),
          direction === 'inbound' ? questionFor(database, row, now) : null,
        ]),
      );
      return { reminder, consent };
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      log.warn({ callId, error }, 'nobody knows whether this call is about a reminder');
      return { reminder: null, consent: null };
    }
  }

  async #remembered(callId: string): Promise<OpenedCall | undefined> {
    return this.#unwritten.get(callId) ?? (await this.#options.cache.peek<OpenedCall>(memoryKey(callId)));
  }

  async #rememberedShop(callId: string): Promise<Shop | undefined> {
    const call = await this.#remembered(callId);
    return call === undefined ? undefined : this.#options.shops.byId(call.shopId);
  }

  async #writeAgain(): Promise<void> {
    for (const call of [...this.#unwritten.values()]) {
      try {
        await openCall(this.#options.database, call);
        this.#unwritten.delete(call.callId);
      } catch (error) {
        if (!isUnanswered(error))
          this.#options.log.error({ callId: call.callId, error }, 'a call could not be written');
        return;
      }
    }
  }
}

function memoryKey(callId: string): string {
  return `calls:${callId}`;
}
