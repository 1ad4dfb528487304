/**
 * Counts the handlings of a stored message that began and never ended, because their process died. Deliveries do not tell: what was
 * fetched ahead is delivered as well, and handed back by an outage any number of times.
 */
import { factSubject, letterTried, streams } from '@bayline/contracts';
import { type JetStreamClient, type JsMsg, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

export interface Tries {
  /** Notes that a handling begins again; resolves with how many began before and did not end. */
  begin(consumer: string, message: JsMsg): Promise<number>;
  /** The handling has ended, well or not. */
  end(consumer: string, message: JsMsg): Promise<void>;
}

const STREAM = streams.find(({ facts }) => facts.includes(letterTried))?.name ?? '';

export async function openTries(connection: NatsConnection, jetstream: JetStreamClient): Promise<Tries> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  return {
    begin: async (consumer, message) => {
      const { stream, streamSequence: sequence, deliveryCount: delivery } = message.info;
      const subject = subjectOf(consumer, sequence);
      const { state } = await manager.streams.info(STREAM, { subjects_filter: subject });
      const told = { consumer, stream, sequence, delivery };
      const msgID = letterTried.identity(idOf(consumer, sequence), told);
      await jetstream.publish(subject, JSON.stringify(told), { msgID });
      const unended = state.subjects?.[subject] ?? 0;
      // The first handling leaves no note, for nearly every message has no other: it is taken to have ended as the second did.
      return unended === 0 ? 0 : unended + 1;
    },
    end: async (consumer, message) => {
      await manager.streams.purge(STREAM, { filter: subjectOf(consumer, message.info.streamSequence) });
    },
  };
}

function idOf(consumer: string, sequence: number): string {
  return `${consumer}-${sequence}`;
}

function subjectOf(consumer: string, sequence: number): string {
  return factSubject(letterTried, idOf(consumer, sequence));
}
