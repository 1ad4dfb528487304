/** One sentence for the person who picks up a call that is handed over. */
import { matterOf, nameOfCaller } from './known.ts';
import type { Conversation } from './state.ts';

const MOST_CHARACTERS = 400;

const WISHES: Readonly<Record<string, string>> = {
  book: 'wants to book',
  cancel: 'wants to cancel an appointment',
  reschedule: 'wants to move an appointment',
  question: 'asked about their appointments',
};
const DEEDS: Readonly<Record<string, string>> = { booked: 'booked', cancelled: 'cancelled', rescheduled: 'moved' };

/** "Dana Whitfield wants to book an oil change for the 2018 Outback, has already cancelled a visit, and last said: ..." */
export function briefing(conversation: Conversation): string {
  const { messages, intent, committed } = conversation;
  const { work, vehicle } = matterOf(messages);
  const wish = WISHES[intent ?? ''] ?? 'asked for a person';
  const about = intent === 'book' ? ` ${work ?? 'a service'}${vehicle === null ? '' : ` for the ${vehicle}`}` : '';
  const done =
    committed.length === 0
      ? ''
      : `, has already ${committed.map((deed) => DEEDS[deed]).join(' and ')} a visit in this call`;
  const last = messages.findLast((message) => message.role === 'user')?.content ?? '';
  const words = last === '' ? '' : `, and last said: ${last.replace(/[.!?…\s]+$/, '')}`;
  return `${nameOfCaller(messages) ?? 'A caller'} ${wish}${about}${done}${words}`
    .slice(0, MOST_CHARACTERS - 1)
    .concat('.');
}
