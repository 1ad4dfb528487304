/**
 * The opening of a call that is about a reminder: who has answered, a person or a machine; then, the right person or somebody
 * else; only then the visit. What follows is a conversation like any other.
 */
import {
  askForPerson,
  outreachPhrases,
  readsComing,
  readWhoAnswers,
  sayCalledBack,
  sayCallUsBack,
  sayOutboundOpening,
  sayReminder,
  sayToSomeoneElse,
  sayVoicemail,
  sayWhoCalls,
} from '@bayline/spoken';
import type { ToolAnswer } from './answers.ts';
import type { Draft } from './draft.ts';
import type { ReminderOutcome, Verdict } from './events.ts';
import { handOver, handOverInSpanish, sayGoodbye } from './leaving.ts';
import { cancelReplies, leaveAfter, say, settleCancelled } from './speaking.ts';
import type { Brief, Outbound, Reply } from './state.ts';
import { startTools } from './tooling.ts';

/** How often crm-tools is asked for a verdict that did not come by itself, and when it is given up. */
const VERDICT_EVERY_MS = 2_000;
const VERDICT_WITHIN_MS = 34_000;
/** Nobody who picks up speaks this long without a pause. */
const LONGEST_HELLO_MS = 6_000;
/** A greeting is over after so much silence, when nobody says that it is. */
const GREETING_OVER_MS = 3_000;
/** While somebody speaks, words come at least this often. */
const PAUSE_MS = 2_000;
/** A question that nobody understands is asked this often. */
const MOST_ASKED = 3;

type ReminderBrief = NonNullable<Brief['reminder']>;

/** What the opening begins with; null when the call is about no reminder. */
export function newOutbound(brief: Brief, at: number): Outbound | null {
  if (brief.reminder == null) return null;
  const phase = brief.reminder.calledBack ? 'asking' : 'opening';
  return { phase, startedAt: at, speechSince: null, speechAt: at, asked: 0, outcome: null };
}

/** The first words; false when the call is none of these. */
export function beginOutbound(draft: Draft): boolean {
  const reminder = draft.now.brief.reminder ?? null;
  draft.now.outbound = newOutbound(draft.now.brief, draft.at);
  if (reminder === null) return false;
  const { shop } = draft.now.brief;
  if (reminder.calledBack) {
    ask(draft, sayCalledBack(shop.name, reminder.firstName));
    return true;
  }
  say(draft, { purpose: 'greeting', text: sayOutboundOpening(shop.name) });
  draft.want({ type: 'set-timer', name: 'verdict', ms: VERDICT_EVERY_MS });
  if (reminder.verdict !== null) onVerdict(draft, reminder.verdict);
  return true;
}

function change(draft: Draft, fields: Partial<Outbound>): void {
  const { outbound } = draft.now;
  if (outbound !== null) draft.now.outbound = { ...outbound, ...fields };
}

/** Whether nothing may be answered yet: it could be a greeting that speaks. */
export function isOpening(draft: Draft): boolean {
  const phase = draft.now.outbound?.phase;
  return phase === 'opening' || phase === 'greeting' || phase === 'voicemail';
}

export function onVerdictTimer(draft: Draft): void {
  const { outbound } = draft.now;
  if (outbound === null || (outbound.phase !== 'opening' && outbound.phase !== 'greeting')) return;
  if (draft.at - outbound.startedAt > VERDICT_WITHIN_MS) return onVerdict(draft, 'unknown');
  draft.want({ type: 'ask-verdict' }, { type: 'set-timer', name: 'verdict', ms: VERDICT_EVERY_MS });
}

/** Machine detection has found who answered. The first verdict counts. */
export function onVerdict(draft: Draft, verdict: Verdict): void {
  const { outbound, brief } = draft.now;
  const reminder = brief.reminder ?? null;
  if (outbound === null || reminder === null || draft.now.leaving !== null) return;
  if (outbound.phase === 'greeting' && verdict !== 'human') return leaveVoicemail(draft);
  if (outbound.phase !== 'opening') return;
  draft.want({ type: 'clear-timer', name: 'verdict' });
  if (verdict === 'machine') return leaveVoicemail(draft);
  if (verdict === 'human') return ask(draft, askForPerson(reminder.firstName));
  if (verdict === 'fax') {
    conclude(draft, 'fax');
    return leaveAfter(draft, null, { type: 'hang-up', reason: 'fax' });
  }
  // Nobody knows who listens.
  goodbye(draft, sayCallUsBack(brief.shop.name, brief.shop.phone), 'no-details');
}

