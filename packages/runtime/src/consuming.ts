/** Working through a durable consumer: validate, handle, acknowledge; hand back what failed, and put aside what fails for good. */
import { type Consumer, type DeadLetter, type Fact, factSubject } from '@bayline/contracts';
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import type { z } from 'zod';
import type { Log } from './log.ts';
import { isOutage } from './outage.ts';
import { inSpan } from './traces.ts';
import type { Tries } from './tries.ts';

export interface HeardFact {
  readonly fact: Fact;
  readonly id: string;
  /** Fits `fact.schema`. */
  readonly payload: unknown;
  readonly deliveries: number;
}

export type FactHandler = (heard: HeardFact) => Promise<void>;

interface ConsumingOptions {
  readonly jetstream: JetStreamClient;
  readonly consumer: Consumer;
  readonly handler: FactHandler;
  readonly log: Log;
  readonly tries: Tries;
  readonly onInvalid: (name: string) => void;
  readonly onFailed: (name: string) => void;
  /** Stores a message among the dead letters. @throws when it could not be stored. */
  readonly bury: (letter: DeadLetter) => Promise<void>;
}

const LONGEST_PAUSE_MS = 30_000;

/** Messages are handled one after another, so that an instance keeps the order in which it was given them. */
export async function consumeFacts(options: ConsumingOptions): Promise<{ stop(): void }> {
  const { consumer, log } = options;
  const source = await options.jetstream.consumers.get(consumer.stream, consumer.name);
  const messages = await source.consume({ max_messages: consumer.prefetch });
  const work = async (): Promise<void> => {
    for await (const message of messages) await handle(message, options);
  };
  work().catch((error: unknown) => log.error({ consumer: consumer.name, error }, 'a consumer stopped'));
  return { stop: () => messages.stop() };
}

async function handle(message: JsMsg, options: ConsumingOptions): Promise<void> {
  const { consumer, log } = options;
  const fact = consumer.facts.find((candidate) => message.subject.startsWith(factSubject(candidate, '')));
  const payload = fact?.schema.safeParse(readJson(message));
  if (fact === undefined || payload === undefined || !payload.success) {
    options.onInvalid(message.subject.split('.').slice(0, 2).join('.'));
    log.error({ consumer: consumer.name }, 'a stored message breaks its contract; it will not be tried again');
    return putAside(message, 'breaks-contract', describeBreach(payload?.error), options);
  }
  if (await crashesEverybody(message, options)) {
    log.error({ consumer: consumer.name, subject: fact.name }, 'a stored message ended every process that handled it');
    return putAside(message, 'crashed', 'no handling of it came to an end', options);
  }
  const id = message.subject.slice(fact.name.length + 1);
  // A handler that takes long (an outside call with retries) keeps its message from being given to another instance.
  const working = setInterval(() => message.working(), consumer.ackWaitMs / 3);
  // It keeps a message, not a process.
  working.unref();
  try {
    const headers = Object.fromEntries(
      [...(message.headers?.keys() ?? [])].map((key) => [key, message.headers?.get(key) ?? '']),
    );
    await inSpan(fact.name, 'hears', headers, () =>
      options.handler({ fact, id, payload: payload.data, deliveries: message.info.deliveryCount }),
    );
    message.ack();
  } catch (error) {
    options.onFailed(fact.name);
    const deliveries = message.info.deliveryCount;
    log.error({ consumer: consumer.name, subject: fact.name, deliveries, error }, 'a stored fact could not be handled');
    if (deliveries < consumer.maxDeliver || isOutage(error)) return handBack(message);
    await putAside(message, 'failed', error instanceof Error ? `${error.name}: ${error.message}` : 'failed', options);
  } finally {
    clearInterval(working);
    await forgetTries(message, options);
  }
}

/** Whether so many handlings of a message began, and none came to an end. Asked of what is delivered again. */
async function crashesEverybody(message: JsMsg, { consumer, tries, log }: ConsumingOptions): Promise<boolean> {
  if (!isRepeated(message)) return false;
  try {
    return (await tries.begin(consumer.name, message)) >= consumer.maxDeliver;
  } catch (error) {
    log.warn({ consumer: consumer.name, error }, 'a handling could not be counted');
    return false;
  }
}

async function forgetTries(message: JsMsg, { consumer, tries, log }: ConsumingOptions): Promise<void> {
  if (!isRepeated(message)) return;
  try {
    await tries.end(consumer.name, message);
  } catch (error) {
    log.warn({ consumer: consumer.name, error }, 'a handling that ended still counts as one that did not');
  }
}

function isRepeated(message: JsMsg): boolean {
  return message.info.deliveryCount > 1;
}

function handBack(message: JsMsg): void {
  message.nak(Math.min(500 * 2 ** message.info.deliveryCount, LONGEST_PAUSE_MS));
}

async function putAside(
  message: JsMsg,
  why: DeadLetter['why'],
  error: string,
  { consumer, log, bury }: ConsumingOptions,
): Promise<void> {
  const { stream, streamSequence: sequence, deliveryCount: deliveries } = message.info;
  const dataBase64 = Buffer.from(message.data).toString('base64');
  const { subject } = message;
  try {
    await bury({ consumer: consumer.name, stream, sequence, subject, dataBase64, deliveries, why, error });
    message.term(why);
  } catch (failure) {
    // It stays where it is, and is put aside at another delivery.
    log.error({ consumer: consumer.name, error: failure }, 'a message could not be put among the dead letters');
    handBack(message);
  }
}

/** Where a message broke its contract, without its values: they may be personal. */
function describeBreach(error: z.ZodError | undefined): string {
  if (error === undefined) return 'no contract has this subject';
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'message'} ${issue.code}`)
    .join('; ');
}

function readJson(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    // Refused by every schema, like any other breach of contract.
    return undefined;
  }
}
