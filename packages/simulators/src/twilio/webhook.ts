/**
 * Requests to a customer's application: signed, form-encoded, within Twilio's time limits. A URL's fragment may change those
 * (`#ct=2000&rt=5000&tt=10000&rc=2&rp=ct,rt,5xx`): times in milliseconds, retries, and what is retried.
 */
import { Agent as HttpAgent, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { TwilioSettings } from './settings.ts';
import { type Parameters, signatureOf } from './signature.ts';
import type { Action } from './twiml.ts';

export type WebhookAnswer =
  | { readonly ok: true; readonly contentType: string; readonly body: string }
  /** `code` is Twilio's error code. */
  | { readonly ok: false; readonly code: number; readonly message: string };

interface Limits {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  /** Of `4xx`, `5xx`, `ct`, `rt`, `all`. */
  readonly retried: readonly string[];
}

/** Why one attempt failed, in the words of a retry policy. */
interface Failure {
  readonly why: 'ct' | 'rt' | '4xx' | '5xx';
  readonly code: number;
  readonly message: string;
}

const USER_AGENT = 'TwilioProxy/1.1';

/** Asks one URL, with retries, and gives its answer. Nobody waits for it any more once `closing` is aborted. */
export async function askWebhook(
  action: Action,
  parameters: Parameters,
  settings: TwilioSettings,
  closing: AbortSignal,
): Promise<WebhookAnswer> {
  const [target, sent] = targetOf(action, parameters);
  if (target === undefined) return { ok: false, code: 11_100, message: `Invalid URL format: ${action.url}` };
  const limits = limitsOf(action.url, settings);
  const headers = {
    'user-agent': USER_AGENT,
    accept: '*/*',
    'x-twilio-signature': signatureOf(settings.authToken, target.href, sent),
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
  };
  const body = action.method === 'POST' ? new URLSearchParams(sent).toString() : '';
  const deadline = performance.now() + limits.totalMs;
  for (let attempt = 0; ; attempt += 1) {
    const options = { method: action.method, headers, signal: closing };
    const outcome = await attemptOnce(target, options, body, limits, deadline - performance.now());
    if ('ok' in outcome) return outcome;
    const again = limits.retried.includes(outcome.why) || limits.retried.includes('all');
    if (attempt >= limits.retries || !again || closing.aborted || performance.now() >= deadline) {
      return { ok: false, code: outcome.code, message: outcome.message };
    }
  }
}

/** Where the request goes, and what is in its body: parameters of a GET are part of the URL. */
function targetOf({ url, method }: Action, parameters: Parameters): [URL | undefined, Parameters] {
  const bare = url.split('#')[0] ?? '';
  if (!/^https?:/i.test(bare) || !URL.canParse(bare)) return [undefined, {}];
  const target = new URL(bare);
  if (method === 'POST') return [target, parameters];
  for (const [name, value] of Object.entries(parameters)) target.searchParams.append(name, value);
  return [target, {}];
}

function limitsOf(url: string, { webhook }: TwilioSettings): Limits {
  const overrides = new URLSearchParams(url.split('#')[1] ?? '');
  const number = (name: string, otherwise: number) => Number(overrides.get(name) ?? otherwise);
  return {
    connectMs: number('ct', webhook.connectMs),
    readMs: number('rt', webhook.totalMs),
    totalMs: Math.min(number('tt', webhook.totalMs), webhook.totalMs),
    // Twilio tries to connect twice unless told otherwise.
    retries: number('rc', 1),
    retried: (overrides.get('rp') ?? 'ct').split(','),
  };
}

function attemptOnce(
  target: URL,
  options: RequestOptions,
  body: string,
  limits: Limits,
  leftMs: number,
): Promise<WebhookAnswer | Failure> {
  return new Promise((resolve) => {
    const secure = target.protocol === 'https:';
    // Every request has a connection of its own: one that was kept could be closed by the other side just now.
    const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
    const request = (secure ? requestHttps : requestHttp)(target, { ...options, agent });
    let why: Failure['why'] = 'ct';
    const giveUp = () => request.destroy(new Error('timed out'));
    const total = setTimeout(giveUp, Math.max(0, leftMs));
    let phase = setTimeout(giveUp, limits.connectMs);
    const settle = (outcome: WebhookAnswer | Failure) => {
      clearTimeout(total);
      clearTimeout(phase);
      resolve(outcome);
    };
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        why = 'rt';
        clearTimeout(phase);
        phase = setTimeout(giveUp, limits.readMs);
      });
    });
    request.on('response', (response) => void readAnswer(response).then(settle));
    request.on('error', (error) => settle({ why, code: 11_205, message: `HTTP connection failure: ${error.message}` }));
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<WebhookAnswer | Failure> {
  const status = response.statusCode ?? 0;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    if (status >= 400 || status < 200) {
      return { why: status >= 500 ? '5xx' : '4xx', code: 11_200, message: `HTTP retrieval failure: status ${status}` };
    }
    return { ok: true, contentType: response.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() };
  } catch (error) {
    // The connection broke in the middle of the answer.
    return { why: 'rt', code: 11_205, message: `HTTP connection failure: ${String(error)}` };
  }
}
