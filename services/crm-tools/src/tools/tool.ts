/** What every tool call goes through: whose call it is, whether its owner is still the owner, and an answer in time whatever happens. */
import type { Envelope, No, NoReason, Offer, Tool } from '@bayline/contracts';
import type { Clock, Log } from '@bayline/runtime';
import { type NoDetails, sayNo } from '@bayline/spoken';
import type { z } from 'zod';
import type { Call } from '../calls/call.ts';
import { readCall } from '../calls/calls.ts';
import type { TakenTime } from '../capacity/taken.ts';
import type { Owner } from '../changes/changes.ts';
import type { Database } from '../database/postgres.ts';
import type { Customer } from '../identity/customer.ts';
import type { Customers } from '../identity/customers.ts';
import { inTime, isUnanswered } from '../in-time.ts';
import type { VinDecoder } from '../nhtsa/nhtsa.ts';
import type { Shop } from '../shops/shop.ts';
import type { Shops } from '../shops/shops.ts';

/** What tools work with. */
export interface Workshop {
  readonly database: Database;
  readonly shops: Shops;
  readonly customers: Customers;
  readonly takenTime: TakenTime;
  readonly vins: VinDecoder;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a slot is held for a yes. */
  readonly holdMs: number;
  /** New ids of rows. */
  readonly newId: () => string;
  /** Writes the row of a call that was opened while the database was away. */
  readonly adopt: (callId: string, shopId: string) => Promise<void>;
  /** Called after a change was committed: its fact waits in the outbox. */
  readonly committed: () => void;
}

/** One tool call. */
export interface Asked extends Workshop {
  readonly shop: Shop;
  readonly call: Call;
  readonly owner: Owner;
  readonly envelope: Envelope;
  readonly now: Date;
  /** The customers with the number of the call; looked up once, when they are first asked for. */
  readonly customersOfCall: () => Promise<readonly Customer[]>;
}

/** An answer must be on its way this long before the asker gives up. */
const ANSWER_MARGIN_MS = 200;

/** The answer of a tool to the bus. Every tool's reply may be a no, which its type cannot say in general. */
export function answerTool<Arguments extends z.ZodObject, Reply extends z.ZodType>(
  workshop: Workshop,
  tool: Tool<string, Arguments, Reply>,
  act: (asked: Asked, argumentsGiven: z.output<Arguments>) => Promise<z.input<Reply>>,
) {
  const deadlineMs = tool.ask.deadlineMs - ANSWER_MARGIN_MS;
  const answer = async (envelope: Envelope, argumentsGiven: z.output<Arguments>): Promise<z.input<Reply>> => {
    const asked = await admit(workshop, envelope);
    return 'no' in asked ? (asked as z.input<Reply>) : act(asked, argumentsGiven);
  };
  return async (request: { arguments: z.output<Arguments>; envelope: Envelope }): Promise<z.input<Reply>> => {
    const { envelope } = request;
    try {
      return await inTime(deadlineMs, () => answer(envelope, storable(request.arguments)));
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      workshop.log.warn({ tool: tool.name, callId: envelope.callId, error }, 'a tool has no answer just now');
      return refuse('unavailable') as z.input<Reply>;
    }
  };
}

/** A closed no, with what may be said about it. */
export function refuse(
  no: NoReason,
  options: NoDetails & { say?: string; missingNames?: readonly string[]; offers?: readonly Offer[] } = {},
): No {
  const { say, missingNames, offers, ...details } = options;
  return {
    ok: false,
    no,
    say: say ?? sayNo(no, details),
    ...(missingNames === undefined ? {} : { missing: [...missingNames] }),
    ...(offers === undefined ? {} : { offers: [...offers] }),
  };
}

/** The call's row and shop. A call of another shop, or an owner that was replaced, gets no further. */
async function admit(workshop: Workshop, envelope: Envelope): Promise<Asked | No> {
  const { database, shops, clock } = workshop;
  const { callId, epoch, shopId } = envelope;
  const now = clock.now();
  const shop = await shops.byId(shopId);
  if (shop === undefined) return refuse('not-now');
  let call = await readCall(database, callId, epoch);
  if (call === null) {
    await workshop.adopt(callId, shopId);
    call = await readCall(database, callId, epoch);
  }
  if (call === null || call.shopId !== shopId) return refuse('not-now');
  if (call.epoch > epoch) return refuse('stale-owner');
  const { number } = call;
  let ofCall: Promise<readonly Customer[]> | undefined;
  const customersOfCall = (): Promise<readonly Customer[]> => {
    ofCall ??= number === null ? Promise.resolve([]) : workshop.customers.withNumber(shopId, number);
    return ofCall;
  };
  return { ...workshop, shop, call, envelope, now, owner: { callId, epoch, now }, customersOfCall };
}

/** Arguments with text as PostgreSQL can store it: models and hostile callers send NUL bytes and broken surrogates, too. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? storableText(inner) : inner,
  );
}

function storableText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
