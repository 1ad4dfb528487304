/** Dead letters of the bus: what `letter.died` tells, in its JetStream stream. */
import { type DeadLetter, letterDied, streams } from '@bayline/contracts';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { DeadLetterSource, KeptLetter } from './source.ts';

const NAME = 'stream';
const STREAM = streams.find(({ facts }) => facts.includes(letterDied))?.name ?? '';

interface Found {
  readonly sequence: number;
  readonly letter: DeadLetter;
  readonly at: Date;
}

export class StreamLetters implements DeadLetterSource {
  readonly name = NAME;
  readonly #manager: JetStreamManager;
  readonly #jetstream: JetStreamClient;

  constructor(connection: NatsConnection, manager: JetStreamManager) {
    this.#manager = manager;
    this.#jetstream = jetstream(connection);
  }

  async list(): Promise<KeptLetter[]> {
    const { state } = await this.#manager.streams.info(STREAM);
    const letters: KeptLetter[] = [];
    for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
      const found = await this.#find(sequence);
      if (found !== undefined) letters.push(kept(found));
    }
    return letters;
  }

  async show(id: string): Promise<(KeptLetter & { readonly payload: unknown }) | undefined> {
    const found = await this.#find(sequenceOf(id));
    if (found === undefined) return undefined;
    return { ...kept(found), payload: readable(Buffer.from(found.letter.dataBase64, 'base64').toString()) };
  }

  /** Told once more to every consumer of its subject: facts are harmless when repeated. */
  async retry(id: string): Promise<boolean> {
    const found = await this.#find(sequenceOf(id));
    if (found === undefined) return false;
    const { subject, dataBase64, stream, sequence } = found.letter;
    // Another identity than it had, which the stream would take for a repetition.
    const msgID = `replay:${stream}:${sequence}:${found.sequence}`;
    await this.#jetstream.publish(subject, Buffer.from(dataBase64, 'base64'), { msgID });
    return this.drop(id);
  }

  async drop(id: string): Promise<boolean> {
    const sequence = sequenceOf(id);
    if ((await this.#find(sequence)) === undefined) return false;
    return this.#manager.streams.deleteMessage(STREAM, sequence);
  }

  async #find(sequence: number): Promise<Found | undefined> {
    if (sequence < 1) return undefined;
    const message = await this.#manager.streams.getMessage(STREAM, { seq: sequence });
    if (message === null) return undefined;
    const letter = letterDied.schema.safeParse(message.json());
    return letter.success ? { sequence, letter: letter.data, at: message.time } : undefined;
  }
}

export async function openStreamLetters(connection: NatsConnection): Promise<StreamLetters> {
  return new StreamLetters(connection, await jetstreamManager(connection));
}

function kept({ sequence, letter, at }: Found): KeptLetter {
  const { consumer, subject, why, error, deliveries } = letter;
  return { id: `${NAME}:${sequence}`, of: consumer, subject, why, error, deliveries, at: at.toISOString() };
}

function sequenceOf(id: string): number {
  return Number(id.slice(NAME.length + 1)) || 0;
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it was, it was no JSON: shown as it came.
    return text;
  }
}
