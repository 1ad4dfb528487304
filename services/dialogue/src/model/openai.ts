/** OpenAI chat completions, streamed, by the vendor's SDK. */
import { modelFunctions } from '@bayline/contracts';
import { type Guard, type GuardMaker, ProviderError } from '@bayline/runtime';
import OpenAI from 'openai';
import { Agent, fetch } from 'undici';
import type { ToolCall } from '../conversation/state.ts';
import type { Model, ModelPart, ModelRequest } from './model.ts';
import { wireMessages } from './wire.ts';

export interface OpenAiSettings {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** Null for models that take no temperature. */
  readonly temperature: number | null;
  readonly reasoningNone: boolean;
  readonly mostTokens: number;
  readonly firstTokenMs: number;
  readonly stallMs: number;
}

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk;

/**
 * Connections stay open between the turns of a call and between calls: Node's own fetch closes them after four seconds, and a
 * handshake would be on every turn's path.
 */
const KEPT_OPEN_MS = 120_000;
/** A connection that was used within this time is there. */
const WARM_FOR_MS = 30_000;

export function createOpenAi(settings: OpenAiSettings, guard: GuardMaker): Model {
  const client = new OpenAI({
    apiKey: settings.apiKey,
    ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
    // Retrying costs a caller's patience: the rules answer instead.
    maxRetries: 0,
    timeout: settings.firstTokenMs,
    // The SDK's types are those of Node's own fetch; this is the same function, whose connections we may keep.
    fetch: fetch as unknown as typeof globalThis.fetch,
    fetchOptions: { dispatcher: new Agent({ keepAliveTimeout: KEPT_OPEN_MS, keepAliveMaxTimeout: KEPT_OPEN_MS }) },
  });
  let usedAt = Number.NEGATIVE_INFINITY;
  const beginning = guard({ provider: 'openai', operation: 'chat', deadlineMs: settings.firstTokenMs });
  return {
    name: settings.model,
    stream: (request, signal) => {
      usedAt = performance.now();
      return stream(client, settings, beginning, request, signal);
    },
    warm: async () => {
      if (performance.now() - usedAt < WARM_FOR_MS) return;
      usedAt = performance.now();
      // Nothing depends on it: a model that cannot be reached is noticed, and spoken for, when it is asked.
      await client.models.retrieve(settings.model).catch(() => {});
    },
  };
}

async function* stream(
  client: OpenAI,
  settings: OpenAiSettings,
  beginning: Guard,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<ModelPart> {
  const abort = new AbortController();
  const onAbort = (): void => abort.abort();
  let whole = false;
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    // The SDK's own timeout ends at the headers: the guard's deadline covers the first token as well.
    const { first, rest } = await beginning.run(async (deadline) => {
      deadline.addEventListener('abort', onAbort, { once: true });
      return begin(client, settings, request, abort.signal);
    });
    yield* parts(first, rest, settings.stallMs, abort, signal);
    whole = true;
  } catch (error) {
    throw asProviderError(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (!whole) abort.abort();
  }
}

async function begin(
  client: OpenAI,
  settings: OpenAiSettings,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<{ first: IteratorResult<Chunk>; rest: AsyncIterator<Chunk> }> {
  try {
    const chunks = await client.chat.completions.create(body(settings, request), { signal });
    const rest = chunks[Symbol.asyncIterator]();
    return { first: await firstWithContent(rest), rest };
  } catch (error) {
    throw asProviderError(error);
  }
}

/** The role chunk says nothing yet: the first token is what counts. */
async function firstWithContent(chunks: AsyncIterator<Chunk>): Promise<IteratorResult<Chunk>> {
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return next;
    const choice = next.value.choices[0];
    if (choice?.delta.content || choice?.delta.tool_calls || choice?.finish_reason) return next;
  }
}

function body(
  settings: OpenAiSettings,
  request: ModelRequest,
): OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming {
  return {
    model: settings.model,
    stream: true,
    stream_options: { include_usage: true },
    messages: wireMessages(request),
    tools: modelFunctions.map((tool) => ({ ...tool, function: { ...tool.function } })),
    parallel_tool_calls: false,
    max_completion_tokens: settings.mostTokens,
    prompt_cache_key: request.cacheKey,
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.reasoningNone ? { reasoning_effort: 'none' as const } : {}),
  };
}

async function* parts(
  first: IteratorResult<Chunk>,
  rest: AsyncIterator<Chunk>,
  stallMs: number,
  abort: AbortController,
  caller: AbortSignal,
): AsyncIterable<ModelPart> {
  const calls = new Map<number, { id: string; name: string; arguments: string }>();
  let finished: string | null = null;
  for (let next = first; next.done !== true; next = await within(rest.next(), stallMs, abort)) {
    const choice = next.value.choices[0];
    if (choice === undefined) continue;
    if (choice.delta.content) yield { type: 'text', text: choice.delta.content };
    for (const delta of choice.delta.tool_calls ?? []) {
      const call = calls.get(delta.index) ?? { id: '', name: '', arguments: '' };
      calls.set(delta.index, {
        id: call.id || (delta.id ?? ''),
        name: call.name || (delta.function?.name ?? ''),
        arguments: call.arguments + (delta.function?.arguments ?? ''),
      });
    }
    finished = choice.finish_reason ?? finished;
    if (finished !== null) break;
  }
  // An aborted stream ends without an exception; so does one whose server went away after a clean chunk.
  if (caller.aborted) throw new ProviderError('openai', 'aborted', { retryable: false });
  if (finished === null) throw new ProviderError('openai', 'cut-off', { retryable: true });
  if (finished === 'length' && calls.size > 0) throw new ProviderError('openai', 'cut-off', { retryable: true });
  void readToEnd(rest, abort);
  if (calls.size > 0) yield { type: 'tool-calls', calls: inOrder(calls) };
}

/** What follows the last word comes at once, or the connection is given up. */
const REST_MS = 1_000;

/** Reads what follows the last word: a connection that is cut before its end cannot be used again. */
async function readToEnd(rest: AsyncIterator<Chunk>, abort: AbortController): Promise<void> {
  const timer = setTimeout(() => abort.abort(), REST_MS);
  try {
    while ((await rest.next()).done !== true);
  } catch {
    // Everything that matters was said.
  } finally {
    clearTimeout(timer);
  }
}

function inOrder(calls: ReadonlyMap<number, ToolCall>): ToolCall[] {
  return [...calls].sort(([a], [b]) => a - b).map(([, call]) => call);
}

/** The next chunk, or a failure when the stream stalls. */
async function within<T>(next: Promise<T>, ms: number, abort: AbortController): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ProviderError('openai', 'stalled', { retryable: true }));
      abort.abort();
    }, ms);
  });
  try {
    return await Promise.race([next, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof OpenAI.APIUserAbortError)
    return new ProviderError('openai', 'aborted', { retryable: false, cause: error });
  if (error instanceof OpenAI.APIConnectionTimeoutError)
    return new ProviderError('openai', 'deadline', { retryable: true, cause: error });
  if (error instanceof OpenAI.APIConnectionError)
    return new ProviderError('openai', 'unreachable', { retryable: true, cause: error });
  if (error instanceof OpenAI.APIError) {
    const status = typeof error.status === 'number' ? error.status : 0;
    const retryable = status === 0 || status === 408 || status === 409 || status === 429 || status >= 500;
    return new ProviderError('openai', status === 429 ? 'rate-limit' : `status-${status}`, { retryable, cause: error });
  }
  return new ProviderError('openai', 'failed', { retryable: true, cause: error });
}