function ask(draft: Draft, question: string): void {
  change(draft, { phase: 'asking', asked: (draft.now.outbound?.asked ?? 0) + 1 });
  say(draft, { purpose: 'prompt', text: question });
}

function leaveVoicemail(draft: Draft): void {
  const { shop } = draft.now.brief;
  change(draft, { phase: 'voicemail' });
  draft.want({ type: 'clear-timer', name: 'verdict' }, { type: 'clear-timer', name: 'greeting' });
  cancelReplies(draft, 'superseded');
  settleCancelled(draft);
  const generation = say(draft, { purpose: 'farewell', text: sayVoicemail(shop.name, shop.phone) });
  leaveAfter(draft, generation, { type: 'hang-up', reason: 'voicemail' });
}

/** Somebody speaks: without a pause for so long, it is a greeting. */
export function onSpeech(draft: Draft): void {
  const { outbound } = draft.now;
  if (
    outbound === null ||
    (outbound.phase !== 'opening' && outbound.phase !== 'asking' && outbound.phase !== 'greeting')
  )
    return;
  if (draft.now.brief.reminder?.calledBack === true) return;
  const unbroken = outbound.speechSince !== null && draft.at - outbound.speechAt <= PAUSE_MS;
  const speechSince = unbroken ? (outbound.speechSince ?? draft.at) : draft.at;
  change(draft, { speechSince, speechAt: draft.at });
  if (outbound.phase === 'greeting') draft.want({ type: 'set-timer', name: 'greeting', ms: GREETING_OVER_MS });
  if (outbound.phase === 'greeting' || draft.at - speechSince <= LONGEST_HELLO_MS) return;
  change(draft, { phase: 'greeting' });
  draft.now.listening = { ...draft.now.listening, words: '', partial: '' };
  draft.want(
    { type: 'clear-timer', name: 'end-of-turn' },
    { type: 'set-timer', name: 'verdict', ms: VERDICT_EVERY_MS },
  );
  cancelReplies(draft, 'superseded');
  settleCancelled(draft);
}

export function onGreetingOver(draft: Draft): void {
  if (draft.now.outbound?.phase === 'greeting') leaveVoicemail(draft);
}

/** Takes a turn of the opening; false when it is the conversation's. Words before the verdict are nobody's. */
export function takeOutboundTurn(draft: Draft, words: string): boolean {
  const { outbound, brief } = draft.now;
  const reminder = brief.reminder ?? null;
  if (outbound === null || reminder === null) return false;
  if (outbound.phase === 'asking') return takeAnswer(draft, words, reminder);
  if (outbound.phase === 'reminded') return takeReaction(draft, words);
  return false;
}

/** The answer to "Am I speaking with Dana?". */
function takeAnswer(draft: Draft, words: string, reminder: ReminderBrief): boolean {
  const { shop } = draft.now.brief;
  const { firstName, lastName } = reminder;
  const who = readWhoAnswers(words, [firstName, lastName ?? '']);
  if (who === 'right') {
    lookUp(draft, reminder);
    return true;
  }
  if (reminder.calledBack) {
    // Whoever calls may have called for anything: the conversation takes it from here.
    change(draft, { phase: 'over' });
    return false;
  }
  switch (who) {
    case 'other-person':
    case 'bad-time':
      goodbye(draft, sayToSomeoneElse(shop.name, firstName, shop.phone), 'wrong-person');
      return true;
    case 'wrong-number':
      draft.want({ type: 'refuse-contact', how: 'wrong-number' });
      goodbye(draft, outreachPhrases.wrongNumber, 'wrong-number');
      return true;
    case 'wants-person':
      conclude(draft, 'transferred');
      handOver(draft, null, 'asked for');
      return true;
    case 'spanish':
      conclude(draft, 'transferred');
      handOverInSpanish(draft);
      return true;
    case 'wait':
      say(draft, { purpose: 'prompt', text: outreachPhrases.wait, fixed: true });
      return true;
    case 'who-is-this':
    case 'unclear':
      askAgain(draft, reminder);
      return true;
  }
}

function askAgain(draft: Draft, { firstName }: ReminderBrief): void {
  const { shop } = draft.now.brief;
  const asked = draft.now.outbound?.asked ?? 0;
  if (asked >= MOST_ASKED) return goodbye(draft, sayCallUsBack(shop.name, shop.phone), 'no-details');
  ask(draft, sayWhoCalls(shop.name, firstName));
}

