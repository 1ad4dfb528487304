/** Calls over REST: created, looked up, listed, sent elsewhere, ended. */
import type { Request } from 'express';
import type { Detection } from './amd.ts';
import type { Call } from './call.ts';
import { callResource } from './call-resource.ts';
import type { Exchange } from './exchange.ts';
import type { Source } from './program.ts';
import { type Answer, type Form, Form as FormOf, isE164, page, refuse } from './rest-answer.ts';

const LONGEST_TWIML = 4_000;
const RING_SECONDS = 60;
const LONGEST_RING_SECONDS = 600;

export function createCall(exchange: Exchange, form: Form): Answer {
  const to = form.one('To');
  const from = form.one('From');
  if (to === undefined) return refuse(400, 21_201, "No 'To' number is specified");
  if (from === undefined) return refuse(400, 21_213, "No 'From' number is specified");
  if (!isE164(to)) return refuse(400, 21_211, `Invalid 'To' Phone Number: ${to}`);
  if (!isE164(from)) return refuse(400, 21_212, `Invalid 'From' Number: ${from}`);
  const source = sourceOf(form);
  if (source === undefined) return refuse(400, 21_205, 'Url parameter is required.');
  if ('status' in source) return source;
  const callback = form.action('StatusCallback', 'StatusCallbackMethod');
  const events = form.many('StatusCallbackEvent').flatMap((event) => event.split(/\s+/));
  const { call, queuedMs } = exchange.callOut({
    to,
    from,
    source,
    fallback: form.action('FallbackUrl', 'FallbackMethod'),
    timeoutSeconds: Math.min(form.number('Timeout') ?? RING_SECONDS, LONGEST_RING_SECONDS),
    timeLimitSeconds: form.number('TimeLimit'),
    statusCallback: callback && { action: callback, events: events.length > 0 ? events : ['completed'] },
    detection: detectionOf(form),
  });
  return { status: 201, body: callResource(call, queuedMs) };
}

/** Sends a live call to other TwiML, or ends it. */
export function updateCall(exchange: Exchange, call: Call, form: Form): Answer {
  const status = form.one('Status');
  const source = sourceOf(form);
  if (source !== undefined && 'status' in source) return source;
  if (form.one('Url') !== undefined && form.one('Twiml') !== undefined)
    return refuse(400, 21_100, 'Url and Twiml cannot both be given.');
  if (status === undefined && source === undefined) return { status: 200, body: callResource(call) };
  const live = call.status === 'in-progress' || call.status === 'ringing' || call.status === 'queued';
  if (!live || (source !== undefined && call.status !== 'in-progress'))
    return refuse(400, 21_220, 'Call is not in-progress. Cannot redirect.');
  if (status === 'completed' || status === 'canceled') return endCall(call, status);
  if (status !== undefined) return refuse(400, 20_001, `Invalid Status: ${status}`);
  if (source !== undefined) {
    call.redirects.push('twiml' in source ? 'twiml' : source.action.url);
    exchange.send(call, source);
  }
  return { status: 200, body: callResource(call) };
}

export function listCalls(exchange: Exchange, request: Request): Answer {
  const query = new FormOf(request.query);
  const fits = (call: Call) =>
    [query.one('Status') ?? call.status].includes(call.status) &&
    (query.one('To') ?? call.details.to) === call.details.to &&
    (query.one('From') ?? call.details.from) === call.details.from;
  const newestFirst = [...exchange.calls.values()].filter(fits).reverse();
  return page(
    request,
    'calls',
    newestFirst.map((call) => callResource(call)),
  );
}

/** `completed` hangs up whatever the call is doing; `canceled` only one that was not answered. */
function endCall(call: Call, status: 'completed' | 'canceled'): Answer {
  if (status === 'canceled' && call.status === 'in-progress')
    return refuse(400, 21_220, 'Call is in-progress. Cannot cancel.');
  call.end('agent', 'rest', call.status === 'in-progress' ? 'completed' : 'canceled');
  return { status: 200, body: callResource(call) };
}

/** Where the call is sent: `Twiml` goes before `Url`. */
function sourceOf(form: Form): Source | Answer | undefined {
  const twiml = form.one('Twiml');
  if (twiml !== undefined) return twiml.length <= LONGEST_TWIML ? { twiml } : refuse(400, 21_624, 'Twiml is too long.');
  const action = form.action('Url', 'Method');
  return action && { action };
}

const DETECTION_SECONDS = 30;

/** Asynchronous machine detection only: a call that waits for the verdict is not known here. */
function detectionOf(form: Form): Detection | undefined {
  const mode = form.one('MachineDetection');
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return undefined;
  const timeoutMs = (form.number('MachineDetectionTimeout') ?? DETECTION_SECONDS) * 1_000;
  return { mode, callback: form.action('AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod'), timeoutMs };
}
