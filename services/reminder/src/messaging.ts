/** Sending the messages that crm-tools has written: each claimed first, and one in doubt looked for before it is sent again. */
import { messageClaim, messageSettle } from '@bayline/contracts';
import type { Bus, Log, Metrics } from '@bayline/runtime';
import type { TextMessages } from './text-messages.ts';

interface MessagingOptions {
  readonly bus: Bus;
  readonly texts: TextMessages;
  readonly leaseMs: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const AT_A_TIME = 20;

/** Sends what may be sent now; says how many there were. @throws what failed; what was claimed is in doubt until its lease is over. */
export function createMessaging({ bus, texts, leaseMs, log, metrics }: MessagingOptions): () => Promise<number> {
  const counted = metrics.counter('messages_total', 'Text messages by what came of sending them.');
  return async () => {
    const { messages } = await bus.ask(messageClaim, { most: AT_A_TIME, leaseMs });
    for (const { doubtfulSince, ...text } of messages) {
      const { messageId } = text;
      const found = doubtfulSince === null ? null : await texts.find({ ...text, since: new Date(doubtfulSince) });
      const sending = found === null ? await texts.send(text) : ({ type: 'sent', sid: found } as const);
      counted({ result: sending.type === 'sent' ? 'sent' : sending.how });
      if (sending.type === 'sent') {
        await bus.ask(messageSettle, { messageId, how: 'sent', sid: sending.sid, code: null });
        continue;
      }
      log.warn({ messageId, how: sending.how, code: sending.code }, 'a message could not be sent');
      const how = { throttled: 'unsent', unplaced: 'unsent', refused: 'refused', unsure: 'unsure' } as const;
      await bus.ask(messageSettle, { messageId, how: how[sending.how], sid: null, code: sending.code });
    }
    return messages.length;
  };
}
