/** When nobody speaks: after our reply was heard the caller has some time, is asked once more, and then the call ends. */
import { judgeYes, phrases } from '@bayline/spoken';
import { afterAnswerWhilePending } from './confirming.ts';
import type { Draft } from './draft.ts';
import { sayGoodbye } from './leaving.ts';
import type { Manners } from './manners.ts';
import { onOutboundSilence } from './outbound.ts';
import { say, speaking } from './speaking.ts';
import type { Reply } from './state.ts';
import { takeTurn } from './turns.ts';

/** Noise is asked about so often in a row; then it is silence like any other. */
const MOST_WORDLESS = 1;

/** A reply was heard to its end: is something left to say, was the answer overheard, or is it the caller's turn? */
export function onReplyHeard(draft: Draft, reply: Reply, manners: Manners): void {
  const { leaving, listening } = draft.now;
  if (reply.purpose === 'stop' && listening.words !== '' && listening.partial === '') return takeTurn(draft);
  if (!isIdle(draft) || leaving !== null) return;
  if (listening.words !== '') return takeTurn(draft);
  if (reply.purpose === 'answer' && afterAnswerWhilePending(draft, reply.text)) return;
  if (takeOverheard(draft, reply)) return;
  awaitCaller(draft, manners);
}

/** Words said over the end of a question may have been its answer already. */
function takeOverheard(draft: Draft, reply: Reply): boolean {
  const { overheard, early } = draft.now.listening;
  if (overheard === '') return false;
  draft.now.listening = { ...draft.now.listening, overheard: '', early: false };
  if (!reply.text.trim().endsWith('?') || judgeYes(overheard) === 'other') return false;
  if (early && judgeYes(overheard) === 'yes') return askForYes(draft);
  draft.now.listening = { ...draft.now.listening, words: overheard, wordsAt: draft.at };
  takeTurn(draft);
  return true;
}

/** A yes that came before the facts were heard is not taken; the question is put again by itself. */
function askForYes(draft: Draft): boolean {
  const { pendingChange } = draft.now;
  if (pendingChange === null) return false;
  say(draft, { purpose: 'read-back', text: pendingChange.question, mustHear: 0 });
  return true;
}

/** It is the caller's turn. Whoever asked to wait has half of their time before they are looked after. */
export function awaitCaller(draft: Draft, manners: Pick<Manners, 'silenceMs' | 'awayMs'>): void {
  if (draft.now.listening.words !== '' || draft.now.listening.partial !== '' || draft.now.unheard) return;
  draft.want({ type: 'set-timer', name: 'silence', ms: draft.now.away ? manners.awayMs / 2 : manners.silenceMs });
}

/** Silence: asked once more, then goodbye. */
export function onSilence(draft: Draft): void {
  if (!isIdle(draft) || draft.now.leaving !== null || onOutboundSilence(draft)) return;
  if (draft.now.silentPrompts >= 1) {
    const generation = say(draft, { purpose: 'farewell', text: phrases.silentGoodbye, fixed: true });
    sayGoodbye(draft, generation, 'silence');
    return;
  }
  draft.now.silentPrompts += 1;
  unconfirm(draft);
  if (draft.now.away) say(draft, { purpose: 'prompt', text: phrases.stillWaiting, fixed: true, unrecorded: true });
  else say(draft, { purpose: 'prompt', text: phrases.stillThere, fixed: true });
}

/** The caller asked for a moment: the question stands, and silence is theirs. */
export function onHoldOn(draft: Draft): void {
  draft.now.away = true;
  unconfirm(draft);
  say(draft, { purpose: 'prompt', text: phrases.takeYourTime, fixed: true, unrecorded: true });
}

/** Voice while it is the caller's turn: words must come of it. Somebody who is away from the phone may rustle. */
export function onVoiceBegan(draft: Draft, manners: Manners): void {
  const { listening, leaving, away, wordless } = draft.now;
  if (!isIdle(draft) || leaving !== null || away || wordless >= MOST_WORDLESS) return;
  if (listening.words !== '' || listening.partial !== '' || draft.now.cut !== null) return;
  draft.want({ type: 'set-timer', name: 'no-words', ms: manners.wordlessMs });
}

/** A cough, the line, a language we do not hear: asked to say it again, once, instead of silence. */
export function onNoWords(draft: Draft): void {
  const { listening, leaving } = draft.now;
  if (!isIdle(draft) || leaving !== null || listening.words !== '' || listening.partial !== '') return;
  draft.now.wordless += 1;
  unconfirm(draft);
  say(draft, { purpose: 'prompt', text: phrases.noWords, fixed: true, unrecorded: true });
}

/** Another question of ours stands between a read-back and the next yes: that yes is no proof any more. */
function unconfirm(draft: Draft): void {
  const { pendingChange } = draft.now;
  if (pendingChange !== null) draft.now.pendingChange = { ...pendingChange, heard: false };
}

function isIdle(draft: Draft): boolean {
  return !speaking(draft) && draft.now.thinking === null && draft.now.tool === null;
}
