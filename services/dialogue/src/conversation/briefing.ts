/** One sentence for the person who picks up a call that is handed over. */
import type { Conversation } from './state.ts';

const MOST_CHARACTERS = 400;

export function briefing(conversation: Conversation): string {
  const wishes: Readonly<Record<string, string>> = {
    book: 'wants to book a service',
    cancel: 'wants to cancel an appointment',
    reschedule: 'wants to move an appointment',
    question: 'asked about their appointments',
  };
  const wish = wishes[conversation.intent ?? ''] ?? 'asked for a person';
  const done =
    conversation.committed.length === 0 ? '' : ` This call has already ${conversation.committed.join(' and ')}.`;
  const last = conversation.messages.findLast((message) => message.role === 'user')?.content ?? '';
  const words = last === '' ? '' : ` Their last words: ${last}`;
  return `Transferred caller who ${wish}.${done}${words}`.slice(0, MOST_CHARACTERS);
}