/** Their visits are looked up by the tools that any caller has, as if the model had asked for them. */
function lookUp(draft: Draft, { firstName, lastName, day }: ReminderBrief): void {
  change(draft, { phase: 'looking-up' });
  const id = `reminder-${draft.now.epoch}-${draft.next()}`;
  const name = [firstName, lastName].filter((part) => part !== null).join(' ');
  startTools(
    draft,
    [
      { id: `${id}-a`, name: 'lookup_customer', arguments: JSON.stringify({ phone: null, name }) },
      { id: `${id}-b`, name: 'get_upcoming_appointments', arguments: JSON.stringify({ appointment_day: day }) },
    ],
    null,
    1,
  );
}

/** The visits are known: the reminder, from the rows as they are now. False when no reminder waits for them. */
export function onVisitsKnown(draft: Draft, answer: ToolAnswer): boolean {
  const { outbound, brief } = draft.now;
  if (outbound?.phase !== 'looking-up' || brief.reminder == null) return false;
  if (!answer.ok) {
    if (answer.no === 'nothing-booked') goodbye(draft, outreachPhrases.nothingBooked, 'reached');
    else goodbye(draft, sayCallUsBack(brief.shop.name, brief.shop.phone), 'no-details');
    return true;
  }
  change(draft, { phase: 'reminded' });
  draft.now.stage = 'INTENT_DETECTION';
  say(draft, { purpose: 'reminder', text: sayReminder(brief.reminder.firstName, answer.say) });
  return true;
}

/** What they say to the reminder. */
function takeReaction(draft: Draft, words: string): boolean {
  if (readsComing(words)) {
    goodbye(draft, outreachPhrases.confirmed, 'confirmed');
    return true;
  }
  change(draft, { phase: 'over' });
  return false;
}

/** A reply of the opening was heard to its end. */
export function onOutboundHeard(draft: Draft, reply: Reply): void {
  const { outbound } = draft.now;
  if (outbound === null) return;
  if (reply.purpose === 'reminder') conclude(draft, 'reached');
  if (outbound.phase === 'voicemail' && reply.purpose === 'farewell') conclude(draft, 'voicemail');
}

/** Says the last words, and what the call came to. */
function goodbye(draft: Draft, text: string, outcome: ReminderOutcome): void {
  change(draft, { phase: 'over' });
  conclude(draft, outcome);
  const generation = say(draft, { purpose: 'farewell', text });
  sayGoodbye(draft, generation, outcome);
}

/** Tells what the call came to; something more particular than `reached` may still come. */
export function conclude(draft: Draft, outcome: ReminderOutcome): void {
  const { outbound } = draft.now;
  if (outbound === null || (outbound.outcome !== null && outbound.outcome !== 'reached')) return;
  if (outbound.outcome === outcome) return;
  change(draft, { outcome });
  draft.now.outcome = draft.now.outcome ?? outcome;
  draft.want({ type: 'tell-outcome', outcome });
}

/** They want no more calls. It is said to be so only once it is. */
export function refuseContact(draft: Draft, how: 'voice' | 'key'): void {
  draft.want({ type: 'refuse-contact', how });
}

export function onContactRefused(
  draft: Draft,
  { kept, how }: { kept: boolean; how: 'voice' | 'key' | 'wrong-number' },
): void {
  if (how === 'wrong-number' || draft.now.leaving !== null) return;
  if (!kept)
    draft.want({ type: 'leave-wish', why: 'wants no more calls or messages, and the stop list could not be written' });
  if (draft.now.outbound === null) {
    say(draft, { purpose: 'prompt', text: kept ? outreachPhrases.optedOutGoesOn : outreachPhrases.optOutNoted });
    return;
  }
  goodbye(draft, kept ? outreachPhrases.optedOut : outreachPhrases.optOutNoted, 'opted-out');
}

/** Silence in the opening: the question once more, then goodbye without details. False when it is not the opening's. */
export function onOutboundSilence(draft: Draft): boolean {
  const reminder = draft.now.brief.reminder ?? null;
  if (isOpening(draft)) return true;
  if (draft.now.outbound?.phase !== 'asking' || reminder === null || reminder.calledBack) return false;
  askAgain(draft, reminder);
  return true;
}

/** Another owner begins in the middle of the opening: the safe sentence once more. */
export function resumeOutbound(draft: Draft): boolean {
  if (!isOpening(draft)) return false;
  for (const { generation } of draft.now.replies) draft.dropReply(generation);
  return beginOutbound(draft);
}
