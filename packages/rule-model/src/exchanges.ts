/** A conversation as exchanges: what the caller said, the tools that were used on it, and what was replied. */
import { type Answer, readAnswer } from './answers.ts';
import { type Message, textOf, withoutMarks } from './messages.ts';

export interface ToolUse {
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Null while it has not been answered. */
  answer: Answer | null;
}

export interface Exchange {
  /** What we had said last when the caller spoke; empty before our first word. */
  readonly before: string;
  /** The caller's words, one entry a message: an interruption or a number in pieces makes several. */
  readonly said: string[];
  readonly uses: ToolUse[];
  /** Words of ours on the way to a tool ("One moment, please."): heard, but not the reply. */
  aside: string | null;
  /** What was replied, without marks, after the last tool; null while the reply is still owed. */
  reply: string | null;
}

/** Folds messages into exchanges, oldest first. The first one has no caller's words when we spoke first. */
export function readExchanges(messages: readonly Message[]): Exchange[] {
  const exchanges: Exchange[] = [opening('')];
  for (const message of messages) {
    const current = exchanges.at(-1);
    if (current === undefined) break;
    const next = take(current, message);
    if (next !== current) exchanges.push(next);
  }
  return exchanges;
}

function opening(before: string): Exchange {
  return { before, said: [], uses: [], aside: null, reply: null };
}

function take(current: Exchange, message: Message): Exchange {
  if (message.role === 'user') return takeCaller(current, textOf(message.content));
  if (message.role === 'assistant') return takeOurs(current, message);
  if (message.role === 'tool') answer(current, message.tool_call_id, textOf(message.content));
  return current;
}

/** Words after a reply or a tool begin a new exchange; words after words belong together. */
function takeCaller(current: Exchange, text: string): Exchange {
  if (text === '') return current;
  if (current.reply === null && current.uses.length === 0) {
    current.said.push(text);
    return current;
  }
  return { ...opening(current.reply ?? current.aside ?? current.before), said: [text] };
}

/** Further words of ours in the same exchange are one reply; those that a tool follows are an aside. */
function takeOurs(current: Exchange, message: Extract<Message, { role: 'assistant' }>): Exchange {
  const text = withoutMarks(textOf(message.content));
  if (text !== '') current.reply = current.reply === null ? text : `${current.reply} ${text}`;
  for (const call of message.tool_calls ?? []) {
    stepAside(current);
    current.uses.push({
      id: String(call.id),
      tool: String(call.function?.name),
      arguments: argumentsOf(call.function?.arguments),
      answer: null,
    });
  }
  return current;
}

function answer(current: Exchange, id: string, content: string): void {
  const use = current.uses.find((candidate) => candidate.id === id && candidate.answer === null);
  if (use === undefined) return;
  use.answer = readAnswer(content);
  stepAside(current);
}

function stepAside(current: Exchange): void {
  if (current.reply === null) return;
  current.aside = current.reply;
  current.reply = null;
}

function argumentsOf(json: unknown): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(json));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {}; // arguments that are no JSON tell nothing
  }
}
