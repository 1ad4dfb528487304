/** How Deepgram says no before a stream begins: a status, a `dg-error` header, and the same in JSON. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Response } from 'express';

export interface Refusal {
  readonly status: number;
  /** `err_code` of the body. */
  readonly code: string;
  /** `err_msg` of the body and text of the header. */
  readonly message: string;
}

const NAMED: Readonly<Record<number, { code: string; message: string }>> = {
  400: { code: 'Bad Request', message: 'Bad request.' },
  401: { code: 'INVALID_AUTH', message: 'Invalid credentials.' },
  402: { code: 'PAYMENT_REQUIRED', message: 'The project has no credit left.' },
  403: { code: 'INSUFFICIENT_PERMISSIONS', message: 'User does not have sufficient permissions.' },
  429: { code: 'TOO_MANY_REQUESTS', message: 'Too many requests. Please try again later.' },
};

/** The refusal that goes with a status. */
export function refusalOf(status: number, message?: string): Refusal {
  const named = NAMED[status] ?? { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error.' };
  return { status, code: named.code, message: message ?? named.message };
}

export function badRequest(message: string): Refusal {
  return refusalOf(400, message);
}

/** Answers an upgrade with a refusal and ends the connection. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal, requestId: string): void {
  const body = bodyOf(refusal, requestId);
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Error'}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `dg-request-id: ${requestId}`,
      `dg-error: ${refusal.message}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** Answers a request with a refusal. */
export function refuseRequest(response: Response, refusal: Refusal, requestId: string): void {
  response
    .status(refusal.status)
    .set({ 'dg-request-id': requestId, 'dg-error': refusal.message })
    .type('application/json')
    .send(bodyOf(refusal, requestId));
}

function bodyOf(refusal: Refusal, requestId: string): string {
  return JSON.stringify({ err_code: refusal.code, err_msg: refusal.message, request_id: requestId });
}
