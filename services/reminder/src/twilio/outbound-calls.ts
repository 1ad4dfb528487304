/** Placing reminder calls by Twilio's REST API, and finding those whose answer was lost. */
import type { GuardMaker } from '@bayline/runtime';
import type { Twilio } from 'twilio';
import type { FoundCall, OutboundCalls, Placing } from '../outbound-calls.ts';
import { asProviderError, DEADLINE_MS, describeFailure } from './account.ts';

interface Settings {
  /** The gateway, as Twilio reaches it. */
  readonly publicUrl: string;
  readonly ringSeconds: number;
}

const TIME_LIMIT_SECONDS = 20 * 60;
/** Clocks of two companies agree to within this. */
const CLOCKS_DIFFER_MS = 60_000;
const MOST_FOUND = 50;

export function connectOutboundCalls(client: Twilio, settings: Settings, guard: GuardMaker): OutboundCalls {
  const placing = guard({ provider: 'twilio', operation: 'create-call', deadlineMs: DEADLINE_MS + 500 });
  const finding = guard({ provider: 'twilio', operation: 'find-call', deadlineMs: DEADLINE_MS + 500 });
  return {
    place: async ({ from, to, reminderId, attempt }) => {
      // Whatever becomes of the answer, every callback names the try.
      const query = `?reminder=${reminderId}.${attempt}`;
      const url = (path: string) => `${settings.publicUrl}/twilio/${path}${query}`;
      try {
        const call = await placing.run(() =>
          client.calls
            .create({
              ...{ from, to, url: url('outbound'), timeout: settings.ringSeconds, timeLimit: TIME_LIMIT_SECONDS },
              statusCallback: url('status'),
              statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
              machineDetection: 'DetectMessageEnd',
              asyncAmd: 'true',
              asyncAmdStatusCallback: url('judged'),
            })
            .catch(rethrow),
        );
        return { type: 'placed', callId: call.sid };
      } catch (error) {
        return { type: 'failed', ...describeFailure(error) };
      }
    },
    find: ({ from, to, since }) =>
      finding.run(async () => {
        const calls = await client.calls.list({ from, to, limit: MOST_FOUND }).catch(rethrow);
        const earliest = since.getTime() - CLOCKS_DIFFER_MS;
        return calls
          .filter(({ dateCreated }) => dateCreated === null || dateCreated.getTime() >= earliest)
          .map(({ sid, status }): FoundCall => ({ callId: sid, status }));
      }),
    read: (callId) =>
      finding.run(async () => {
        const { sid, status } = await client.calls(callId).fetch().catch(rethrow);
        return { callId: sid, status };
      }),
  };
}

function rethrow(error: unknown): never {
  throw asProviderError(error);
}

export type { Placing };
