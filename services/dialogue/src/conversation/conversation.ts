/** The conversation: (state, event) -> (state, effects). No I/O, no clock, no randomness; read this file first. */
import { onBusReturned, onResumed, onSpeechOwnerChanged, onStarted } from './beginning.ts';
import { Draft } from './draft.ts';
import type { Effect, Event, EventOf } from './events.ts';
import { onFinal, onPartial, onUtteranceEnded } from './hearing.ts';
import { handOver } from './leaving.ts';
import { defaultManners, type Manners } from './manners.ts';
import {
  onContactRefused,
  onGreetingOver,
  onOutboundHeard,
  onVerdict,
  onVerdictTimer,
  refuseContact,
} from './outbound.ts';
import { onResumeTimer } from './resuming.ts';
import { onPlayed, onVoiced } from './speaking.ts';
import type { Conversation } from './state.ts';
import { onFillerTimer, onModelBroke, onModelDone, onModelFailed, onModelText } from './thinking.ts';
import { onToolAnswered, onToolFailed } from './tooling.ts';
import { onKeyOfUnheard, onKeypadTimer, onSpeechTroubled, onVoiceFailed, onVoiceHeard } from './troubled.ts';
import { takeTurn } from './turns.ts';
import { onNoWords, onReplyHeard, onSilence, onVoiceBegan } from './waiting.ts';

export interface Step {
  readonly conversation: Conversation;
  readonly effects: readonly Effect[];
}

/** What one event makes of a conversation, and what it wants done, in order. */
export function step(conversation: Conversation, event: Event, manners: Manners = defaultManners): Step {
  const draft = new Draft(conversation, event.at, manners.wording);
  apply(draft, event, manners);
  return { conversation: draft.now, effects: draft.effects };
}

function apply(draft: Draft, event: Event, manners: Manners): void {
  switch (event.type) {
    case 'started':
      return onStarted(draft, event);
    case 'resumed':
      return onResumed(draft, event, manners);
    case 'speech-owner-changed':
      return onSpeechOwnerChanged(draft, event);
    case 'bus-returned':
      return onBusReturned(draft);
    case 'voice-began':
      return onVoiceBegan(draft, manners);
    case 'partial':
      return onPartial(draft, event);
    case 'final':
      return onFinal(draft, event, manners);
    case 'utterance-ended':
      return onUtteranceEnded(draft, event, manners.patience);
    case 'speech-troubled':
      return onSpeechTroubled(draft, event);
    case 'key-pressed':
      return onKey(draft, event);
    case 'model-text':
      return onModelText(draft, event, manners.breathAfterWords);
    case 'model-done':
      return onModelDone(draft, event);
    case 'model-broke':
      return onModelBroke(draft, event);
    case 'model-failed':
      return onModelFailed(draft, event);
    case 'tool-answered':
      return onToolAnswered(draft, event);
    case 'tool-failed':
      return onToolFailed(draft, event);
    case 'voiced':
      return onVoicedOrNot(draft, event);
    case 'played':
      return onPlayedAndHeard(draft, event, manners);
    case 'judged':
      return onVerdict(draft, event.verdict);
    case 'contact-refused':
      return onContactRefused(draft, event);
    case 'timer':
      return onTimer(draft, event, manners);
  }
}

function onPlayedAndHeard(draft: Draft, event: EventOf<'played'>, manners: Manners): void {
  const reply = draft.now.replies.find((candidate) => candidate.generation === event.generation);
  onPlayed(draft, event);
  if (reply !== undefined && event.state === 'finished') onOutboundHeard(draft, reply);
  if (reply === undefined || event.state !== 'finished') return;
  onVoiceHeard(draft, reply);
  onReplyHeard(draft, reply, manners);
}

function onTimer(draft: Draft, event: EventOf<'timer'>, manners: Manners): void {
  if (event.name === 'end-of-turn') takeTurn(draft);
  else if (event.name === 'silence') onSilence(draft);
  else if (event.name === 'no-words') onNoWords(draft);
  else if (event.name === 'resume') onResumeTimer(draft, manners);
  else if (event.name === 'filler') onFillerTimer(draft);
  else if (event.name === 'verdict') onVerdictTimer(draft);
  else if (event.name === 'greeting') onGreetingOver(draft);
  else if (event.name === 'keypad') onKeypadTimer(draft);
}

function onVoicedOrNot(draft: Draft, event: EventOf<'voiced'>): void {
  const reply = draft.now.replies.find((candidate) => candidate.generation === event.generation);
  onVoiced(draft, event);
  if (event.failed && reply !== undefined && reply.phase !== 'cleared') onVoiceFailed(draft, reply);
}

/** Zero is how people ask a telephone system for a person; nine ends our calls, as they are told in each. */
function onKey(draft: Draft, event: EventOf<'key-pressed'>): void {
  if (onKeyOfUnheard(draft, event.digit)) return;
  if (draft.now.leaving !== null) return;
  if (event.digit === '0') handOver(draft, null, 'pressed zero');
  if (event.digit === '9' && draft.now.outbound !== null) refuseContact(draft, 'key');
}
