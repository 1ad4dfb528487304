/** When nobody speaks: after our reply was heard the caller has some time, is asked once more, and then the call ends. */
import { judgeYes, phrases } from '@bayline/spoken';
import { afterAnswerWhilePending } from './confirming.ts';
import type { Draft } from './draft.ts';
import { sayGoodbye } from './leaving.ts';
import { say, speaking } from './speaking.ts';
import type { Reply } from './state.ts';
import { takeTurn } from './turns.ts';

/** A reply was heard to its end: is something left to say, was the answer overheard, or is it the caller's turn? */
export function onReplyHeard(draft: Draft, reply: Reply, silenceMs: number): void {
  const idle = !speaking(draft) && draft.now.thinking === null && draft.now.tool === null;
  if (!idle || draft.now.leaving !== null) return;
  if (draft.now.listening.words !== '') return takeTurn(draft);
  if (reply.purpose === 'answer' && afterAnswerWhilePending(draft, reply.text)) return;
  if (takeOverheard(draft, reply)) return;
  awaitCaller(draft, silenceMs);
}

/** Words said over the end of a question may have been its answer already. */
function takeOverheard(draft: Draft, reply: Reply): boolean {
  const { overheard } = draft.now.listening;
  if (overheard === '') return false;
  draft.now.listening = { ...draft.now.listening, overheard: '' };
  if (!reply.text.trim().endsWith('?') || judgeYes(overheard) === 'other') return false;
  draft.now.listening = { ...draft.now.listening, words: overheard, wordsAt: draft.at };
  takeTurn(draft);
  return true;
}

export function awaitCaller(draft: Draft, silenceMs: number): void {
  if (draft.now.listening.words === '' && draft.now.listening.partial === '' && !draft.now.unheard) {
    draft.want({ type: 'set-timer', name: 'silence', ms: silenceMs });
  }
}

/** Silence: asked once more, then goodbye. */
export function onSilence(draft: Draft): void {
  const busy = speaking(draft) || draft.now.thinking !== null || draft.now.tool !== null;
  if (busy || draft.now.leaving !== null) return;
  if (draft.now.silentPrompts >= 1) {
    const generation = say(draft, { purpose: 'farewell', text: phrases.silentGoodbye, fixed: true });
    sayGoodbye(draft, generation, 'silence');
    return;
  }
  draft.now.silentPrompts += 1;
  say(draft, { purpose: 'prompt', text: phrases.stillThere, fixed: true });
}
