/** Twilio's webhooks over HTTP: the signature first, then the fields, then an answer the caller can hear. */
import type { Log } from '@bayline/runtime';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Answer, Answering } from './answering.ts';
import type { GatewayMetrics } from './metrics.ts';
import { addOutreachWebhooks, type OutreachHouse } from './outreach-webhooks.ts';
import { readTry } from './twilio/outreach-fields.ts';
import type { Signatures } from './twilio/signatures.ts';
import { readCall, readReport, type TwilioCall } from './twilio/webhook-fields.ts';
import { paths } from './urls.ts';

/** A webhook of Twilio's has some forty short fields. */
const formLimits = { extended: false, limit: '64kb', parameterLimit: 200 };

export interface WebhookHouse {
  readonly answering: Answering;
  readonly signatures: Signatures;
  readonly metrics: GatewayMetrics;
  readonly log: Log;
  readonly outreach: OutreachHouse;
}

export function createWebhooks({ answering, signatures, metrics, log, outreach }: WebhookHouse): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.urlencoded(formLimits));

  const signed: RequestHandler = (request, response, next) => {
    const signature = request.get('x-twilio-signature');
    if (signatures.webhook(signature, request.originalUrl, fieldsOf(request))) return next();
    metrics.refused('webhook-signature');
    response.status(403).type('text/plain').send('not signed by Twilio\n');
  };

  /** Answers about the call that the fields name. */
  const about = (path: string, act: (call: TwilioCall, request: Request) => Answer | Promise<Answer>): void => {
    app.post(path, signed, async (request, response) => {
      const call = readCall(fieldsOf(request));
      if (call === undefined) return void response.status(400).type('text/plain').send('no call\n');
      try {
        send(response, await act(call, request));
      } catch (error) {
        log.error({ callId: call.callId, path, error }, 'a webhook failed');
        send(response, answering.trouble(call));
      }
    });
  };

  about(paths.voice, (call) => answering.voice(call));
  about(paths.outbound, (call, request) => answering.voice(call, readTry(textOf(request.query.reminder))));
  about(paths.resume, (call) => answering.resume(call));
  about(paths.dialled, (call, request) => answering.dialled(call, fieldsOf(request)));
  about(paths.whisper, (_, request) => answering.whisper(textOf(request.query.briefing)));
  app.post(paths.status, signed, (request, response) => {
    const report = readReport(fieldsOf(request));
    if (report === undefined) return void response.status(400).type('text/plain').send('no report\n');
    answering.reported(report, textOf(request.query.reminder) || null);
    response.status(204).end();
  });

  addOutreachWebhooks(app, signed, outreach);

  const broken: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const status = statusOf(error);
    metrics.refused(status === 500 ? 'webhook-failed' : 'webhook-malformed');
    if (status === 500) log.error({ error }, 'a webhook failed');
    response.status(status).type('text/plain').send('\n');
  };
  app.use(broken);
  return app;
}

function send(response: Response, { status, twiml }: Answer): void {
  response.status(status).type('text/xml').send(twiml);
}

function fieldsOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the form parser objects to carries a status of its own. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
