/** Listening: words come in as partials and finals; they end our voice, and in the end they are a turn. */
import { askedFor } from './asked.ts';
import type { Draft } from './draft.ts';
import { type Patience, patienceFor } from './endpointing.ts';
import type { EventOf } from './events.ts';
import { isInterruption } from './interruption.ts';
import { cancelReplies, speaking } from './speaking.ts';
import { abortThinking } from './thinking.ts';
import { takeTurn } from './turns.ts';

/** The present segment as understood so far. Real words stop our voice; any word keeps the turn open. */
export function onPartial(draft: Draft, event: EventOf<'partial'>): void {
  if (outdated(draft, event.epoch, event.endMs) || event.text.trim() === '') return;
  draft.now.listening = { ...draft.now.listening, partial: event.text };
  draft.want({ type: 'clear-timer', name: 'silence' }, { type: 'clear-timer', name: 'end-of-turn' });
  if (speaking(draft) && draft.now.leaving === null && isInterruption(event.text)) interrupt(draft);
}

/** Real words: the voice stops, and so does the model behind it. A tool that was asked is left to finish. */
function interrupt(draft: Draft): void {
  cancelReplies(draft, 'barge-in');
  abortThinking(draft);
}

/** A segment that will not change. */
export function onFinal(draft: Draft, event: EventOf<'final'>, patience: Patience): void {
  if (outdated(draft, event.epoch, event.endMs)) return;
  const text = event.text.trim();
  draft.now.listening = { ...draft.now.listening, partial: '', heardUpTo: { epoch: event.epoch, endMs: event.endMs } };
  if (text === '') return;
  draft.want({ type: 'clear-timer', name: 'silence' });
  if (speaking(draft) && (draft.now.leaving !== null || !isInterruption(text))) {
    const overheard = join(draft.now.listening.overheard, text);
    draft.now.listening = { ...draft.now.listening, overheard };
    return;
  }
  if (speaking(draft)) interrupt(draft);
  draft.now.listening = { ...draft.now.listening, words: join(draft.now.listening.words, text), wordsAt: draft.at };
  if (event.speechFinal) considerTurn(draft, patience);
}

/** The recogniser heard no word for a while: whatever is pending is a turn. */
export function onUtteranceEnded(draft: Draft, event: EventOf<'utterance-ended'>, patience: Patience): void {
  if (event.epoch < draft.now.listening.heardUpTo.epoch) return;
  if (draft.now.listening.words !== '') considerTurn(draft, patience);
}

function considerTurn(draft: Draft, patience: Patience): void {
  const wait = patienceFor(draft.now.listening.words, askedFor(lastSaid(draft)), patience);
  if (wait <= 0) return takeTurn(draft);
  draft.want({ type: 'set-timer', name: 'end-of-turn', ms: wait });
}

/** What was heard already is told again after a takeover; it must not be taken twice. */
function outdated(draft: Draft, epoch: number, endMs: number): boolean {
  const { heardUpTo } = draft.now.listening;
  if (epoch < draft.now.speechEpoch) return true;
  return epoch === heardUpTo.epoch && endMs <= heardUpTo.endMs;
}

function lastSaid(draft: Draft): string {
  return (
    draft.now.messages.findLast((message) => message.role === 'assistant' && message.content !== null)?.content ?? ''
  );
}

function join(first: string, second: string): string {
  return first === '' ? second : `${first} ${second}`;
}
