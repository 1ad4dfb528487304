/** A model's reply as chat completions put it on the wire: in one piece, or as the deltas of a stream. */
import { randomBytes } from 'node:crypto';
import type { Random } from '../random.ts';
import type { ChatRequest } from './chat-request.ts';
import { countTokens, fragmentsOf, tokensOf } from './tokens.ts';

/** What a model says. */
export interface Reply {
  readonly text: string | null;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
}

export type FinishReason = 'stop' | 'tool_calls' | 'length';

/** One step of a stream: a delta, and the tokens that have been made when it is sent. */
export interface Step {
  readonly delta: Record<string, unknown>;
  readonly tokens: number;
}

/** A reply planned out: what is sent when, and how it ends. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly finishReason: FinishReason;
  readonly tokens: number;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details: Record<string, number>;
  readonly completion_tokens_details: Record<string, number>;
}

/** What every object of one completion repeats. */
export interface Head {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly service_tier: string;
  readonly system_fingerprint: string;
}

/** The deltas of a reply: the text token by token, then the calls, their arguments cut anywhere. */
export function planOf(reply: Reply, mostTokens: number, random: Random): Plan {
  const deltas = [...textDeltas(reply), ...reply.toolCalls.flatMap((call, index) => callDeltas(call, index, random))];
  let tokens = 0;
  const steps = deltas.map(({ delta, size }) => {
    tokens += size;
    return { delta, tokens: Math.ceil(tokens) };
  });
  const kept = steps.filter((step) => step.tokens <= mostTokens);
  const whole = kept.length === steps.length;
  const finished = reply.toolCalls.length > 0 ? 'tool_calls' : 'stop';
  return {
    steps: [
      { delta: { role: 'assistant', content: reply.text === null ? null : '', refusal: null }, tokens: 0 },
      ...kept,
    ],
    finishReason: whole ? finished : 'length',
    tokens: kept.at(-1)?.tokens ?? 0,
  };
}

interface Sized {
  readonly delta: Record<string, unknown>;
  /** In tokens, also fractions of one. */
  readonly size: number;
}

function textDeltas(reply: Reply): Sized[] {
  return tokensOf(reply.text ?? '').map((content) => ({ delta: { content }, size: 1 }));
}

function callDeltas(call: Reply['toolCalls'][number], index: number, random: Random): Sized[] {
  const opening = { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } };
  return [
    { delta: { tool_calls: [opening] }, size: countTokens(call.name) },
    ...fragmentsOf(call.arguments, random).map((fragment) => ({
      delta: { tool_calls: [{ index, function: { arguments: fragment } }] },
      size: fragment.length / 4,
    })),
  ];
}

/** The beginning of a completion's objects, with a fresh id. */
export function headOf(model: string, asked: ChatRequest, now: Date): Head {
  const tier = asked.service_tier ?? 'auto';
  return {
    id: `chatcmpl-${randomBytes(15).toString('base64url')}`,
    created: Math.floor(now.getTime() / 1_000),
    model,
    service_tier: tier === 'auto' ? 'default' : tier,
    system_fingerprint: 'fp_simulated',
  };
}

/** One chunk of a stream, without its padding. */
export function chunk(head: Head, delta: Record<string, unknown>, finishReason: FinishReason | null): object {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
  return { ...head, object: 'chat.completion.chunk', choices };
}

/** The chunk with the usage, whose list of choices is empty. */
export function usageChunk(head: Head, usage: Usage): object {
  return { ...head, object: 'chat.completion.chunk', choices: [], usage };
}

/** The whole completion, for who does not stream. */
export function completion(head: Head, reply: Reply, plan: Plan, usage: Usage): object {
  const message = { role: 'assistant', ...assembled(plan, reply), refusal: null, annotations: [] };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: plan.finishReason }];
  return { ...head, object: 'chat.completion', choices, usage };
}

/** What the steps say together: the reply, or as much of it as the most tokens allow. */
function assembled(plan: Plan, reply: Reply): Record<string, unknown> {
  const text = plan.steps.map(({ delta }) => (typeof delta.content === 'string' ? delta.content : '')).join('');
  const content = reply.text === null ? null : text;
  if (plan.finishReason !== 'tool_calls') return { content };
  const tool_calls = reply.toolCalls.map(({ id, name, arguments: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: given },
  }));
  return { content, tool_calls };
}

export function usageOf(promptTokens: number, cachedTokens: number, completionTokens: number): Usage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0, cache_write_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
