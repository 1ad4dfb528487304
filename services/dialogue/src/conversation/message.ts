/**
 * Taking a message when nobody can be rung: name, number and matter, one question at a time. Asked for by code, so that a call
 * which was promised a person never ends without a task for one.
 */
import { joinPhone, judgeYes, phrases, readName, readServices, sayMessageTaken } from '@bayline/spoken';
import { sayCallBackTime } from './desk.ts';
import type { Draft } from './draft.ts';
import { nameOfCaller } from './known.ts';
import { say } from './speaking.ts';
import type { MessageForm } from './state.ts';
import { abortThinking, askModel } from './thinking.ts';

/** A question that was not answered is asked once more, then left open. */
const MOST_TRIES = 2;
/** The caller would rather do without. */
const DECLINES = /\b(?:never ?mind|forget it|don'?t bother|no message|leave it|i'?ll call (?:back|again))\b/i;
/** A no to these is a no to the message; a no to the number is another number. */
const OPTIONAL: ReadonlySet<MessageForm['asking']> = new Set(['name', 'matter']);
/** Something that can be done here and now. */
const OTHER_WISH =
  /\b(?:book|schedule|appointment|cancel|reschedule|move (?:my|it)|how much|what time|hours|price|open)\b/i;

/** The desk is closed or does not answer: says so, and begins to take a message. */
export function takeMessage(draft: Draft, why: MessageForm['why']): void {
  abortThinking(draft);
  const name = nameOfCaller(draft.now.messages);
  const form: MessageForm = { why, asking: 'name', name, pieces: [], phone: null, matter: null, tries: 0 };
  draft.now.message = form;
  draft.now.leaving = null;
  draft.now.intent = draft.now.intent ?? 'person';
  draft.now.stage = 'INTENT_DETECTION';
  askNext(draft, form, why === 'desk-closed' ? phrases.deskClosed : phrases.deskBusy);
}

/** The caller's words while a message is being taken. */
export function onMessageWords(draft: Draft, form: MessageForm, words: string): void {
  if (DECLINES.test(words) || (OPTIONAL.has(form.asking) && judgeYes(words) === 'no')) return giveUp(draft);
  if (form.asking === 'matter') return askNext(draft, { ...form, matter: words });
  if (isOtherWish(form, words)) return giveUp(draft);
  if (form.asking === 'name') return onName(draft, form, words);
  onPhone(draft, form, words);
}

function isOtherWish(form: MessageForm, words: string): boolean {
  if (form.asking === 'name' && readName(words) !== null) return false;
  return OTHER_WISH.test(words) || readServices(words).length > 0;
}

/** Whoever would rather do something else is served: the model goes on. */
function giveUp(draft: Draft): void {
  draft.now.message = null;
  askModel(draft);
}

function onName(draft: Draft, form: MessageForm, words: string): void {
  const read = readName(words);
  const short = words.trim().split(/\s+/).length <= 3 ? words.trim().replace(/[.!?]+$/, '') : null;
  const name = read === null ? short : [read.first, read.last].filter((part) => part !== null).join(' ');
  if (name === null && form.tries + 1 < MOST_TRIES) return askAgain(draft, form);
  askNext(draft, { ...form, name: name ?? 'the caller' });
}

function onPhone(draft: Draft, form: MessageForm, words: string): void {
  const pieces = [...form.pieces, words];
  const { e164, status } = joinPhone(pieces);
  if (e164 !== null) return askNext(draft, { ...form, phone: e164 });
  if (form.asking === 'this-number' && judgeYes(words) === 'yes')
    return askNext(draft, { ...form, phone: THIS_NUMBER });
  const asking = 'phone';
  if (form.asking === 'this-number' && status === 'none') return ask(draft, { ...form, asking }, QUESTIONS.phone);
  if (form.tries >= MOST_TRIES) return askNext(draft, { ...form, phone: THIS_NUMBER });
  if (status === 'partial') return ask(draft, { ...form, asking, pieces, tries: form.tries + 1 }, phrases.restOfNumber);
  askAgain(draft, { ...form, asking });
}

/** The number the call came from, as crm-tools knows it. */
const THIS_NUMBER = 'this';

function askAgain(draft: Draft, form: MessageForm): void {
  ask(draft, { ...form, tries: form.tries + 1 }, phrases.sayAgain);
}

function askNext(draft: Draft, known: MessageForm, before = ''): void {
  const form = { ...known, tries: 0 };
  const asking = nextQuestion(form, draft.now.brief.caller.numberShown);
  if (asking === null) return finish(draft, form);
  ask(draft, { ...form, asking }, `${before} ${QUESTIONS[asking]}`.trim());
}

function nextQuestion(form: MessageForm, numberShown: boolean): MessageForm['asking'] | null {
  if (form.name === null) return 'name';
  if (form.phone === null) return numberShown ? 'this-number' : 'phone';
  return form.matter === null ? 'matter' : null;
}

const QUESTIONS = {
  name: phrases.messageName,
  'this-number': phrases.messageThisNumber,
  phone: phrases.messagePhone,
  matter: phrases.messageMatter,
} as const;

function ask(draft: Draft, form: MessageForm, text: string): void {
  draft.now.message = form;
  say(draft, { purpose: 'prompt', text });
  draft.want({ type: 'save', first: false });
}

function finish(draft: Draft, form: MessageForm): void {
  draft.now.message = null;
  draft.now.outcome =
    draft.now.outcome === 'transferred' || draft.now.outcome === null ? 'message-taken' : draft.now.outcome;
  draft.want({ type: 'leave-message', ...messageOf(form) }, { type: 'save', first: false });
  const when = sayCallBackTime(draft.now.brief.shop, draft.wallTime());
  say(draft, { purpose: 'prompt', text: `${sayMessageTaken(form.name, when)} ${phrases.anythingElse}` });
}

/** What a person must know; of a message that was cut off, what there was of it. */
export function messageOf(form: MessageForm): {
  name: string | null;
  phone: string | null;
  matter: string;
  why: string;
} {
  return {
    name: form.name,
    phone: form.phone === THIS_NUMBER ? null : form.phone,
    matter: form.matter ?? 'The caller wanted to speak with a person',
    why: form.why === 'desk-closed' ? 'the desk was closed' : 'nobody answered at the desk',
  };
}
