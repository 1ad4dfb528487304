/** A language model as the conversation uses one: messages in, a stream of words and tool calls out. */
import type { Message } from '../conversation/history.ts';
import type { ToolCall } from '../conversation/state.ts';

export interface ModelRequest {
  /** The static instructions first: providers cache by prefix. */
  readonly system: readonly string[];
  readonly messages: readonly Message[];
  /** A correction to be read last. */
  readonly note: string | null;
  /** Stable per shop and prompt version; routes requests with the same prefix to the same cache. */
  readonly cacheKey: string;
}

export type ModelPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool-calls'; readonly calls: readonly ToolCall[] };

export interface Model {
  readonly name: string;
  /** @throws ProviderError, also when the stream ends before the model said that it is done. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
  /** Opens a connection for the next request, when none has been used lately. Never rejects. */
  warm?(): Promise<void>;
}
