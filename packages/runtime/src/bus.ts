/** The bus of a service: typed ask and answer, tell and hear, as every service sees them. */
import type { Ask, Consumer, Fact, ServiceName } from '@bayline/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';
import type { FactHandler } from './consuming.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface Subscription {
  stop(): void;
}

/** Membership in a queue group, or the answers of one instance. */
export interface AnswerSubscription {
  /** Leaves; resolves once the server knows, and what it had sent here until then has been given to the handler. */
  stop(): Promise<void>;
}

export interface AskOptions {
  /** The call this ask belongs to; `ask.answered.<callId>` is told for it. */
  readonly callId?: string | undefined;
  /** Ask this instance instead of the group. */
  readonly instanceId?: string | undefined;
  /** Shorter (or longer) than the contract's own deadline. */
  readonly deadlineMs?: number | undefined;
}

export interface HearOptions {
  /** Called with what did not fit the contract's schema; counted and dropped in any case. */
  readonly onInvalid?: () => void;
}

export interface Bus {
  readonly connected: boolean;
  /** Monotonic time of the latest reconnect; -Infinity when the connection never broke. */
  readonly reconnectedAt: number;
  /** @throws AskFailed */
  ask<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    request: z.input<Req>,
    options?: AskOptions,
  ): Promise<z.output<Rep>>;
  /** Answers as a member of the service's queue group. A handler that throws is answered as refused. */
  answer<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    handler: (request: z.output<Req>, callId: string | undefined) => Promise<z.input<Rep>> | z.input<Rep>,
  ): AnswerSubscription;
  /** Answers what is asked of this one instance. */
  answerDirect<Req extends z.ZodType, Rep extends z.ZodType>(
    contract: Ask<Req, Rep>,
    handler: (request: z.output<Req>, callId: string | undefined) => Promise<z.input<Rep>> | z.input<Rep>,
  ): AnswerSubscription;
  /** Tells a live fact. Silently lost while disconnected: nothing live is worth hearing late. */
  tell<S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): void;
  /** Tells a lasting fact; resolves once it is stored, and tries for up to 10 s. */
  record<S extends z.ZodType>(fact: Fact<S>, id: string, payload: z.input<S>): Promise<void>;
  /** Hears a fact about one thing, or about everything with `*`. */
  hear<S extends z.ZodType>(
    fact: Fact<S>,
    id: string,
    handler: (payload: z.output<S>, id: string) => void | Promise<void>,
    options?: HearOptions,
  ): Subscription;
  /** Bytes without JSON, headers or validation: call audio only. */
  tellBytes(fact: Fact, id: string, bytes: Uint8Array): void;
  hearBytes(fact: Fact, id: string, handler: (bytes: Uint8Array) => void): Subscription;
  /** Works through a durable consumer, shared with the other instances of the service. */
  consume(consumer: Consumer, handler: FactHandler): Promise<Subscription>;
  /** Creates or updates every stream and consumer of the house. */
  ensureStreams(): Promise<void>;
  flush(): Promise<void>;
  close(): Promise<void>;
  /** For benches and taps. */
  readonly connection: NatsConnection;
}

export interface BusOptions {
  readonly servers: string;
  readonly service: ServiceName | string;
  readonly instanceId: string;
  readonly log: Log;
  readonly metrics: Metrics;
}
