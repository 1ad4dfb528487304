/** Listening: words come in as partials and finals; they end our voice, and in the end they are a turn. */
import { standingQuestion } from './answering.ts';
import type { Draft } from './draft.ts';
import { isFull, type Patience, patienceFor } from './endpointing.ts';
import type { EventOf } from './events.ts';
import { isInterruption } from './interruption.ts';
import type { Manners } from './manners.ts';
import { isOpening, onSpeech } from './outbound.ts';
import { awaitWords, expectNoWords, interrupt } from './resuming.ts';
import { factsHeardBy, holdsTheFloor, questionHeardBy, speaking } from './speaking.ts';
import { stopPolitely, takeTurn } from './turns.ts';

/** A word is told about so long after it began: the recogniser waits for the pause behind it. */
const SAID_BEFORE_MS = 700;

/** The present segment as understood so far. Real words stop our voice; any word keeps the turn open. */
export function onPartial(draft: Draft, event: EventOf<'partial'>): void {
  if (outdated(draft, event.epoch, event.endMs) || event.text.trim() === '') return;
  draft.now.listening = { ...draft.now.listening, partial: event.text };
  clearWaiting(draft);
  draft.want({ type: 'clear-timer', name: 'end-of-turn' });
  onSpeech(draft);
  if (isOpening(draft)) return;
  if (mayStopUs(draft) && isInterruption(event.text)) interrupt(draft);
  else awaitWords(draft);
}

/** A segment that will not change. */
export function onFinal(draft: Draft, event: EventOf<'final'>, manners: Manners): void {
  if (outdated(draft, event.epoch, event.endMs)) return;
  const text = event.text.trim();
  draft.now.listening = { ...draft.now.listening, partial: '', heardUpTo: { epoch: event.epoch, endMs: event.endMs } };
  if (draft.now.listening.words === '' && !isInterruption(text)) expectNoWords(draft);
  if (text === '') return;
  onSpeech(draft);
  if (isOpening(draft)) return;
  clearWaiting(draft);
  if (holdsTheFloor(draft)) return keep(draft, text);
  if (speaking(draft) && (draft.now.leaving !== null || !isInterruption(text))) {
    if (draft.now.pendingChange === null && !questionHeardBy(draft, draft.at - SAID_BEFORE_MS)) return;
    const overheard = join(draft.now.listening.overheard, text);
    const early = draft.now.listening.early || !factsHeardBy(draft, draft.at - SAID_BEFORE_MS);
    draft.now.listening = { ...draft.now.listening, overheard, early };
    return;
  }
  if (draft.now.cut !== null && draft.now.listening.words === '' && !isInterruption(text)) return;
  if (speaking(draft)) interrupt(draft);
  keep(draft, text);
  if (event.speechFinal || isFull(draft.now.listening.words, standingQuestion(draft.now.messages))) {
    return considerTurn(draft, manners.patience);
  }
  if (countWords(draft.now.listening.words) >= manners.longTurnWords) stopPolitely(draft);
}

/** The recogniser heard no word for a while: whatever is pending is a turn. */
export function onUtteranceEnded(draft: Draft, event: EventOf<'utterance-ended'>, patience: Patience): void {
  if (event.epoch < draft.now.listening.heardUpTo.epoch) return;
  if (draft.now.listening.words !== '') considerTurn(draft, patience);
}

function considerTurn(draft: Draft, patience: Patience): void {
  const wait = patienceFor(draft.now.listening.words, standingQuestion(draft.now.messages), patience);
  if (wait <= 0) return takeTurn(draft);
  draft.want({ type: 'set-timer', name: 'end-of-turn', ms: wait });
}

function mayStopUs(draft: Draft): boolean {
  return speaking(draft) && draft.now.leaving === null && !holdsTheFloor(draft);
}

/** Somebody speaks: silence is over. */
function clearWaiting(draft: Draft): void {
  draft.want({ type: 'clear-timer', name: 'silence' }, { type: 'clear-timer', name: 'no-words' });
}

function keep(draft: Draft, text: string): void {
  draft.now.listening = { ...draft.now.listening, words: join(draft.now.listening.words, text), wordsAt: draft.at };
}

/** What was heard already is told again after a takeover; it must not be taken twice. */
function outdated(draft: Draft, epoch: number, endMs: number): boolean {
  const { heardUpTo } = draft.now.listening;
  if (epoch < draft.now.speechEpoch) return true;
  return epoch === heardUpTo.epoch && endMs <= heardUpTo.endMs;
}

function join(first: string, second: string): string {
  return first === '' ? second : `${first} ${second}`;
}

function countWords(text: string): number {
  return text.split(/\s+/).length;
}
