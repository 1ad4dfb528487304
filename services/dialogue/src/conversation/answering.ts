/** What the caller is answering: the question that stands, and the pieces of its answer that earlier turns gave. */
import { phrases } from '@bayline/spoken';
import { type Asked, askedFor } from './asked.ts';
import { fillingOf } from './fields.ts';
import type { Message } from './history.ts';

export interface Standing {
  readonly asked: Asked;
  /** Earlier turns that began to answer it, oldest first: a number given in pieces. */
  readonly pieces: readonly string[];
  /** What the caller has said in the whole call, for a name that is spelled after it was said. */
  readonly said: readonly string[];
}

/** Words of ours that leave the question before them standing. */
const ASIDES: ReadonlySet<string> = new Set([
  phrases.stillThere,
  phrases.sayAgain,
  phrases.noWords,
  phrases.takeYourTime,
  phrases.stillWaiting,
  phrases.backAgain,
]);

type Talk = Extract<Message, { role: 'user' | 'assistant' }> & { readonly content: string };

export function standingQuestion(messages: readonly Message[]): Standing {
  const talk = messages.filter((message): message is Talk => isTalk(message));
  const asked = askedFor(talk.findLast((message) => message.role === 'assistant')?.content ?? '');
  const pieces = piecesOf(asked, talk);
  return {
    asked,
    // A number that is complete was wrong, or we would not ask for it again.
    pieces: fillingOf(asked, pieces) === 'open' ? pieces : [],
    said: talk.flatMap((message) => (message.role === 'user' ? [message.content] : [])),
  };
}

/** Our last question as it was put, to be put again after an aside; null when none stands. */
export function standingText(messages: readonly Message[]): string | null {
  const last = messages
    .filter((message): message is Talk => isTalk(message))
    .findLast(({ role }) => role === 'assistant');
  return (
    last?.content
      .match(/[^.!?]+\?/g)
      ?.at(-1)
      ?.trim() ?? null
  );
}

function isTalk(message: Message): boolean {
  if (message.role === 'tool' || message.content === null) return false;
  return message.role === 'user' || !ASIDES.has(message.content);
}

/** Answers to the same question since it was first asked in a row. */
function piecesOf(asked: Asked, talk: readonly Talk[]): readonly string[] {
  let pieces: readonly string[] = [];
  let answers: readonly string[] = [];
  for (const { role, content } of talk.toReversed()) {
    if (role === 'user') answers = [content, ...answers];
    else if (askedFor(content) !== asked) break;
    else [pieces, answers] = [[...answers, ...pieces], []];
  }
  return pieces;
}
