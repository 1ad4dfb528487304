/**
 * One call's line on the bus, where gateway and speech stand: what both tell and ask of a call, without any audio. Speaks on the wire,
 * imports no service.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, askSubject, callConverse, callOpen, type Fact, factSubject } from '@bayline/contracts';
import { headers, type MsgHdrs, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { z } from 'zod';

export interface Caller {
  /** E.164, or null when the number is withheld. */
  readonly from: string | null;
  /** The shop's number. */
  readonly to: string;
  /** Told of the caller's number; `A` when not said. */
  readonly attestation?: 'A' | 'B' | 'C' | null;
}

/** The line's own speech never changes hands. */
export const SPEECH_EPOCH = 1;

/** Nobody there, or nobody in time: asked again after this pause, for so long. */
const PAUSE_MS = 150;
const SEEKS_FOR_MS = 30_000;

export class CallLine {
  readonly callId = `CA${randomBytes(16).toString('hex')}`;
  readonly gatewayId = `gateway-${randomBytes(4).toString('hex')}`;
  readonly speechId = `speech-${randomBytes(4).toString('hex')}`;
  readonly #connection: NatsConnection;
  readonly #subscriptions: Subscription[] = [];

  constructor(connection: NatsConnection) {
    this.#connection = connection;
  }

  /** Opens the call as the webhook does; its shop. @throws Error when no shop has the number, or nobody answers */
  async open({ from, to, attestation = 'A' }: Caller, at: string): Promise<string> {
    const request = { callId: this.callId, direction: 'inbound' as const, from, to, attestation, at };
    const opened = await patiently(() => this.ask(callOpen, request));
    if (opened.type !== 'open') throw new Error(`no shop has the number ${to}`);
    return opened.shop.shopId;
  }

  /** Asks once for somebody who converses. */
  converse(
    shopId: string,
    epoch: number,
    resume: boolean,
    timeout?: number,
  ): Promise<z.output<typeof callConverse.reply>> {
    const { callId, gatewayId, speechId } = this;
    const who = { callId, gatewayId, speechId, speechEpoch: SPEECH_EPOCH };
    return this.ask(callConverse, { ...who, epoch, shopId, direction: 'inbound', resume }, timeout);
  }

  hear<S extends z.ZodType>(fact: Fact<S>, handle: (payload: z.output<S>) => void): void {
    const subscription = this.#connection.subscribe(factSubject(fact, this.callId), {
      callback: (error, message) => {
        if (error === null) handle(fact.schema.parse(message.json()));
      },
    });
    this.#subscriptions.push(subscription);
  }

  /** Hears nothing more. */
  leave(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.unsubscribe();
  }

  tell<S extends z.ZodType>(fact: Fact<S>, payload: z.input<S>): void {
    this.#connection.publish(factSubject(fact, this.callId), JSON.stringify(payload));
  }

  /** A lasting fact is stored when the stream has acknowledged it. */
  async record<S extends z.ZodType>(fact: Fact<S>, payload: z.input<S>): Promise<void> {
    const told = header('Nats-Msg-Id', fact.identity(this.callId, fact.schema.parse(payload)));
    const subject = factSubject(fact, this.callId);
    await this.#connection.request(subject, JSON.stringify(payload), { timeout: 5_000, headers: told });
  }

  async ask<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    request: z.input<Req>,
    timeout = contract.deadlineMs,
  ): Promise<z.output<Rep>> {
    const subject = askSubject(contract);
    const about = header('Bayline-Call', this.callId);
    const answer = await this.#connection.request(subject, JSON.stringify(request), { timeout, headers: about });
    const refusal = answer.headers?.get('Bayline-Error');
    if (refusal) throw new Error(`${subject} was refused: ${refusal}`);
    return contract.reply.parse(answer.json());
  }
}

/** Asks until there is an answer: a process that is being started again, or has no time, is no reason to give a call up. */
export async function patiently<Answer>(ask: (asked: number) => Promise<Answer>): Promise<Answer> {
  const giveUpAt = performance.now() + SEEKS_FOR_MS;
  for (let asked = 1; ; asked += 1) {
    try {
      const answer = await ask(asked);
      if (!isRefused(answer) || performance.now() > giveUpAt) return answer;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

function isRefused(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'type' in answer && answer.type === 'refused';
}

function header(name: string, value: string): MsgHdrs {
  const made = headers();
  made.set(name, value);
  return made;
}
