/** Ending a call and handing it over. */
import { phrases } from '@bayline/spoken';
import { briefing } from './briefing.ts';
import { deskIsOpen } from './desk.ts';
import type { Draft } from './draft.ts';
import { takeMessage } from './message.ts';
import { leaveAfter, say } from './speaking.ts';

/** The call ends once the reply that said goodbye was heard; a goodbye is said when there is none. */
export function sayGoodbye(draft: Draft, generation: number | null, reason = 'done'): void {
  const after = generation ?? say(draft, { purpose: 'farewell', text: phrases.goodbye, fixed: true });
  leaveAfter(draft, after, { type: 'hang-up', reason });
}

/** The call goes to the desk once the reply that promised it was heard; outside its hours a message is taken instead. */
export function handOver(
  draft: Draft,
  generation: number | null,
  reason: string,
  words: string = phrases.transfer,
): void {
  if (!deskIsOpen(draft.now.brief.shop, draft.wallTime())) {
    // Whoever cannot be heard, or cannot hear us, can leave no message: the number they call from must do.
    if (draft.now.unheard || draft.now.voiceFailures > 1) return promiseCall(draft, reason);
    return takeMessage(draft, 'desk-closed');
  }
  const after = generation ?? say(draft, { purpose: 'handover', text: words, fixed: true });
  draft.now.intent = draft.now.intent ?? 'person';
  leaveAfter(draft, after, { type: 'transfer', reason, briefing: briefing(draft.now) });
}

/** Somebody who asks for Spanish gets a person, and is written to in Spanish from now on. */
export function handOverInSpanish(draft: Draft): void {
  draft.want({ type: 'keep-language', language: 'es' });
  handOver(draft, null, 'speaks Spanish');
}

function promiseCall(draft: Draft, reason: string): void {
  draft.want({ type: 'leave-wish', why: `${reason}, and the desk was closed` });
  const generation = say(draft, { purpose: 'farewell', text: phrases.willCallBack, fixed: true });
  leaveAfter(draft, generation, { type: 'hang-up', reason: 'to be called back' });
}
