/** Every message of one call as it passes over the bus: facts by their subject, asks by their header, answers by their inbox. */
import type { Msg, NatsConnection } from '@nats-io/transport-node';

export interface Passing {
  /** Milliseconds since the tap was opened. */
  readonly atMs: number;
  readonly kind: 'tells' | 'asks' | 'answers';
  /** `noun.verb` or `noun.happened`; of an answer, what was asked. */
  readonly subject: string;
  readonly body: unknown;
}

const CALL_HEADER = 'Bayline-Call';
const ERROR_HEADER = 'Bayline-Error';

/** Tells of every message until the connection is closed. */
export function tapCall(connection: NatsConnection, callId: string, tell: (passing: Passing) => void): void {
  const startedAt = performance.now();
  const pass = (kind: Passing['kind'], subject: string, message: Msg): void =>
    tell({ atMs: Math.round(performance.now() - startedAt), kind, subject, body: bodyOf(message) });
  /** Inboxes of this call's asks, and what was asked. */
  const asked = new Map<string, string>();
  connection.subscribe(`*.*.${callId}`, {
    callback: (_, message) => pass('tells', message.subject.split('.').slice(0, 2).join('.'), message),
  });
  connection.subscribe('*.*', {
    callback: (_, message) => {
      if (message.headers?.get(CALL_HEADER) !== callId || message.reply === undefined) return;
      asked.set(message.reply, message.subject);
      pass('asks', message.subject, message);
    },
  });
  connection.subscribe('_INBOX.>', {
    callback: (_, message) => {
      const subject = asked.get(message.subject);
      if (subject === undefined) return;
      asked.delete(message.subject);
      pass('answers', subject, message);
    },
  });
}

function bodyOf(message: Msg): unknown {
  const error = message.headers?.get(ERROR_HEADER);
  if (error) return { refused: error };
  try {
    return message.json();
  } catch {
    // Audio, or nobody was there to answer: there is nothing to read.
    return message.data.length === 0 ? null : `${message.data.length} bytes`;
  }
}
