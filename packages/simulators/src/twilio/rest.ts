/** The REST API, as far as calls and messages go: Basic authentication, forms in, JSON out, and the faults of the settings. */
import { setTimeout as wait } from 'node:timers/promises';
import express, { type Request, type Response, Router } from 'express';
import { takeFault } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Call } from './call.ts';
import { callResource } from './call-resource.ts';
import type { Exchange } from './exchange.ts';
import type { Messages } from './messages.ts';
import { type Answer, Form, notFound, refuse, sendAnswer } from './rest-answer.ts';
import { createCall, listCalls, updateCall } from './rest-calls.ts';
import { createMessage, listMessages } from './rest-messages.ts';
import { fetchAccount, listNumbers, updateNumber } from './rest-numbers.ts';

type Act = (request: Request) => Answer;

export function restApi(exchange: Exchange, messages: Messages, random: Random): Router {
  const calls = (act: Act) => answering('calls', act, exchange, random);
  const texts = (act: Act) => answering('messages', act, exchange, random);
  const oneCall = (act: (call: Call, form: Form) => Answer): Act => {
    return (request) => {
      const call = exchange.calls.get(String(request.params.sid));
      return call === undefined ? notFound(request) : act(call, new Form(request.body));
    };
  };
  const oneMessage: Act = (request) => {
    const message = messages.all.get(String(request.params.sid));
    return message === undefined ? notFound(request) : { status: 200, body: messages.resource(message) };
  };
  const newMessage: Act = (request) =>
    createMessage(messages, new Form(request.body), exchange.settings().messages.optedOut);

  const account = Router({ mergeParams: true });
  account
    .route('/Calls.json')
    .get(calls((request) => listCalls(exchange, request)))
    .post(calls((request) => createCall(exchange, new Form(request.body))));
  account
    .route('/Calls/:sid.json')
    .get(calls(oneCall((call) => ({ status: 200, body: callResource(call) }))))
    .post(calls(oneCall((call, form) => updateCall(exchange, call, form))));
  account
    .route('/Messages.json')
    .get(texts((request) => listMessages(messages, request)))
    .post(texts(newMessage));
  account.get('/Messages/:sid.json', texts(oneMessage));
  account.get(
    '/IncomingPhoneNumbers.json',
    calls((request) => listNumbers(exchange, request)),
  );
  account.post(
    '/IncomingPhoneNumbers/:sid.json',
    calls((request) => updateNumber(exchange, request)),
  );

  const api = Router();
  api.use(authenticating(exchange), express.urlencoded({ extended: false }));
  api.get(
    '/Accounts/:account.json',
    calls(() => fetchAccount(exchange)),
  );
  api.use('/Accounts/:account', account);
  api.use((request, response) => sendAnswer(response, notFound(request)));
  return api;
}

function authenticating(exchange: Exchange) {
  return (request: Request, response: Response, next: () => void): void => {
    const { accountSid, authToken } = exchange.settings();
    const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    if (request.headers.authorization === expected) next();
    else sendAnswer(response, refuse(401, 20_003, 'Authenticate'));
  };
}

/** Answers a request, unless a fault happens to it; what a slow or lost request asks for is done all the same. */
function answering(on: 'calls' | 'messages', act: Act, exchange: Exchange, random: Random) {
  return async (request: Request, response: Response): Promise<void> => {
    const settings = exchange.settings();
    const fault = takeFault(settings.faults, (one) => one.on === on || one.on === 'any', random);
    if (fault?.type === 'refuse') {
      return sendAnswer(response, refuse(fault.status, fault.code, 'The simulator was told to refuse this.'));
    }
    const answer = request.params.account === settings.accountSid ? act(request) : notFound(request);
    if (fault?.type === 'lost') return void request.socket.resetAndDestroy();
    if (fault?.type === 'slow') await wait(fault.ms, undefined, { ref: false });
    sendAnswer(response, answer);
  };
}
