import { type Brief, CONVERSATION_VERSION, newConversation } from '../conversation/state.ts';
import { readSession } from './reading.ts';

const brief = { type: 'brief' } as unknown as Brief;
const conversation = { ...newConversation({ callId: 'CA1', epoch: 3, speechEpoch: 2, brief }), fillersSaid: 4 };

function written(version: number, change: object = {}, without: readonly string[] = []): string {
  const kept = Object.entries({ ...conversation, version, ...change }).filter(([key]) => !without.includes(key));
  return JSON.stringify({ dialogueId: 'dialogue-1', conversation: Object.fromEntries(kept) });
}

describe('a session', () => {
  it('is read as it was written', () => {
    expect(readSession(written(CONVERSATION_VERSION))).toEqual({ dialogueId: 'dialogue-1', conversation });
  });

  it('of the version before is continued, what it did not know as at the beginning of a call', () => {
    const session = readSession(written(CONVERSATION_VERSION - 1, {}, ['unheard', 'voiceFailures']));
    expect(session?.conversation).toEqual(conversation);
  });

  it('of the version after is continued, and keeps what we do not know', () => {
    const session = readSession(written(CONVERSATION_VERSION + 1, { fromTheFuture: true }));
    expect(session?.conversation).toEqual({ ...conversation, fromTheFuture: true });
  });

  it.each([-2, 2])('%i versions away is not continued', (away) => {
    expect(readSession(written(CONVERSATION_VERSION + away))).toBeUndefined();
  });
});
