/** The OpenAI API on loopback: chat completions and the list of models, answered by a model that is given. */
import { randomBytes } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import { takeFault } from '../faults.ts';
import type { Laboratory } from '../lab.ts';
import { draw } from '../latency.ts';
import { LatestMoments } from '../latest-moments.ts';
import { pauseFor } from '../pause.ts';
import { createRandom, type Random } from '../random.ts';
import { ApiError, invalidRequest, noQuota, serverError, tooFast, unknownModel, wrongKey } from './api-error.ts';
import { type ChatRequest, readChatRequest } from './chat-request.ts';
import { completion, headOf, type Plan, planOf, type Reply, usageOf } from './completion.ts';
import { sendStream } from './event-stream.ts';
import type { OpenaiFault } from './fault.ts';
import { misbehave, takeMisbehaviour } from './misbehaviour.ts';
import { MODEL_NAMES, modelNamed, type Quirks } from './models.ts';
import { PromptCache } from './prompt-cache.ts';
import { RateWindow } from './rate-window.ts';
import type { OpenaiSettings } from './settings.ts';
import { countTokens } from './tokens.ts';

/** What stands behind the wire: messages and tools in, a reply out. */
export type Model = (asked: ChatRequest, options: { mode: OpenaiSettings['mode']; seed: number }) => Reply;

/** When requests arrived, in monotonic milliseconds. */
const arrivals = new WeakMap<Request, number>();

export class OpenaiServer {
  readonly state = {
    ...{ requests: 0, promptTokens: 0, cachedTokens: 0, completionTokens: 0, aborted: 0, inFlight: 0 },
    /** When the latest answers were given up by whoever had asked. */
    abortedAt: new LatestMoments(),
  };
  readonly #laboratory: Laboratory<OpenaiSettings>;
  readonly #model: Model;
  readonly #random: Random;
  readonly #cache = new PromptCache();
  readonly #rates = new RateWindow();

  constructor(laboratory: Laboratory<OpenaiSettings>, model: Model) {
    this.#laboratory = laboratory;
    this.#model = model;
    this.#random = createRandom(laboratory.settings().seed);
    const { app } = laboratory;
    app.use('/v1', (request, response, next) => {
      // What reading the body takes is part of what a model takes to its first token.
      arrivals.set(request, performance.now());
      response.set('x-request-id', `req_${randomBytes(16).toString('hex')}`);
      const { apiKey } = laboratory.settings();
      next(request.get('authorization') === `Bearer ${apiKey}` ? undefined : wrongKey());
    });
    app.get('/v1/models', (_request, response) => {
      response.json({ object: 'list', data: MODEL_NAMES.map(describeModel) });
    });
    app.get('/v1/models/:model', (request, response) => {
      const { model } = request.params;
      if (modelNamed(model) === undefined) throw unknownModel(model);
      response.json(describeModel(model));
    });
    app.post('/v1/chat/completions', express.json({ limit: '4mb' }), (request, response) =>
      this.#chat(request, response),
    );
    app.use('/v1', (request: Request) => {
      throw new ApiError(404, 'invalid_request_error', `Invalid URL (${request.method} ${request.originalUrl})`);
    });
    app.use(sendError);
  }

