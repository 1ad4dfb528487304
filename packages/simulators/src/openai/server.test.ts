import OpenAI from 'openai';
import { type Laboratory, openLaboratory } from '../lab.ts';
import type { Reply } from './completion.ts';
import { OpenaiServer } from './server.ts';
import { type OpenaiSettings, openaiSettings } from './settings.ts';

type Chunk = OpenAI.ChatCompletionChunk;
type Params = OpenAI.ChatCompletionCreateParamsNonStreaming;

const hello = [{ role: 'user' as const, content: 'Hello there' }];
const parameters = {
  type: 'object',
  properties: { day: { type: ['string', 'null'] } },
  required: ['day'],
  additionalProperties: false,
};
const tools = ['check_slots', 'decode_vin'].map((name) => ({
  type: 'function' as const,
  function: { name, strict: true, parameters },
}));
const sentence = "Sure, I'm looking at Tuesday at 10 for you.";
const calls = [
  { id: 'call_a', name: 'check_slots', arguments: '{"day":"2026-11-05 — “later”"}' },
  { id: 'call_b', name: 'decode_vin', arguments: '{"day":null}' },
];

let laboratory: Laboratory<OpenaiSettings>;
let server: OpenaiServer;
let url: string;
let openai: OpenAI;
let reply: Reply;

beforeEach(async () => {
  reply = { text: sentence, toolCalls: [] };
  const given = { headersMs: 0, firstTokenMs: 0, tokensPerSecond: 100_000 };
  laboratory = openLaboratory({ schema: openaiSettings, given, state: () => server.state });
  server = new OpenaiServer(laboratory, () => reply);
  ({ url } = await laboratory.listen(0));
  openai = new OpenAI({ apiKey: 'simulated-openai-key', baseURL: `${url}/v1`, maxRetries: 0 });
});
afterEach(() => laboratory.close());

