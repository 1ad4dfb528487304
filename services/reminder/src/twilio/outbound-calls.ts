/** Placing reminder calls by Twilio's REST API, and finding those whose answer was lost. */
import type { GuardMaker } from '@bayline/runtime';
import type { Twilio } from 'twilio';
import type { FoundCall, OutboundCalls } from '../outbound-calls.ts';
import { asked, guardTwilio, MOST_FOUND, made, madeSince } from './account.ts';

interface Settings {
  /** The gateway, as Twilio reaches it. */
  readonly publicUrl: string;
  readonly ringSeconds: number;
}

const TIME_LIMIT_SECONDS = 20 * 60;

export function connectOutboundCalls(client: Twilio, settings: Settings, guard: GuardMaker): OutboundCalls {
  const placing = guardTwilio(guard, 'create-call');
  const finding = guardTwilio(guard, 'find-call');
  const found = ({ sid, status }: { sid: string; status: string }): FoundCall => ({ callId: sid, status });
  return {
    place: async ({ from, to, reminderId, attempt }) => {
      // Whatever becomes of the answer, every callback names the try.
      const query = `?reminder=${reminderId}.${attempt}`;
      const url = (path: string) => `${settings.publicUrl}/twilio/${path}${query}`;
      const call = await made(placing, () =>
        client.calls.create({
          ...{ from, to, url: url('outbound'), timeout: settings.ringSeconds, timeLimit: TIME_LIMIT_SECONDS },
          statusCallback: url('status'),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          machineDetection: 'DetectMessageEnd',
          asyncAmd: 'true',
          asyncAmdStatusCallback: url('judged'),
        }),
      );
      return call.type === 'failed' ? call : { type: 'placed', callId: call.sid };
    },
    find: async ({ from, to, since }) => {
      const calls = await asked(finding, () => client.calls.list({ from, to, limit: MOST_FOUND }));
      return calls.filter(madeSince(since)).map(found);
    },
    read: async (callId) => found(await asked(finding, () => client.calls(callId).fetch())),
  };
}
