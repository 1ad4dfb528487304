/** Creates the streams and consumers that `contracts` declares. Safe to run by every service at every start. */
import { type Consumer, consumers, type Stream, streams } from '@bayline/contracts';
import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';

const NANOSECONDS_PER_MS = 1_000_000;
/** How long the server recognises a repeated `Nats-Msg-Id`. Relays retry for longer, so consumers must not mind a repeat. */
const DUPLICATE_WINDOW_MS = 120_000;
/** Services that start at the same time create the same streams. */
const CREATION_TRIES = 20;
const CREATION_PAUSE_MS = 100;
const ALREADY_THERE = /already in use|subjects overlap/i;

export async function ensureStreams(manager: JetStreamManager): Promise<void> {
  for (const stream of streams) await ensureStream(manager, stream);
  for (const consumer of Object.values(consumers)) await ensureConsumer(manager, consumer);
}

async function ensureStream(manager: JetStreamManager, stream: Stream): Promise<void> {
  const config: Partial<StreamConfig> & { name: string } = {
    name: stream.name,
    subjects: [...stream.subjects],
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    storage: StorageType.File,
    max_age: stream.maxAgeMs * NANOSECONDS_PER_MS,
    max_bytes: stream.maxBytes,
    duplicate_window: DUPLICATE_WINDOW_MS * NANOSECONDS_PER_MS,
    num_replicas: 1,
  };
  for (let tries = 1; ; tries += 1) {
    const refused = await manager.streams.add(config).then(() => null, asError);
    if (refused === null) return;
    if (!ALREADY_THERE.test(refused.message)) throw refused;
    const failed = await manager.streams.update(stream.name, config).then(() => null, asError);
    if (failed === null) return;
    // Another service is creating this very stream: its subjects are taken a moment before it can be found.
    if (tries >= CREATION_TRIES || !/not found/i.test(failed.message)) throw failed;
    await new Promise((resolve) => setTimeout(resolve, CREATION_PAUSE_MS));
  }
}

async function ensureConsumer(manager: JetStreamManager, consumer: Consumer): Promise<void> {
  const config: Partial<ConsumerConfig> = {
    durable_name: consumer.name,
    filter_subject: consumer.filter,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: consumer.ackWaitMs * NANOSECONDS_PER_MS,
    // What fails too often is put aside by `consuming.ts`; the server would only stop delivering it.
    max_deliver: -1,
    max_ack_pending: consumer.maxAckPending,
  };
  await manager.consumers.add(consumer.stream, config);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
