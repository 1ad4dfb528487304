/**
 * Guessing the request a turn will make, before the caller's turn is known to be over. The conversation itself is asked: what
 * would it do if these words were all? Nothing of that is carried out. Pure.
 */
import { step } from '../conversation/conversation.ts';
import type { Message } from '../conversation/history.ts';
import type { Manners } from '../conversation/manners.ts';
import type { Conversation } from '../conversation/state.ts';

export interface Heard {
  readonly epoch: number;
  readonly text: string;
  readonly endMs: number;
}

/**
 * The messages the model would be shown if the caller were done after `heard`; null when the words do not read whole, or when
 * they would not lead to the model (a yes to a read-back commits, a tool is at work, nothing was understood).
 */
export function afterWords(conversation: Conversation, heard: Heard, at: number, manners: Manners): Guess | null {
  const patience = { ...manners.patience, finishedMs: 0 };
  return guess(
    conversation,
    step(conversation, { type: 'final', ...heard, speechFinal: true, at }, { ...manners, patience }),
  );
}

/** The same for words that are final, when only their pause is waited out. */
export function afterPause(conversation: Conversation, at: number, manners: Manners): Guess | null {
  if (conversation.listening.words === '' || conversation.listening.partial !== '') return null;
  return guess(conversation, step(conversation, { type: 'timer', name: 'end-of-turn', at }, manners));
}

export interface Guess {
  /** The number the turn would have. */
  readonly turn: number;
  /** The caller's words in it. */
  readonly words: string;
  readonly messages: readonly Message[];
}

function guess(before: Conversation, { conversation, effects }: ReturnType<typeof step>): Guess | null {
  const asked = effects.some((effect) => effect.type === 'ask-model' && effect.note === null);
  const { turn, callerSaid } = conversation.turn;
  if (!asked || turn === before.turn.turn || callerSaid === null) return null;
  return { turn, words: callerSaid, messages: conversation.messages };
}

/** Whether two texts are the same words: capitals, punctuation and spacing are the recogniser's, and may still change. */
export function sameWords(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

function normalised(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}

/** Whether a request for these messages may be answered by one for those: everything equal, the caller's last words but for their dress. */
export function sameRequest(guessed: readonly Message[], made: readonly Message[]): boolean {
  if (guessed.length !== made.length) return false;
  return made.every((message, index) => {
    const other = guessed[index];
    if (other === message) return true;
    const last = index === made.length - 1;
    if (last && message.role === 'user' && other?.role === 'user') return sameWords(message.content, other.content);
    return JSON.stringify(message) === JSON.stringify(other);
  });
}