function settings(change: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/lab/settings`, { method: 'PUT', headers, body: JSON.stringify(change) });
}

function next(...faults: object[]): Promise<Response> {
  return settings({ faults: { next: faults } });
}

/** Asks for something the SDK's types may not allow. */
function ask(params: object): Promise<OpenAI.ChatCompletion> {
  return openai.chat.completions.create({ model: 'gpt-4o', messages: hello, ...params } as Params);
}

async function stream(params: object = {}): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const opened = await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true, ...params });
  for await (const chunk of opened) chunks.push(chunk);
  return chunks;
}

function textOf(chunks: readonly Chunk[]): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
}

async function refused(request: Promise<unknown>): Promise<object> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) throw error;
    const { status, code, type, param } = error;
    return { status, code, type, param };
  }
  throw new Error('it was not refused');
}

describe('a stream', () => {
  it('opens with the role, says the text token by token, and ends with its reason', async () => {
    const chunks = await stream();
    expect(chunks[0]).toMatchObject({
      object: 'chat.completion.chunk',
      model: 'gpt-4o-2024-08-06',
      choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
    });
    expect(chunks.length).toBeGreaterThan(10);
    expect(textOf(chunks)).toBe(sentence);
    expect(chunks.at(-1)).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  });

  it('sends tool calls one after another, id and name once, arguments in pieces', async () => {
    reply = { text: null, toolCalls: calls };
    const chunks = await stream({ tools });
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: null, refusal: null });
    const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    calls.forEach((call, index) => {
      const own = deltas.filter((delta) => delta.index === index);
      expect(own[0]).toEqual({ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } });
      expect(own.slice(1).every((delta) => delta.id === undefined && delta.function?.name === undefined)).toBe(true);
      expect(own.map((delta) => delta.function?.arguments ?? '').join('')).toBe(call.arguments);
      expect(own.length).toBeGreaterThan(2);
    });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('may say something before it calls', async () => {
    reply = { text: 'One moment.', toolCalls: calls };
    const chunks = await stream({ tools });
    expect(textOf(chunks)).toBe('One moment.');
    const kinds = chunks.map((chunk) => (chunk.choices[0]?.delta.tool_calls === undefined ? 'text' : 'call'));
    expect(kinds.lastIndexOf('text')).toBe(kinds.length - 1);
    expect(kinds.slice(0, -1).indexOf('call')).toBeGreaterThan(kinds.slice(0, -1).lastIndexOf('text'));
  });

  it('is put together by the SDK as it was meant', async () => {
    reply = { text: 'One moment.', toolCalls: calls };
    const final = await openai.chat.completions
      .stream({ model: 'gpt-4o', messages: hello, tools })
      .finalChatCompletion();
    const { message, finish_reason } = final.choices[0] ?? {};
    expect([message?.content, finish_reason]).toEqual(['One moment.', 'tool_calls']);
    const said = message?.tool_calls?.map((call) => (call.type === 'function' ? call.function.arguments : ''));
    expect(said).toEqual(calls.map((call) => call.arguments));
  });

  it('tells its usage in a chunk without choices, when asked', async () => {
    const chunks = await stream({ stream_options: { include_usage: true } });
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: 13, prompt_tokens_details: { cached_tokens: 0 } },
    });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect((await stream()).every((chunk) => chunk.choices.length === 1 && chunk.usage === undefined)).toBe(true);
  });

  it('hides the size of its chunks, unless told not to', async () => {
    expect((await stream()).every((chunk) => 'obfuscation' in chunk)).toBe(true);
    const bare = await stream({ stream_options: { include_obfuscation: false } });
    expect(bare.every((chunk) => !('obfuscation' in chunk))).toBe(true);
  });

  it('may join the role to the first delta', async () => {
    await settings({ roleChunk: 'joined' });
    const [first] = await stream();
    expect(first?.choices[0]?.delta).toEqual({ role: 'assistant', content: 'Sure', refusal: null });
  });

  it('stops at the most tokens it may make', async () => {
    const chunks = await stream({ max_completion_tokens: 3 });
    expect(textOf(chunks)).toBe('Sure, I');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length');
  });

  it('is written as server-sent events and ends with [DONE]', async () => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer simulated-openai-key', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o', messages: hello, stream: true }),
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('9999');
    const events = (await response.text()).split('\n\n');
    expect(events.slice(-2)).toEqual(['data: [DONE]', '']);
    expect(events.slice(0, -1).every((event) => event.startsWith('data: '))).toBe(true);
  });

  it('is paced: a first token, then so many a second', async () => {
    await settings({ firstTokenMs: 120, tokensPerSecond: 100 });
    const startedAt = performance.now();
    const times: number[] = [];
    const opened = await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true });
    for await (const _ of opened) times.push(performance.now() - startedAt);
    // Only lower bounds: a busy machine may always be later. 12 tokens after the first one are 120 ms.
    expect(times[0]).toBeGreaterThanOrEqual(119);
    expect(times.at(-1)).toBeGreaterThanOrEqual(119 + 120);
  });

  it('notices that the client left', async () => {
    await settings({ tokensPerSecond: 1 });
    const opened = await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true });
    for await (const _ of opened) break;
    while (server.state.inFlight > 0) await new Promise(setImmediate);
    expect(server.state).toMatchObject({ requests: 1, aborted: 1, inFlight: 0 });
    expect(server.state.completionTokens).toBeLessThan(13);
  });
});

describe('an answer in one piece', () => {
  it('holds the message, its calls and the usage', async () => {
    reply = { text: null, toolCalls: calls };
    const answer = await ask({ tools, service_tier: 'priority' });
    expect(answer).toMatchObject({
      object: 'chat.completion',
      service_tier: 'priority',
      choices: [{ finish_reason: 'tool_calls', message: { role: 'assistant', content: null } }],
      usage: { total_tokens: expect.any(Number) },
    });
    expect(answer.choices[0]?.message.tool_calls).toHaveLength(2);
  });

  it('makes one call when calls may not be parallel, and none when it must not', async () => {
    reply = { text: null, toolCalls: calls };
    const one = await ask({ tools, parallel_tool_calls: false });
    expect(one.choices[0]?.message.tool_calls).toHaveLength(1);
    const none = await ask({ tools, tool_choice: 'none' });
    expect(none.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: '' } });
  });

  it('stops at the most tokens it may make', async () => {
    expect((await ask({ max_tokens: 1 })).choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: 'Sure' },
    });
  });
});

describe('the prompt cache', () => {
  it('counts the beginning that was sent before under the same key', async () => {
    const system = { role: 'system', content: 'You are a receptionist. '.repeat(300) };
    const cached = async (message: string, prompt_cache_key = 'shop') => {
      const { usage } = await ask({ messages: [system, { role: 'user', content: message }], prompt_cache_key });
      return usage?.prompt_tokens_details?.cached_tokens;
    };
    expect(await cached('Hello')).toBe(0);
    expect(await cached('Good morning')).toBe(1_792);
    expect(await cached('Hello', 'another shop')).toBe(0);
    expect(await cached('Hi')).toBe(1_792);
  });
});

describe('a wrong request', () => {
  const called = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'call_a', type: 'function', function: { name: 'check_slots', arguments: '{}' } }],
  };
  const result = { role: 'tool', tool_call_id: 'call_a', content: '{}' };
  const open = { ...parameters, additionalProperties: true };

  it.each([
    ['without messages', { messages: [] }, 'messages'],
    ['with an unknown role', { messages: [{ role: 'robot', content: '' }] }, 'messages[0].role'],
    ['with a call that has no result', { messages: [...hello, called, ...hello] }, 'messages.[2].role'],
    ['that ends with a call', { messages: [...hello, called] }, 'messages.[2].role'],
    ['with a result of no call', { messages: [...hello, result] }, 'messages.[1].role'],
    ['with a result twice', { messages: [called, result, result] }, 'messages.[2].role'],
    [
      'with a function name with a space',
      { tools: [{ type: 'function', function: { name: 'a b' } }] },
      'tools[0].function.name',
    ],
    [
      'with a choice that is no tool',
      { tools, tool_choice: { type: 'function', function: { name: 'x' } } },
      'tool_choice',
    ],
    ['with a choice and no tools', { tool_choice: 'auto' }, 'tool_choice'],
    ['with parallel calls and no tools', { parallel_tool_calls: false }, 'parallel_tool_calls'],
    ['with stream options and no stream', { stream_options: { include_usage: true } }, 'stream_options'],
    ['with a reasoning effort for a model that has none', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['with tools and an effort', { model: 'gpt-5.4', tools, reasoning_effort: 'low' }, 'reasoning_effort'],
    ['with tools and no word of effort', { model: 'gpt-5.6-sol', tools }, 'reasoning_effort'],
    ['with minimal effort', { model: 'gpt-5.6-sol', reasoning_effort: 'minimal' }, 'reasoning_effort'],
    ['with a temperature', { model: 'gpt-5.6-sol', temperature: 0.2 }, 'temperature'],
    ['with max_tokens for a reasoning model', { model: 'gpt-5.5', max_tokens: 9 }, 'max_tokens'],
    [
      'with an open strict schema',
      { tools: [{ type: 'function', function: { name: 'f', strict: true, parameters: open } }] },
      'tools[0].function.parameters',
    ],
    [
      'with an optional strict key',
      {
        tools: [
          { type: 'function', function: { name: 'f', strict: true, parameters: { ...parameters, required: [] } } },
        ],
      },
      'tools[0].function.parameters',
    ],
  ])('%s is refused', async (_what, params, param) => {
    expect(await refused(ask(params))).toMatchObject({ status: 400, type: 'invalid_request_error', param });
  });

  it.each([
    ['with results for every call', { messages: [...hello, called, result, ...hello] }],
    ['with tools and no word of effort', { model: 'gpt-5.4', tools }],
    ['with tools and no effort', { model: 'gpt-5.6-sol', tools, reasoning_effort: 'none' }],
    ['by a dated name', { model: 'gpt-4.1-mini-2025-04-14', temperature: 0.2 }],
  ])('%s is right', async (_what, params) => {
    await expect(ask(params)).resolves.toMatchObject({ object: 'chat.completion' });
  });

  it('is refused for an unknown model, a wrong key, a wrong path and broken JSON', async () => {
    expect(await refused(ask({ model: 'gpt-9' }))).toMatchObject({ status: 404, code: 'model_not_found' });
    expect(await refused(openai.get('/nothing'))).toMatchObject({ status: 404 });
    const stranger = new OpenAI({ apiKey: 'sk-other', baseURL: `${url}/v1`, maxRetries: 0 });
    expect(await refused(stranger.models.list())).toMatchObject({ status: 401, code: 'invalid_api_key' });
    const headers = { authorization: 'Bearer simulated-openai-key', 'content-type': 'application/json' };
    const broken = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: '{' });
    expect(broken.status).toBe(400);
  });
});

describe('models', () => {
  it('are listed and found', async () => {
    const names = [];
    for await (const { id } of openai.models.list()) names.push(id);
    expect(names).toContain('gpt-4o');
    await expect(openai.models.retrieve('gpt-4.1')).resolves.toMatchObject({ id: 'gpt-4.1', object: 'model' });
    expect(await refused(openai.models.retrieve('gpt-9'))).toMatchObject({ status: 404 });
  });
});

describe('rate limits', () => {
  it('are told in headers and kept', async () => {
    await settings({ requestsPerMinute: 1 });
    await ask({});
    expect(await refused(ask({}))).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
    await settings({ requestsPerMinute: 10, tokensPerMinute: 5 });
    expect(await refused(ask({}))).toMatchObject({ status: 429, type: 'tokens' });
  });
});

describe('faults', () => {
  it.each([
    [
      { status: 400, code: 'context_length_exceeded' },
      { status: 400, code: 'context_length_exceeded' },
    ],
    [{ status: 401 }, { status: 401, code: 'invalid_api_key' }],
    [{ status: 403 }, { status: 403 }],
    [{ status: 429 }, { status: 429, code: 'rate_limit_exceeded' }],
    [
      { status: 429, code: 'insufficient_quota' },
      { status: 429, code: 'insufficient_quota' },
    ],
    [{ status: 500 }, { status: 500, type: 'server_error' }],
    [{ status: 503 }, { status: 503, code: 'slow_down' }],
  ])('refuse as told: %j', async (fault, expected) => {
    await next({ type: 'refusal', ...fault });
    expect(await refused(ask({}))).toMatchObject(expected);
    await ask({});
  });

  it('tell how long to wait, and the SDK waits it', async () => {
    await next({ type: 'refusal', status: 429, retryAfterMs: 1 });
    const patient = openai.withOptions({ maxRetries: 1 });
    await patient.chat.completions.create({ model: 'gpt-4o', messages: hello });
    expect(server.state.requests).toBe(2);
  });

  it('cut the connection before an answer, or leave the client without one', async () => {
    await next({ type: 'reset' }, { type: 'silent' });
    await expect(ask({})).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    const impatient = openai.chat.completions.create({ model: 'gpt-4o', messages: hello }, { timeout: 50 });
    await expect(impatient).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
  });

  it.each(['stall', 'mute'])('can %s, and only the client ends it', async (type) => {
    await next({ type, afterTokens: 2 });
    const opened = await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true });
    const said: string[] = [];
    // Nothing more will come: the client gives up after 50 ms.
    setTimeout(() => opened.controller.abort(), 50);
    for await (const chunk of opened) said.push(chunk.choices[0]?.delta.content ?? '');
    expect(said.join('')).toBe(type === 'stall' ? 'Sure,' : '');
    while (server.state.inFlight > 0) await new Promise(setImmediate);
    expect(server.state.aborted).toBe(1);
  });

  it('cut a stream in the middle', async () => {
    await next({ type: 'cut', afterTokens: 2 });
    await expect(stream()).rejects.toThrow();
    while (server.state.inFlight > 0) await new Promise(setImmediate);
    expect(server.state.aborted).toBe(0);
  });

  it('end a stream early, without a reason', async () => {
    await next({ type: 'early-end', afterTokens: 2 });
    const chunks = await stream();
    expect(textOf(chunks)).toBe('Sure,');
    expect(chunks.every((chunk) => chunk.choices[0]?.finish_reason === null)).toBe(true);
  });

  it('send an error in the middle of a stream', async () => {
    await next({ type: 'error-event', afterTokens: 2 });
    expect(await refused(stream())).toMatchObject({ status: undefined, type: 'server_error' });
  });

  it('make the first token late', async () => {
    await next({ type: 'slow', firstTokenMs: 100 });
    const startedAt = performance.now();
    await stream();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
  });

  it('is a plain 500 when the model itself fails', async () => {
    Object.defineProperty(reply, 'text', {
      get: () => {
        throw new Error('no words');
      },
    });
    expect(await refused(ask({}))).toMatchObject({ status: 500 });
  });
});
