/** Sending text messages by Twilio's REST API, and finding those whose answer was lost. */
import type { GuardMaker } from '@bayline/runtime';
import type { Twilio } from 'twilio';
import type { TextMessages } from '../text-messages.ts';
import { asProviderError, DEADLINE_MS, describeFailure } from './account.ts';

const CLOCKS_DIFFER_MS = 60_000;
const MOST_FOUND = 50;

export function connectTextMessages(client: Twilio, publicUrl: string, guard: GuardMaker): TextMessages {
  const sending = guard({ provider: 'twilio', operation: 'create-message', deadlineMs: DEADLINE_MS + 500 });
  const finding = guard({ provider: 'twilio', operation: 'find-message', deadlineMs: DEADLINE_MS + 500 });
  return {
    send: async ({ from, to, body, messageId }) => {
      const statusCallback = `${publicUrl}/twilio/message-status?message=${messageId}`;
      try {
        const message = await sending.run(() =>
          client.messages.create({ from, to, body, statusCallback }).catch(rethrow),
        );
        return { type: 'sent', sid: message.sid };
      } catch (error) {
        return { type: 'failed', ...describeFailure(error) };
      }
    },
    find: ({ from, to, body, since }) =>
      finding.run(async () => {
        const messages = await client.messages.list({ from, to, limit: MOST_FOUND }).catch(rethrow);
        const earliest = since.getTime() - CLOCKS_DIFFER_MS;
        const found = messages.find(
          (message) =>
            message.body === body && (message.dateCreated === null || message.dateCreated.getTime() >= earliest),
        );
        return found?.sid ?? null;
      }),
  };
}

function rethrow(error: unknown): never {
  throw asProviderError(error);
}
