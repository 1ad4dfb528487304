/** Going on with what was cut: an interruption of which nothing came, and a confirmation that was talked over. */
import { phrases } from '@bayline/spoken';
import type { Draft } from './draft.ts';
import { charactersHeard } from './heard.ts';
import type { Manners } from './manners.ts';
import { cancelReplies, say, settleCancelled } from './speaking.ts';
import type { Reply } from './state.ts';
import { abortThinking, askModel } from './thinking.ts';
import { readBack } from './tooling.ts';
import { awaitCaller } from './waiting.ts';

/** Words that stopped us are followed by more within this time, or there was nothing in them. */
const NOTHING_CAME_MS = 2_500;
/** Once the words have turned out to be none, we go on after the breath that it takes to learn what was heard. */
const GO_ON_MS = 350;
/** A confirmation is said again so often. */
const MOST_CONFIRMATIONS = 3;

/** Real words: the voice stops, and so does the model behind it. A tool that was asked is left to finish. */
export function interrupt(draft: Draft): void {
  cancelReplies(draft, 'barge-in');
  const missed = draft.now.cut?.missed ?? [];
  draft.now.cut = { wasThinking: draft.now.thinking !== null || draft.now.cut?.wasThinking === true, missed };
  abortThinking(draft);
  awaitWords(draft);
}

/** Something may still come of the interruption. */
export function awaitWords(draft: Draft): void {
  if (draft.now.cut !== null) draft.want({ type: 'set-timer', name: 'resume', ms: NOTHING_CAME_MS });
}

/** Nothing has come of it: a cough that was taken for a word, an "uh-huh". */
export function expectNoWords(draft: Draft): void {
  if (draft.now.cut !== null) draft.want({ type: 'set-timer', name: 'resume', ms: GO_ON_MS });
}

/** The caller has really said something: what was cut stays cut. */
export function forgetCut(draft: Draft): void {
  if (draft.now.cut === null) return;
  draft.now.cut = null;
  draft.want({ type: 'clear-timer', name: 'resume' });
}

/** A reply is over that was not heard to its end. */
export function noteMissed(draft: Draft, reply: Reply): void {
  const whole = reply.phase === 'finished';
  const { cut, owed } = draft.now;
  if (!whole && cut !== null && reply.purpose !== 'filler') {
    draft.now.cut = { ...cut, missed: [...cut.missed, reply] };
  }
  if (reply.purpose !== 'confirmation' || reply.mustHear === null) return;
  if (whole || charactersHeard(reply) >= reply.mustHear) draft.now.owed = null;
  else if (owed === null || !reply.text.endsWith(owed.text)) {
    draft.now.owed = { text: reply.text.slice(0, reply.mustHear), times: 0 };
  }
}

/** Goes on where the caller stopped hearing us, when nothing came of an interruption. */
export function onResumeTimer(draft: Draft, manners: Manners): void {
  const { cut, listening, leaving } = draft.now;
  if (cut === null || listening.words !== '' || leaving !== null || draft.now.thinking !== null) return;
  settleCancelled(draft);
  const { missed, wasThinking } = draft.now.cut ?? cut;
  draft.now.cut = null;
  draft.now.listening = { ...listening, partial: '', overheard: '', early: false };
  if (draft.now.tool !== null) return;
  if (draft.now.pendingChange !== null && missed.some(({ purpose }) => purpose === 'read-back')) return readBack(draft);
  const unheard = missed.filter((reply) => charactersHeard(reply) < reply.text.length);
  for (const reply of unheard) sayRest(draft, reply);
  if (wasThinking) askModel(draft, { note: 'A noise cut you off. Go on from where your last words end.' });
  else if (unheard.length === 0) awaitCaller(draft, manners);
}

/** Says what was not heard of a reply, from the beginning of the sentence that was cut; a confirmation whole. */
export function sayRest(draft: Draft, reply: Reply): void {
  const { purpose, mustHear } = reply;
  if (purpose === 'confirmation' && mustHear !== null) {
    draft.now.owed = null;
    say(draft, { purpose, text: reply.text, mustHear });
    return;
  }
  const heard = charactersHeard(reply);
  const before = reply.text.slice(0, heard);
  const from = Math.max(before.lastIndexOf('. '), before.lastIndexOf('? '), before.lastIndexOf('! ')) + 1;
  const rest = reply.text.slice(heard >= reply.text.length ? heard : from).trim();
  say(draft, { purpose, text: rest === '' ? phrases.backAgain : rest });
}

/** Says a confirmation again that was talked over, before anything else is answered. */
export function sayOwed(draft: Draft): void {
  const { owed } = draft.now;
  if (owed === null) return;
  draft.now.owed = null;
  if (owed.times >= MOST_CONFIRMATIONS) return;
  draft.now.owed = { ...owed, times: owed.times + 1 };
  const text = `${phrases.soYouHaveIt} ${owed.text}`;
  say(draft, { purpose: 'confirmation', text, mustHear: text.length, unrecorded: true });
}
