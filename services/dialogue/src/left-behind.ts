/** What a call leaves behind for people and for other services: wishes, messages, consent, refusals, outcomes, turns. */
import { consentRecord, consentRefuse, languageKeep, reminderAnswered, turnTaken, wishLeft } from '@bayline/contracts';
import type { Bus, Clock, Log } from '@bayline/runtime';
import { readPhone } from '@bayline/spoken';
import type { Effect } from './conversation/events.ts';
import { nameOfCaller } from './conversation/known.ts';
import type { Conversation } from './conversation/state.ts';
import { type Prompt, promptVersion } from './prompt.ts';

/** What keeping something needs of the house. */
export interface Keeper {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly modelName: string;
  readonly prompt: Prompt;
}

type Of<Type extends Effect['type']> = Omit<Extract<Effect, { type: Type }>, 'type'>;

/** What the caller wanted is kept in the stream, where the database need not be up, and becomes a call-back task. */
export async function leaveWish(keeper: Keeper, conversation: Conversation, why: string): Promise<void> {
  const { messages } = conversation;
  const words = messages.flatMap((message) => (message.role === 'user' ? [message.content] : []));
  const phone = words.map((text) => readPhone(text)).findLast((reading) => reading.e164 !== null)?.e164 ?? null;
  await leaveMessage(keeper, conversation, { name: nameOfCaller(messages), phone, matter: words.join(' / '), why });
}

/** A message for the shop's people. */
export async function leaveMessage(
  { bus, clock, log }: Keeper,
  { callId, brief }: Conversation,
  { name, phone, matter, why }: Of<'leave-message'>,
): Promise<void> {
  const { shopId } = brief.shop;
  const wish = { shopId, name, phone, wish: matter.slice(0, 2_000), why, at: clock.now().toISOString() };
  await bus.record(wishLeft, callId, wish).catch((error: unknown) => {
    log.error({ callId, error }, 'a wish could not be kept');
  });
}

/** What a reminder came to; nothing in a call that is no reminder. */
export async function tellOutcome(
  { bus, clock, log }: Keeper,
  { callId, brief }: Conversation,
  outcome: Of<'tell-outcome'>['outcome'],
): Promise<void> {
  const reminderId = brief.reminder?.reminderId;
  if (reminderId === undefined) return;
  const told = { reminderId, outcome, at: clock.now().toISOString() };
  await bus.record(reminderAnswered, callId, told).catch((error: unknown) => {
    log.error({ callId, error }, 'nobody could be told what a reminder came to');
  });
}

/** Somebody wants no more calls: true once that is kept. */
export async function refuseContact(
  { bus, log }: Keeper,
  { callId }: Conversation,
  how: Of<'refuse-contact'>['how'],
): Promise<boolean> {
  try {
    const { refused } = await bus.ask(consentRefuse, { callId, how }, { callId });
    return refused;
  } catch (error) {
    log.error({ callId, error }, 'somebody wants no more calls, and it could not be kept');
    return false;
  }
}

/** An answer that is lost is no consent: nobody is called on the strength of it. */
export async function recordConsent(
  { bus, log }: Keeper,
  { callId }: Conversation,
  { wording, answer, words }: Of<'record-consent'>,
): Promise<void> {
  const request = { callId, wording, answer, words: words.slice(0, 500) };
  await bus.ask(consentRecord, request, { callId }).catch((error: unknown) => {
    log.warn({ callId, error }, 'an answer about consent could not be kept');
  });
}

/** One that is lost costs a message in the other language; the person who takes the call hears it anyway. */
export async function keepLanguage(
  { bus, log }: Keeper,
  { callId }: Conversation,
  language: Of<'keep-language'>['language'],
): Promise<void> {
  await bus.ask(languageKeep, { callId, language }, { callId }).catch((error: unknown) => {
    log.warn({ callId, error }, 'a wish for another language could not be kept');
  });
}

/** One turn for the call log. */
export async function logTurn(
  { bus, clock, log, prompt, modelName }: Keeper,
  { callId, epoch, stage, intent, outcome, brief }: Conversation,
  { turn, callerSaid, agentSaid, interrupted, tools }: Of<'log-turn'>,
): Promise<void> {
  const taken = {
    turn,
    epoch,
    state: stage,
    callerSaid,
    agentSaid,
    interrupted,
    tools: [...tools],
    intent,
    outcome,
    promptVersion: promptVersion(prompt, brief),
    model: modelName,
    at: clock.now().toISOString(),
  };
  await bus.record(turnTaken, callId, taken).catch((error: unknown) => {
    log.error({ callId, error }, 'a turn could not be logged');
  });
}
