/** The bus over NATS, with deadlines, trace context and reconnection for ever. */
import {
  type Ask,
  askAnswered,
  askSubject,
  type Consumer,
  contractName,
  type Fact,
  factSubject,
  letterDied,
} from '@bayline/contracts';
import { type JetStreamClient, jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  connect,
  headers as createHeaders,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
  type Subscription as NatsSubscription,
} from '@nats-io/transport-node';
import type { z } from 'zod';
import { AskFailed, describeAskFailure } from './ask-failed.ts';
import type { AnswerSubscription, AskOptions, Bus, BusOptions, HearOptions, Subscription } from './bus.ts';
import { consumeFacts, type FactHandler } from './consuming.ts';
import { ensureStreams } from './streams.ts';
import { inSpan, traceHeaders } from './traces.ts';
import { openTries } from './tries.ts';

const CALL_HEADER = 'Bayline-Call';
const ERROR_HEADER = 'Bayline-Error';

/** Connects, waiting for a server that is not there yet. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const connection = await connect({
    servers: options.servers.split(',').map((server) => server.trim()),
    name: options.instanceId,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
    reconnectJitter: 150,
    waitOnFirstConnect: true,
    pingInterval: 5_000,
    maxPingOut: 2,
    noEcho: false,
    // AskFailed names what was asked; a stack taken for every ask that succeeds costs as much as sending it.
    noAsyncTraces: true,
  });
  return new NatsBus(connection, options);
}

class NatsBus implements Bus {
  readonly connection: NatsConnection;
  connected = true;
  reconnectedAt = Number.NEGATIVE_INFINITY;
  readonly #options: BusOptions;
  readonly #jetstream: JetStreamClient;
  readonly #askTook;
  readonly #invalid;
  readonly #failed;
  readonly #buried;

  constructor(connection: NatsConnection, options: BusOptions) {
    this.connection = connection;
    this.#options = options;
    this.#jetstream = jetstream(connection);
    this.#askTook = options.metrics.latency('bus_ask_milliseconds', 'How long asks took, by subject and outcome.');
    this.#invalid = options.metrics.counter(
      'bus_invalid_messages_total',
      'Messages dropped because they broke their contract.',
    );
    this.#failed = options.metrics.counter('bus_handler_failures_total', 'Handlers of facts and asks that threw.');
    this.#buried = options.metrics.counter(
      'bus_dead_letters_total',
      'Stored messages that were put aside, by consumer.',
    );
    options.metrics.gauge('bus_connected', '1 while connected to NATS.', () => (this.connected ? 1 : 0));
    void this.#watch();
  }

  async ask<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    request: z.input<Req>,
    options: AskOptions = {},
  ): Promise<z.output<Rep>> {
    const subject = askSubject(contract, options.instanceId);
    const name = contractName(contract);
    const startedAt = performance.now();
    try {
      const reply = await inSpan(name, 'asks', undefined, () => this.#request(contract, subject, request, options));
      this.#answered(name, options.callId, startedAt, null);
      return reply;
    } catch (error) {
      const failure = describeAskFailure(name, error);
      this.#answered(name, options.callId, startedAt, failure.reason);
      throw failure;
    }
  }

  async #request<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    subject: string,
    request: z.input<Req>,
    options: AskOptions,
  ): Promise<z.output<Rep>> {
    const timeout = options.deadlineMs ?? contract.deadlineMs;
    const headers = this.#headers(options.callId);
    const message = await this.connection.request(subject, JSON.stringify(request), {
      timeout,
      ...(headers === undefined ? {} : { headers }),
    });
    const refusal = message.headers?.get(ERROR_HEADER);
    if (refusal) throw new AskFailed(contractName(contract), 'refused', refusal);
    const reply = contract.reply.safeParse(parseJson(message.data));
    if (!reply.success) throw new AskFailed(contractName(contract), 'invalid-reply', summarise(reply.error));
    return reply.data;
  }

  answer<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    handler: (request: z.output<Req>, callId: string | undefined) => Promise<z.input<Rep>> | z.input<Rep>,
  ): AnswerSubscription {
    return this.#answerOn(contract, askSubject(contract), contract.answerer, handler);
  }

  answerDirect<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    handler: (request: z.output<Req>, callId: string | undefined) => Promise<z.input<Rep>> | z.input<Rep>,
  ): AnswerSubscription {
    return this.#answerOn(contract, askSubject(contract, this.#options.instanceId), undefined, handler);
  }

  #answerOn<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    subject: string,
    queue: string | undefined,
    handler: (request: z.output<Req>, callId: string | undefined) => Promise<z.input<Rep>> | z.input<Rep>,
  ): AnswerSubscription {
    const name = contractName(contract);
    const callback = (error: Error | null, message: Msg): void => {
      if (error !== null) return;
      void inSpan(name, 'answers', headerRecord(message.headers), async () => {
        try {
          const request = contract.request.safeParse(parseJson(message.data));
          if (!request.success) {
            this.#invalid({ subject: name });
            this.#refuse(message, `invalid-request: ${summarise(request.error)}`);
            return;
          }
          const reply = await handler(request.data, message.headers?.get(CALL_HEADER) || undefined);
          message.respond(JSON.stringify(reply));
        } catch (error) {
          this.#failed({ subject: name });
          this.#options.log.error({ subject: name, error }, 'an ask could not be answered');
          this.#refuse(message, error instanceof Error ? error.name : 'failed');
        }
      });
    };
    return leavable(this.connection.subscribe(subject, { callback, ...(queue === undefined ? {} : { queue }) }));
  }

  #refuse(message: Msg, reason: string): void {
    const headers = createHeaders();
    headers.set(ERROR_HEADER, reason.replaceAll(/[\r\n]/g, ' ').slice(0, 300));
    message.respond('', { headers });
  }

  tell<S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): void {
    if (!this.connected) return;
    const headers = this.#headers(undefined);
    const subject = factSubject(fact, id);
    if (headers === undefined) this.connection.publish(subject, JSON.stringify(payload));
    else this.connection.publish(subject, JSON.stringify(payload), { headers });
  }

  async record<S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): Promise<void> {
    if (!fact.lasting) throw new Error(`${fact.name} is a live fact: tell it`);
    const headers = this.#headers(undefined);
    const msgID = fact.identity(id, payload as z.output<S>);
    const body = JSON.stringify(payload);
    const giveUpAt = performance.now() + 10_000;
    for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        await this.#jetstream.publish(factSubject(fact, id), body, {
          msgID,
          timeout: 2_000,
          ...(headers === undefined ? {} : { headers }),
        });
        return;
      } catch (error) {
        if (performance.now() + wait > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  hear<S extends z.ZodType>(
    fact: Fact<S>,
    id: string,
    handler: (payload: z.output<S>, id: string) => void | Promise<void>,
    options: HearOptions = {},
  ): Subscription {
    const prefix = fact.name.length + 1;
    const callback = (error: Error | null, message: Msg): void => {
      if (error !== null) return;
      const payload = fact.schema.safeParse(parseJson(message.data));
      if (!payload.success) {
        this.#invalid({ subject: fact.name });
        this.#options.log.warn(
          { subject: fact.name, problem: summarise(payload.error) },
          'dropped a message that breaks its contract',
        );
        options.onInvalid?.();
        return;
      }
      const run = (): void | Promise<void> => handler(payload.data, message.subject.slice(prefix));
      this.#guardHandler(fact.name, message.headers, run);
    };
    return stoppable(this.connection.subscribe(factSubject(fact, id), { callback }));
  }

  #guardHandler(name: string, headers: MsgHdrs | undefined, run: () => void | Promise<void>): void {
    const report = (error: unknown): void => {
      this.#failed({ subject: name });
      this.#options.log.error({ subject: name, error }, 'a fact could not be handled');
    };
    try {
      const result = headers === undefined ? run() : inSpan(name, 'hears', headerRecord(headers), run);
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  }

  tellBytes(fact: Fact, id: string, bytes: Uint8Array): void {
    if (this.connected) this.connection.publish(factSubject(fact, id), bytes);
  }

  hearBytes(fact: Fact, id: string, handler: (bytes: Uint8Array) => void): Subscription {
    const callback = (error: Error | null, message: Msg): void => {
      if (error === null) handler(message.data);
    };
    return stoppable(this.connection.subscribe(factSubject(fact, id), { callback }));
  }

  async consume(consumer: Consumer, handler: FactHandler): Promise<Subscription> {
    return consumeFacts({
      jetstream: this.#jetstream,
      tries: await openTries(this.connection, this.#jetstream),
      consumer,
      handler,
      log: this.#options.log,
      onInvalid: (name) => this.#invalid({ subject: name }),
      onFailed: (name) => this.#failed({ subject: name }),
      bury: async (letter) => {
        await this.record(letterDied, consumer.name, letter);
        this.#buried({ consumer: consumer.name, why: letter.why });
      },
    });
  }

  async ensureStreams(): Promise<void> {
    await ensureStreams(await jetstreamManager(this.connection));
  }

  flush(): Promise<void> {
    return this.connection.flush();
  }

  async close(): Promise<void> {
    if (this.connection.isClosed()) return;
    // Draining waits for the server; without one, or when it leaves meanwhile, closing is all there is to do.
    if (this.connected) await this.connection.drain().catch(() => this.connection.close());
    else await this.connection.close();
  }

  #answered(subject: string, callId: string | undefined, startedAt: number, reason: string | null): void {
    const tookMs = performance.now() - startedAt;
    this.#askTook(tookMs, { subject, outcome: reason ?? 'ok' });
    if (callId === undefined) return;
    this.tell(askAnswered, callId, {
      subject,
      asker: this.#options.instanceId,
      tookMs: Math.round(tookMs * 100) / 100,
      ok: reason === null,
      reason,
    });
  }

  #headers(callId: string | undefined): MsgHdrs | undefined {
    const traced = Object.entries(traceHeaders());
    if (callId === undefined && traced.length === 0) return undefined;
    const headers = createHeaders();
    if (callId !== undefined) headers.set(CALL_HEADER, callId);
    for (const [key, value] of traced) headers.set(key, value);
    return headers;
  }

  async #watch(): Promise<void> {
    const { log } = this.#options;
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.connected = false;
        log.warn('the bus is away; reconnecting');
      } else if (status.type === 'reconnect') {
        this.connected = true;
        this.reconnectedAt = performance.now();
        log.info('the bus is back');
      } else if (status.type === 'slowConsumer') {
        log.warn('this process reads the bus too slowly');
      }
    }
  }
}

function stoppable(subscription: NatsSubscription): Subscription {
  return { stop: () => subscription.unsubscribe() };
}

/** An ask that was sent here before the server heard of the leaving must not be lost: its asker would wait in vain. */
function leavable(subscription: NatsSubscription): AnswerSubscription {
  return {
    stop: async () => {
      if (subscription.isClosed()) return;
      // Without a server nothing more can arrive: leaving is all there is to do.
      await subscription.drain().catch(() => subscription.unsubscribe());
    },
  };
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
  } catch {
    // Not JSON is one more way of breaking a contract: every schema refuses undefined.
    return undefined;
  }
}

function headerRecord(headers: MsgHdrs | undefined): Record<string, string> {
  if (headers === undefined) return {};
  return Object.fromEntries([...headers.keys()].map((key) => [key.toLowerCase(), headers.get(key)]));
}

/** Where a message broke its contract, without its values: they may be personal. */
function summarise(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'message'} ${issue.code}`)
    .join('; ');
}
