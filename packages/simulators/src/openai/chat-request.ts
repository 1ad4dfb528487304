/** A chat completions request, checked as strictly as OpenAI checks it. */
import { z } from 'zod';
import { invalidRequest, unknownModel } from './api-error.ts';
import { checkQuirks, modelNamed, type Quirks } from './models.ts';

const content = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().exactOptional() }))]);

const toolCall = z.looseObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

const message = z.discriminatedUnion('role', [
  z.looseObject({ role: z.enum(['system', 'developer']), content }),
  z.looseObject({ role: z.literal('user'), content }),
  z.looseObject({
    role: z.literal('assistant'),
    content: content.nullable().exactOptional(),
    tool_calls: z.array(toolCall).min(1).exactOptional(),
  }),
  z.looseObject({ role: z.literal('tool'), content, tool_call_id: z.string() }),
]);

const tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    description: z.string().exactOptional(),
    strict: z.boolean().nullable().exactOptional(),
    parameters: z.record(z.string(), z.unknown()).exactOptional(),
  }),
});

const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.looseObject({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
]);

const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z
    .looseObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  tools: z.array(tool).min(1).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  n: z.literal(1).nullish(),
  seed: z.number().int().nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']).nullish(),
  prompt_cache_key: z.string().nullish(),
});

export type ChatRequest = z.output<typeof chatRequest>;
type Message = z.output<typeof message>;
type Tool = z.output<typeof tool>;

/**
 * Checks the body of a request.
 * @throws ApiError as OpenAI would answer it.
 */
export function readChatRequest(body: unknown): { asked: ChatRequest; quirks: Quirks } {
  const read = chatRequest.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined ? '' : pathText(issue.path);
    throw invalidRequest(`Invalid value for '${where}': ${issue?.message ?? 'invalid'}.`, where);
  }
  const asked = read.data;
  const quirks = modelNamed(asked.model);
  if (quirks === undefined) throw unknownModel(asked.model);
  checkQuirks(asked, quirks);
  checkToolParameters(asked);
  checkToolResults(asked.messages);
  for (const { function: definition } of asked.tools ?? []) checkStrictSchema(definition);
  return { asked, quirks };
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

function checkToolParameters(asked: ChatRequest): void {
  const tools = asked.tools ?? [];
  if (asked.stream_options != null && asked.stream !== true) {
    throw invalidRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  for (const parameter of ['tool_choice', 'parallel_tool_calls'] as const) {
    if (asked[parameter] != null && tools.length === 0) {
      throw invalidRequest(`'${parameter}' is only allowed when 'tools' are specified.`, parameter);
    }
  }
  const choice = asked.tool_choice;
  if (
    typeof choice === 'object' &&
    choice !== null &&
    !tools.some((one) => one.function.name === choice.function.name)
  ) {
    throw invalidRequest(`Tool choice '${choice.function.name}' not found in 'tools' parameter.`, 'tool_choice');
  }
}

/** Every call of the model is answered by a tool message, at once and before anything else is said. */
function checkToolResults(messages: readonly Message[]): void {
  let open = new Set<string>();
  messages.forEach((said, index) => {
    if (said.role === 'tool') {
      if (!open.delete(said.tool_call_id)) {
        throw invalidRequest(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `messages.[${index}].role`,
        );
      }
      return;
    }
    refuseUnanswered(open, index);
    open = new Set(said.role === 'assistant' ? (said.tool_calls ?? []).map((call) => call.id) : []);
  });
  refuseUnanswered(open, messages.length);
}

function refuseUnanswered(open: ReadonlySet<string>, index: number): void {
  if (open.size === 0) return;
  throw invalidRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    `messages.[${index}].role`,
  );
}

/** Strict functions: every object closed, every key required. */
function checkStrictSchema({ name, strict, parameters }: Tool['function']): void {
  if (strict !== true) return;
  const problem = strictProblem(parameters ?? {}, []);
  if (problem === undefined) return;
  throw invalidRequest(
    `Invalid schema for function '${name}': ${problem}`,
    'tools[0].function.parameters',
    'invalid_function_parameters',
  );
}

function strictProblem(schema: unknown, path: readonly string[]): string | undefined {
  if (Array.isArray(schema))
    return firstProblem(
      schema.map((inner, index) => [String(index), inner]),
      path,
    );
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  const context = `In context=(${path.map((step) => `'${step}'`).join(', ')})`;
  if (type === 'object') {
    if (additionalProperties !== false) {
      return `${context}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const keys = Object.keys(properties ?? {});
    const missing = keys.find((key) => !(Array.isArray(required) && required.includes(key)));
    if (missing !== undefined) {
      return `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
    }
  }
  return firstProblem(Object.entries(schema), path);
}

function firstProblem(entries: readonly (readonly [string, unknown])[], path: readonly string[]): string | undefined {
  for (const [step, inner] of entries) {
    const problem = strictProblem(inner, [...path, step]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
