/** The shapes of a chat completions request as far as a model reads them, and their text. */

/** Message content: plain text, or parts of which only the text ones are read. */
export type Content = string | readonly { readonly type: string; readonly text?: string }[];

export interface ToolCall {
  readonly id: string;
  readonly type?: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export type Message =
  | { readonly role: 'system' | 'developer'; readonly content: Content }
  | { readonly role: 'user'; readonly content: Content }
  | {
      readonly role: 'assistant';
      readonly content?: Content | null;
      readonly tool_calls?: readonly ToolCall[];
    }
  | { readonly role: 'tool'; readonly content: Content; readonly tool_call_id: string };

/** A function the model may call. `parameters` is its JSON Schema. */
export interface ToolDefinition {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description?: string;
    readonly parameters?: Record<string, unknown>;
    readonly strict?: boolean | null;
  };
}

/** The words of a message, parts joined by a space; empty when it has none. */
export function textOf(content: Content | null | undefined): string {
  if (typeof content === 'string') return content.trim();
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { text?: unknown } | null) => (typeof part?.text === 'string' ? part.text : ''))
    .join(' ')
    .trim();
}

/** The marks with which a reply asks for a hand-over or the end of the call. */
export const TRANSFER_MARK = '[transfer]';
export const HANG_UP_MARK = '[hangup]';

/** A reply without its marks, as it was heard. */
export function withoutMarks(text: string): string {
  return text.replace(/\s*\[(?:transfer|hangup)\]\s*/g, ' ').trim();
}
