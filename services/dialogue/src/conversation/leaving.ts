/** Ending a call and handing it over. */
import { phrases } from '@bayline/spoken';
import { briefing } from './briefing.ts';
import type { Draft } from './draft.ts';
import { leaveAfter, say } from './speaking.ts';

/** The call ends once the reply that said goodbye was heard; a goodbye is said when there is none. */
export function sayGoodbye(draft: Draft, generation: number | null, reason = 'done'): void {
  const after = generation ?? say(draft, { purpose: 'farewell', text: phrases.goodbye, fixed: true });
  leaveAfter(draft, after, { type: 'hang-up', reason });
}

/** The call goes to the desk once the reply that promised it was heard. */
export function handOver(draft: Draft, generation: number | null, reason: string): void {
  const after = generation ?? say(draft, { purpose: 'handover', text: phrases.transfer, fixed: true });
  draft.now.intent = draft.now.intent ?? 'person';
  leaveAfter(draft, after, { type: 'transfer', reason, briefing: briefing(draft.now) });
}
