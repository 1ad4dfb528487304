/** When we can no longer hear the caller, or no longer speak: phrases that are kept as audio, the keypad, and a person. */
import { phrases } from '@bayline/spoken';
import type { Draft } from './draft.ts';
import type { EventOf } from './events.ts';
import { handOver, sayGoodbye } from './leaving.ts';
import { sayRest } from './resuming.ts';
import { cancelReplies, say, speaking } from './speaking.ts';
import type { Reply, ReplyPurpose } from './state.ts';
import { readBack } from './tooling.ts';

/** A caller who cannot be heard has so long to press a key; then a person takes over. */
const KEYPAD_MS = 15_000;

/** The recogniser has been away for too long, or is back. */
export function onSpeechTroubled(draft: Draft, event: EventOf<'speech-troubled'>): void {
  if (event.what === 'tts' || draft.now.leaving !== null || draft.now.unheard === !event.over) return;
  draft.now.unheard = !event.over;
  draft.want({ type: 'clear-timer', name: 'keypad' });
  if (event.over) {
    say(draft, { purpose: 'prompt', text: phrases.backAgain, fixed: true });
    return;
  }
  draft.want({ type: 'clear-timer', name: 'silence' }, { type: 'set-timer', name: 'keypad', ms: KEYPAD_MS });
  if (speaking(draft)) cancelReplies(draft, 'superseded');
  say(draft, { purpose: 'prompt', text: phrases.keypad, fixed: true });
}

/** One for a person, two for a call back. Returns whether the key meant something. */
export function onKeyOfUnheard(draft: Draft, digit: string): boolean {
  if (!draft.now.unheard || draft.now.leaving !== null) return false;
  if (digit === '1') handOver(draft, null, 'could not be heard');
  else if (digit === '2') {
    draft.want({ type: 'leave-wish', why: 'the caller could not be heard and asked to be called back' });
    sayGoodbye(draft, null, 'to be called back');
  }
  return digit === '1' || digit === '2';
}

export function onKeypadTimer(draft: Draft): void {
  if (draft.now.unheard && draft.now.leaving === null) toPerson(draft);
}

const OUR_WORDS: readonly ReplyPurpose[] = ['answer', 'read-back', 'confirmation'];

/** A reply could not be voiced: it is tried once more behind words that need no voice made, then a person takes over. */
export function onVoiceFailed(draft: Draft, reply: Reply): void {
  if (draft.now.leaving !== null || reply.purpose === 'filler') return;
  const { thinking, pendingChange } = draft.now;
  if (thinking?.generation === reply.generation) draft.now.thinking = { ...thinking, generation: null };
  draft.now.voiceFailures += 1;
  if (draft.now.voiceFailures > 1) return toPerson(draft);
  say(draft, { purpose: 'prompt', text: phrases.trouble, fixed: true, unrecorded: true });
  if (reply.purpose === 'read-back' && pendingChange !== null) readBack(draft);
  else sayRest(draft, reply);
}

/** Words of this call were voiced and heard: what failed before is over. */
export function onVoiceHeard(draft: Draft, reply: Reply): void {
  if (OUR_WORDS.includes(reply.purpose)) draft.now.voiceFailures = 0;
}

function toPerson(draft: Draft): void {
  handOver(draft, null, 'something of ours failed', phrases.troubleTransfer);
}
