/**
 * Reads a session as this version wrote it, the one before or the one after: services are replaced one at a time, and a call is
 * taken over across that. What the other version does not know stands as at a call's beginning. Pure.
 */
import { CONVERSATION_VERSION, type Conversation, newConversation } from '../conversation/state.ts';
import type { Session } from './session.ts';

/** Undefined for a session that is more than one version away: it is not continued. */
export function readSession(text: string): Session | undefined {
  const { dialogueId, conversation: written } = JSON.parse(text) as Session;
  if (Math.abs(written.version - CONVERSATION_VERSION) > 1) return undefined;
  const begun = newConversation(written);
  const conversation: Conversation = {
    ...begun,
    ...written,
    turn: { ...begun.turn, ...written.turn },
    listening: { ...begun.listening, ...written.listening },
    backing: { ...begun.backing, ...written.backing },
    version: CONVERSATION_VERSION,
  };
  return { dialogueId, conversation };
}
