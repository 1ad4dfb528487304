/** Twilio's webhooks about what we send out: calls that were answered and judged, messages that arrived or were written to us. */
import { callJudged, messageReceived, messageReported } from '@bayline/contracts';
import type { Clock } from '@bayline/runtime';
import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Recorder } from './recorder.ts';
import { readMessageReport, readText, readVerdict } from './twilio/outreach-fields.ts';
import { paths } from './urls.ts';

export interface OutreachHouse {
  readonly recorder: Recorder;
  readonly clock: Clock;
}

const uuid = z.guid();

/** Each becomes a fact; Twilio does not care for the answer, only that there is one. */
export function addOutreachWebhooks(app: Express, signed: RequestHandler, { recorder, clock }: OutreachHouse): void {
  const at = (): string => clock.now().toISOString();
  const take = (path: string, act: (fields: unknown, request: Request) => boolean): void => {
    app.post(path, signed, (request, response: Response) => {
      if (act(request.body, request)) return void response.status(204).end();
      response.status(400).type('text/plain').send('nothing that is known here\n');
    });
  };

  take(paths.judged, (fields) => {
    const judged = readVerdict(fields);
    if (judged === undefined) return false;
    const { callId, verdict, tookMs } = judged;
    recorder.record(callJudged, callId, { verdict, tookMs, at: at() });
    return true;
  });
  take(paths.messageStatus, (fields, request) => {
    const report = readMessageReport(fields);
    if (report === undefined) return false;
    const { sid, status, errorCode } = report;
    const messageId = uuid.safeParse(request.query.message).data ?? null;
    recorder.record(messageReported, sid, { status, errorCode, messageId, at: at() });
    return true;
  });
  app.post(paths.text, signed, (request, response) => {
    const text = readText(request.body);
    if (text !== undefined) {
      const { sid, from, to, body } = text;
      recorder.record(messageReceived, sid, { from, to, body, at: at() });
    }
    // An empty document: what there is to answer is sent as a message of its own.
    response.status(200).type('text/xml').send('<Response/>');
  });
}
