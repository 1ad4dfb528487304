/**
 * The WebSocket beneath the SDK's streaming clients, opened by us. The SDK's own would reconnect after seconds with time
 * beginning anew, hide why an upgrade failed, and hand out audio as Blobs that a following message can overtake.
 */

import type { ProviderError } from '@bayline/runtime';
import type { DeepgramTransport, DeepgramTransportFactory, DeepgramTransportMessage } from '@deepgram/sdk';
import { WebSocket } from 'ws';
import { closure, refusal, unreachable } from './failures.ts';

export interface Link {
  /** Given to the client that opens exactly one socket. */
  readonly factory: DeepgramTransportFactory;
  /** @throws ProviderError */
  readonly opened: Promise<void>;
  readonly open: boolean;
  readonly bufferedBytes: number;
  /** Ends the connection without waiting for the other side; nothing is reported. */
  abort(): void;
}

export interface LinkOptions {
  readonly handshakeMs: number;
  /** Binary messages, in their order among the text messages. They do not reach the SDK. */
  readonly onBinary?: (bytes: Uint8Array) => void;
  /** The open socket was closed by the other side or broke. */
  readonly onLost: (reason: ProviderError) => void;
}

export function createLink(options: LinkOptions): Link {
  let socket: WebSocket | undefined;
  let closing = false;
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  // Whoever aborts before it opens does not wait for it any more.
  opened.catch(() => {});

  const factory: DeepgramTransportFactory = (url, headers, request) => {
    if (closing) throw new Error('aborted before it was opened');
    socket = new WebSocket(url, request.protocols, {
      headers,
      handshakeTimeout: options.handshakeMs,
      perMessageDeflate: false,
    });
    watchOpening(socket, resolve, reject);
    socket.on('close', (code, reason) => {
      const failure = closure(code, reason.toString());
      reject(failure);
      if (!closing) options.onLost(failure);
      closing = true;
    });
    return transportOver(socket, options, () => {
      closing = true;
    });
  };
  return {
    factory,
    opened,
    get open() {
      return socket?.readyState === WebSocket.OPEN && !closing;
    },
    get bufferedBytes() {
      return socket?.bufferedAmount ?? 0;
    },
    abort: () => {
      closing = true;
      reject(unreachable(new Error('aborted')));
      socket?.terminate();
    },
  };
}

function watchOpening(socket: WebSocket, resolve: () => void, reject: (reason: ProviderError) => void): void {
  socket.on('open', resolve);
  socket.on('unexpected-response', (_request, response) => {
    reject(refusal(response.statusCode ?? 0));
    response.resume();
    socket.terminate();
  });
  socket.on('error', (error) => reject(unreachable(error)));
}

/** What the SDK sees of the socket. */
function transportOver(socket: WebSocket, options: LinkOptions, onClosing: () => void): DeepgramTransport {
  return {
    send: (message) => socket.send(asData(message)),
    onOpen: (listener) => void socket.on('open', listener),
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) listener(data.toString());
        else if (data instanceof Uint8Array) options.onBinary?.(data);
      });
    },
    onError: (listener) => void socket.on('error', listener),
    onClose: (listener) => void socket.on('close', (code, reason) => listener({ code, reason: reason.toString() })),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: (code, reason) => {
      onClosing();
      socket.close(code, reason);
    },
  };
}

function asData(message: DeepgramTransportMessage): string | Uint8Array | ArrayBuffer {
  if (typeof message === 'string' || message instanceof ArrayBuffer) return message;
  if (ArrayBuffer.isView(message)) return new Uint8Array(message.buffer, message.byteOffset, message.byteLength);
  throw new TypeError('a Blob cannot be sent');
}
