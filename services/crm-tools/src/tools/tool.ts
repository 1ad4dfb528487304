/** What every tool call goes through: whose call it is, whether its owner is still the owner, and an answer in time whatever happens. */
import type { Envelope, No, Tool } from '@bayline/contracts';
import type { z } from 'zod';
import type { Call } from '../calls/call.ts';
import { readCall } from '../calls/calls.ts';
import type { Customer } from '../identity/customer.ts';
import { inTime, isUnanswered } from '../in-time.ts';
import type { Asked, Workshop } from './asked.ts';
import { refuse } from './refusing.ts';

/** An answer must be on its way this long before the asker gives up. */
const ANSWER_MARGIN_MS = 200;

/** No gateway counts further, and no column holds more. */
const HIGHEST_EPOCH = 2_147_483_647;

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

/** The call's row and shop. A call of another shop, or an owner that was replaced, gets no further. */
async function admit(workshop: Workshop, envelope: Envelope): Promise<Asked | No> {
  const { database, shops, clock } = workshop;
  const { callId, epoch, shopId } = envelope;
  const now = clock.now();
  const shop = await shops.byId(shopId);
  if (shop === undefined || epoch > HIGHEST_EPOCH) return refuse('not-now');
  let call = await readCall(database, callId, epoch);
  if (call === null) {
    await workshop.adopt(callId, shopId);
    call = await readCall(database, callId, epoch);
  }
  if (call === null || call.shopId !== shopId) return refuse('not-now');
  if (call.epoch > epoch) return refuse('stale-owner');
  const owner = { callId, epoch, now };
  return { ...workshop, shop, call, envelope, now, owner, customersOfCall: customersOf(workshop, call) };
}

/** Looks up the customers of a call's number when they are first asked for, and remembers them. */
function customersOf({ customers }: Workshop, { shopId, number }: Call): () => Promise<readonly Customer[]> {
  let found: Promise<readonly Customer[]> | undefined;
  return () => {
    found ??= number === null ? Promise.resolve([]) : customers.withNumber(shopId, number);
    return found;
  };
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
