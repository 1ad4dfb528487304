/** Taking the caller's turn: what was said becomes a message, and an answer is due. */
import { asksForSpanish, phrases, readRefusal } from '@bayline/spoken';
import { backedByCaller } from './backing.ts';
import { onWordsWhilePending } from './confirming.ts';
import { takeConsent } from './consent.ts';
import type { Draft } from './draft.ts';
import type { Effect } from './events.ts';
import { isHoldOn } from './hold-on.ts';
import { asksWhatWeAre, sayWhatWeAre } from './identity-question.ts';
import { isOnlyBegun } from './interruption.ts';
import { handOverInSpanish } from './leaving.ts';
import { onMessageWords } from './message.ts';
import { refuseContact, takeOutboundTurn } from './outbound.ts';
import { expectNoWords, forgetCut, sayOwed } from './resuming.ts';
import { cancelReplies, say, settleCancelled, speaking } from './speaking.ts';
import { type Conversation, newTurn } from './state.ts';
import { abortThinking, askModel } from './thinking.ts';
import { onHoldOn } from './waiting.ts';

/** The caller is done: takes what they said, unless a tool is at work, whose answer comes first. */
export function takeTurn(draft: Draft, { stopping = false } = {}): void {
  draft.want({ type: 'clear-timer', name: 'end-of-turn' });
  const words = draft.now.listening.words.trim();
  if (words === '' || draft.now.tool !== null) return;
  if (draft.now.cut !== null && isOnlyBegun(words)) return takeNothing(draft);
  draft.want({ type: 'clear-timer', name: 'silence' }, { type: 'clear-timer', name: 'filler' });
  forgetCut(draft);
  abortThinking(draft);
  if (speaking(draft)) cancelReplies(draft, 'barge-in');
  settleCancelled(draft);
  closeTurn(draft);
  const { wordsAt } = draft.now.listening;
  draft.now.turn = newTurn(draft.now.turn.turn + 1, words, wordsAt);
  draft.now.listening = { ...draft.now.listening, words: '', partial: '', overheard: '', early: false };
  draft.now.silentPrompts = 0;
  draft.now.wordless = 0;
  draft.now.away = false;
  draft.now.messages = [...draft.now.messages, { role: 'user', content: words }];
  draft.now.backing = backedByCaller(draft.now.backing, words);
  if (draft.now.stage === 'GREETING') draft.now.stage = 'INTENT_DETECTION';
  if (draft.now.stage === 'CLOSING' && draft.now.leaving === null) draft.now.stage = 'INTENT_DETECTION';
  if (stopping) say(draft, { purpose: 'stop', text: phrases.politeStop, fixed: true, unrecorded: true });
  sayOwed(draft);
  answerTurn(draft, words);
}

/** They stopped us and thought better of it: we go on. */
function takeNothing(draft: Draft): void {
  draft.now.listening = { ...draft.now.listening, words: '' };
  expectNoWords(draft);
}

function answerTurn(draft: Draft, words: string): void {
  if (readRefusal(words, draft.now.outbound !== null)) return refuseContact(draft, 'voice');
  if (draft.now.pendingChange === null && takeOutboundTurn(draft, words)) return;
  if (asksForSpanish(words)) return handOverInSpanish(draft);
  if (isHoldOn(words)) return onHoldOn(draft);
  if (asksWhatWeAre(words)) return sayWhatWeAre(draft);
  if (draft.now.message !== null) return onMessageWords(draft, draft.now.message, words);
  if (draft.now.pendingChange !== null) return onWordsWhilePending(draft, words);
  if (takeConsent(draft, words)) return;
  askModel(draft);
}

/** Someone who talks without end is stopped, with what they have said so far. */
export function stopPolitely(draft: Draft): void {
  takeTurn(draft, { stopping: true });
}

/** After a tool has answered: takes the turn that came meanwhile. Returns whether there was one. */
export function takeWaitingTurn(draft: Draft): boolean {
  if (draft.now.listening.words.trim() === '') return false;
  takeTurn(draft);
  return true;
}

/** Logs the turn that is over. */
function closeTurn(draft: Draft): void {
  const over = closingTurn(draft.now);
  if (over !== undefined) draft.want({ type: 'log-turn', ...over });
}

/** What the log keeps of the present turn; nothing when nobody has said anything in it. */
export function closingTurn(
  conversation: Conversation,
): Omit<Extract<Effect, { type: 'log-turn' }>, 'type'> | undefined {
  const { turn, callerSaid, agentSaid, interrupted, tools } = conversation.turn;
  if (callerSaid === null && agentSaid === '') return undefined;
  return { turn, callerSaid, agentSaid, interrupted, tools };
}
