/** A call as dialogue has it in its hands: opened over the bus, its tools asked one by one, each answer timed. */
import { randomBytes } from 'node:crypto';
import { askSubject, callOpen, type Tool } from '@bayline/contracts';
import { type NatsConnection, RequestError, TimeoutError } from '@nats-io/transport-node';
import type { z } from 'zod';

export interface TimedAnswer<Reply> {
  readonly reply: Reply;
  /** From the request being sent to the answer being received; reading it is not counted. */
  readonly tookMs: number;
  /** Monotonic. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Opening {
  readonly from: string;
  readonly to: string;
  readonly at: string;
}

export class ToolCaller {
  readonly callId: string;
  readonly #connection: NatsConnection;
  readonly #shopId: string;

  private constructor(connection: NatsConnection, callId: string, shopId: string) {
    this.#connection = connection;
    this.callId = callId;
    this.#shopId = shopId;
  }

  /** Opens a call that the network vouches for; undefined when the shop is not known. @throws when nobody answers. */
  static async open(connection: NatsConnection, { from, to, at }: Opening): Promise<ToolCaller | undefined> {
    const callId = `CA${randomBytes(16).toString('hex')}`;
    const request = { callId, direction: 'inbound', from, to, attestation: 'A', at };
    const message = await connection.request(askSubject(callOpen), JSON.stringify(request), { timeout: 5_000 });
    const opened = callOpen.reply.parse(message.json());
    if (opened.type !== 'open') return undefined;
    return new ToolCaller(connection, callId, opened.shop.shopId);
  }

  /** Asks a tool; `pending` carries the proof of a yes to that change. @throws when there is no answer within the tool's deadline. */
  async ask<Arguments extends z.ZodObject, Reply extends z.ZodType>(
    tool: Tool<string, Arguments, Reply>,
    argumentsGiven: z.input<Arguments>,
    pending?: string,
  ): Promise<TimedAnswer<z.output<Reply>>> {
    const proof = pending === undefined ? {} : { proof: { pending, words: 'yes', judged: 'yes', turn: 3 } };
    const envelope = { shopId: this.#shopId, callId: this.callId, epoch: 1, toolCallId: 'bench', ...proof };
    const sentAt = performance.now();
    const message = await this.#connection.request(
      askSubject(tool.ask),
      JSON.stringify({ arguments: argumentsGiven, envelope }),
      { timeout: tool.ask.deadlineMs },
    );
    const answeredAt = performance.now();
    if (message.data.length === 0)
      throw new Error(`${tool.name} was refused: ${message.headers?.get('Bayline-Error')}`);
    return { reply: tool.ask.reply.parse(message.json()), tookMs: answeredAt - sentAt, sentAt, answeredAt };
  }

  /** Asks again while the house cannot answer just now, or does not. `everyMs` has how long each of the asks took. */
  async insist<Arguments extends z.ZodObject, Reply extends z.ZodType>(
    tool: Tool<string, Arguments, Reply>,
    argumentsGiven: z.input<Arguments>,
    pending?: string,
  ): Promise<TimedAnswer<z.output<Reply>> & { readonly everyMs: readonly number[] }> {
    const everyMs: number[] = [];
    for (;;) {
      const sentAt = performance.now();
      const answer = await this.ask(tool, argumentsGiven, pending).catch(nothingInTime);
      everyMs.push(answer?.tookMs ?? performance.now() - sentAt);
      if (answer !== null && !isUnavailable(answer.reply)) return { ...answer, everyMs };
    }
  }
}

export function isUnavailable(reply: unknown): boolean {
  return typeof reply === 'object' && reply !== null && 'no' in reply && reply.no === 'unavailable';
}

/** Arguments of book_appointment for somebody who is new. */
export function introduced(slot: string, first_name: string, vehicle: string) {
  const rest = { phone: null, vin: null, email: null, notes: null, another_visit: null };
  return { slot, first_name, last_name: 'Racer', vehicle, ...rest };
}

/** Arguments of get_available_slots. */
export function wishFor(services: readonly string[], when: string | null, for_appointment: string | null = null) {
  return { services: [...services], when, visit: null, for_appointment };
}

/** An ask that nobody answered within its deadline has no answer; anything else is a fault. */
function nothingInTime(error: unknown): null {
  if (error instanceof TimeoutError || (error instanceof RequestError && error.cause instanceof TimeoutError))
    return null;
  throw error;
}
