/** The session: a conversation that another instance can go on with. */
import type { Conversation } from '../conversation/state.ts';

export interface Session {
  readonly dialogueId: string;
  readonly conversation: Conversation;
}

export interface Sessions {
  /**
   * Writes a session unless a later owner has written one. `superseded` means that there is one: whoever hears it must stop
   * at once. Without the store the call goes on; it only cannot be taken over.
   */
  save(session: Session): Promise<'saved' | 'superseded' | 'unavailable'>;
  load(callId: string): Promise<Session | undefined>;
}
