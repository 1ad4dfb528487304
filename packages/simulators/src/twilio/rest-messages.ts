/** Messages over REST: sent, looked up, listed. */
import type { Request } from 'express';
import type { Messages } from './messages.ts';
import { type Answer, type Form, Form as FormOf, isE164, page, refuse } from './rest-answer.ts';

const LONGEST_BODY = 1_600;

/** `optedOut` are the numbers that want no more messages. */
export function createMessage(messages: Messages, form: Form, optedOut: readonly string[]): Answer {
  const to = form.one('To');
  const from = form.one('From') ?? form.one('MessagingServiceSid');
  const body = form.one('Body');
  if (to === undefined) return refuse(400, 21_604, "A 'To' phone number is required.");
  if (from === undefined) return refuse(400, 21_603, "A 'From' phone number is required.");
  if (body === undefined || body === '') return refuse(400, 21_602, 'Message body is required.');
  if (!isE164(to)) return refuse(400, 21_211, `Invalid 'To' Phone Number: ${to}`);
  if (body.length > LONGEST_BODY) return refuse(400, 21_617, 'The message body exceeds the 1600 character limit.');
  if (optedOut.includes(to)) return refuse(400, 21_610, 'Attempt to send to unsubscribed recipient');
  const statusCallback = form.action('StatusCallback', 'StatusCallbackMethod');
  return { status: 201, body: messages.resource(messages.send({ to, from, body, statusCallback })) };
}

export function listMessages(messages: Messages, request: Request): Answer {
  const query = new FormOf(request.query);
  const found = [...messages.all.values()].filter(
    ({ to, from }) => (query.one('To') ?? to) === to && (query.one('From') ?? from) === from,
  );
  return page(
    request,
    'messages',
    found.reverse().map((message) => messages.resource(message)),
  );
}
