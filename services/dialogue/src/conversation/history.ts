/** The messages a model is shown: what the caller said, what they heard of our answers, tool calls and their results. */

export type Message =
  | { readonly role: 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string | null;
      readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
      /** The reply that spoke these words; the model never sees it. */
      readonly generation?: number;
    }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

/** What a cut-off sentence ends with. */
export const CUT_SHORT = '—';

/** History with the words of one reply, as far as they have been told. */
export function withReplyText(messages: readonly Message[], generation: number, text: string): Message[] {
  const index = messages.findIndex((message) => message.role === 'assistant' && message.generation === generation);
  const message = messages[index];
  if (message === undefined || message.role !== 'assistant') {
    return [...messages, { role: 'assistant', content: text, generation }];
  }
  return messages.with(index, { ...message, content: text });
}

/**
 * History after a reply was cut short: only what was heard of it stays. A reply of which nothing was heard is gone, unless
 * it carries tool calls.
 */
export function withHeardText(messages: readonly Message[], generation: number, heard: string): Message[] {
  const index = messages.findIndex((message) => message.role === 'assistant' && message.generation === generation);
  const message = messages[index];
  if (message === undefined || message.role !== 'assistant') return [...messages];
  const text = heard.trim();
  if (text !== '') return messages.with(index, { ...message, content: `${text}${CUT_SHORT}` });
  if (message.toolCalls === undefined) return messages.toSpliced(index, 1);
  return messages.with(index, { ...message, content: null });
}