  async #chat(request: Request, response: Response): Promise<void> {
    const arrivedAt = arrivals.get(request) ?? performance.now();
    const settings = this.#laboratory.settings();
    let fault = takeFault(settings.faults, () => true, this.#random);
    this.#count(response, () => fault);
    if (failsAtOnce(request, fault)) return;

    const { asked, quirks } = readChatRequest(request.body);
    const meant = this.#reply(asked, settings);
    const deed = takeMisbehaviour(settings.misbehaviours, asked, meant);
    if (deed?.type === 'fault') fault = deed.fault;
    if (failsAtOnce(request, fault)) return;
    const reply = deed === undefined ? meant : misbehave(meant, deed);
    const prompt = promptOf(asked);
    const promptTokens = countTokens(prompt);
    response.set(this.#rates.take(promptTokens, settings, arrivedAt));
    const cachedTokens = this.#cache.use(prompt, asked.prompt_cache_key ?? '');
    this.state.promptTokens += promptTokens;
    this.state.cachedTokens += cachedTokens;
    const plan = planOf(
      reply,
      asked.max_completion_tokens ?? asked.max_tokens ?? Number.POSITIVE_INFINITY,
      this.#random,
    );
    const firstTokenMs = fault?.type === 'slow' ? fault.firstTokenMs : draw(settings.firstTokenMs, this.#random);
    const work: Work = {
      asked,
      quirks,
      reply,
      plan,
      settings,
      fault,
      promptTokens,
      cachedTokens,
      arrivedAt,
      firstTokenMs,
    };
    await (asked.stream === true ? this.#stream(response, work) : this.#whole(response, work));
  }

  /** A request is in flight until its answer is out or the client has left; what we cut ourselves is not the client's doing. */
  #count(response: Response, faultOf: () => OpenaiFault | undefined): void {
    this.state.requests += 1;
    this.state.inFlight += 1;
    response.once('close', () => {
      this.state.inFlight -= 1;
      const cutByUs = ['reset', 'cut'].includes(faultOf()?.type ?? '');
      if (response.writableFinished || cutByUs) return;
      this.state.aborted += 1;
      this.state.abortedAt.note();
    });
  }

  /** With parallel_tool_calls false a model makes one call at a time; with tool_choice none, none. */
  #reply(asked: ChatRequest, { mode, seed }: OpenaiSettings): Reply {
    const reply = this.#model(asked, { mode, seed: asked.seed ?? seed });
    if (asked.tool_choice === 'none') return { text: reply.text ?? '', toolCalls: [] };
    return asked.parallel_tool_calls === false ? { ...reply, toolCalls: reply.toolCalls.slice(0, 1) } : reply;
  }

  async #stream(response: Response, work: Work): Promise<void> {
    const { asked, settings, fault, firstTokenMs, arrivedAt, plan } = work;
    const headersMs = fault?.type === 'mute' ? 0 : Math.min(settings.headersMs, firstTokenMs);
    if (!(await pauseFor(response, arrivedAt + headersMs - performance.now()))) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'openai-processing-ms': String(Math.round(headersMs)),
    });
    response.flushHeaders();
    if (fault?.type === 'mute') return;
    const wantsUsage = asked.stream_options?.include_usage === true;
    this.state.completionTokens += await sendStream(
      response,
      {
        head: headOf(work.quirks.dated, asked, new Date()),
        plan,
        usage: wantsUsage ? usageOf(work.promptTokens, work.cachedTokens, plan.tokens) : undefined,
        obfuscate: asked.stream_options?.include_obfuscation !== false,
        joinRole: settings.roleChunk === 'joined',
        tokensPerSecond: settings.tokensPerSecond,
        fault,
        random: this.#random,
      },
      arrivedAt + firstTokenMs,
    );
  }

  async #whole(response: Response, work: Work): Promise<void> {
    const { plan, settings, firstTokenMs, arrivedAt } = work;
    const takesMs = firstTokenMs + (plan.tokens * 1_000) / settings.tokensPerSecond;
    if (!(await pauseFor(response, arrivedAt + takesMs - performance.now()))) return;
    this.state.completionTokens += plan.tokens;
    const usage = usageOf(work.promptTokens, work.cachedTokens, plan.tokens);
    response.set('openai-processing-ms', String(Math.round(takesMs)));
    response.json(completion(headOf(work.quirks.dated, work.asked, new Date()), work.reply, plan, usage));
  }
}

/** One request on its way to an answer. Times are monotonic milliseconds. */
interface Work {
  readonly asked: ChatRequest;
  readonly quirks: Quirks;
  readonly reply: Reply;
  readonly plan: Plan;
  readonly settings: OpenaiSettings;
  readonly fault: OpenaiFault | undefined;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly arrivedAt: number;
  readonly firstTokenMs: number;
}

/** The prompt as the cache sees it: tools first, then the messages. */
function promptOf(asked: ChatRequest): string {
  return JSON.stringify(asked.tools ?? []) + asked.messages.map((said) => JSON.stringify(said)).join('\n');
}

function describeModel(id: string): object {
  return { id, object: 'model', created: 1_700_000_000, owned_by: 'simulated' };
}

/** Whether the request is left without an answer. @throws ApiError when it is refused */
function failsAtOnce(request: Request, fault: OpenaiFault | undefined): boolean {
  if (fault?.type === 'refusal') throw refusalFor(fault);
  if (fault?.type === 'reset') request.socket.destroy();
  return fault?.type === 'silent' || fault?.type === 'reset';
}

function refusalFor(fault: Extract<OpenaiFault, { type: 'refusal' }>): ApiError {
  const { status, code, retryAfterMs } = fault;
  if (status === 429) return code === 'insufficient_quota' ? noQuota() : tooFast('tokens', retryAfterMs);
  if (status === 401) return wrongKey();
  if (status >= 500) return serverError(status);
  const type = status === 403 ? 'permission_error' : 'invalid_request_error';
  return new ApiError(status, type, 'The request was refused.', { code });
}

/** Express knows an error handler by its four parameters. */
function sendError(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const refused = error instanceof ApiError ? error : explain(error);
  response.status(refused.status).set(refused.headers).json(refused.body);
}

function explain(error: unknown): ApiError {
  if (error instanceof SyntaxError) {
    return invalidRequest('We could not parse the JSON body of your request.');
  }
  return serverError();
}
