/** Messages as chat completions write them. */
import type { Message } from '../conversation/history.ts';
import type { ModelRequest } from './model.ts';

export type WireMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string }
  | {
      role: 'assistant';
      content: string | null;
      tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
    }
  | { role: 'tool'; tool_call_id: string; content: string };

/** The whole request's messages: instructions, facts of the call, history, correction. */
export function wireMessages(request: ModelRequest): WireMessage[] {
  const system = request.system.map((content): WireMessage => ({ role: 'system', content }));
  const note: WireMessage[] = request.note === null ? [] : [{ role: 'system', content: request.note }];
  return [...system, ...request.messages.map(wireMessage), ...note];
}

function wireMessage(message: Message): WireMessage {
  if (message.role === 'user') return { role: 'user', content: message.content };
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  const { content, toolCalls } = message;
  if (toolCalls === undefined || toolCalls.length === 0) return { role: 'assistant', content: content ?? '' };
  return {
    role: 'assistant',
    content,
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}
