/** Sending text messages by Twilio's REST API, and finding those whose answer was lost. */
import type { GuardMaker } from '@bayline/runtime';
import type { Twilio } from 'twilio';
import type { TextMessages } from '../text-messages.ts';
import { asked, guardTwilio, MOST_FOUND, made, madeSince } from './account.ts';

export function connectTextMessages(client: Twilio, publicUrl: string, guard: GuardMaker): TextMessages {
  const sending = guardTwilio(guard, 'create-message');
  const finding = guardTwilio(guard, 'find-message');
  return {
    send: async ({ from, to, body, messageId }) => {
      const statusCallback = `${publicUrl}/twilio/message-status?message=${messageId}`;
      const message = await made(sending, () => client.messages.create({ from, to, body, statusCallback }));
      return message.type === 'failed' ? message : { type: 'sent', sid: message.sid };
    },
    find: async ({ from, to, body, since }) => {
      const messages = await asked(finding, () => client.messages.list({ from, to, limit: MOST_FOUND }));
      return messages.filter(madeSince(since)).find((message) => message.body === body)?.sid ?? null;
    },
  };
}
