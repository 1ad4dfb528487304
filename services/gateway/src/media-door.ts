/** Where media sockets come in: the upgrade is checked before anything else is done for it. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Calls } from './calls.ts';
import type { GatewayConfig } from './config.ts';
import { OpenCounts } from './limits.ts';
import { MediaSocket } from './media-socket.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { Signatures } from './twilio/signatures.ts';
import { callOfPath } from './urls.ts';

export interface MediaDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export interface MediaDoorHouse {
  readonly config: GatewayConfig;
  readonly calls: Calls;
  readonly signatures: Signatures;
  readonly metrics: GatewayMetrics;
  readonly now: () => number;
  readonly draining: () => boolean;
}

const CHECK_EVERY_MS = 250;
/** A media message is 400 bytes. */
const MAX_MESSAGE_BYTES = 65_536;
/** Twilio does not fragment; `maxFragments` is younger than the type definitions. */
const socketLimits = {
  maxPayload: MAX_MESSAGE_BYTES,
  maxFragments: 16,
  perMessageDeflate: false,
  clientTracking: false,
};

export function createMediaDoor(house: MediaDoorHouse): MediaDoor {
  const server = new WebSocketServer({ ...socketLimits, noServer: true });
  const open = new Set<MediaSocket>();
  const waiting = new OpenCounts();
  const checking = setInterval(() => {
    for (const socket of open) socket.check(house.now());
  }, CHECK_EVERY_MS);
  checking.unref();

  /** The call a request may open a stream for, or the status that refuses it. */
  const admit = (request: IncomingMessage): { callId: string } | { status: string; reason: string } => {
    const path = request.url ?? '';
    const callId = callOfPath(path);
    if (callId === undefined) return { status: '404 Not Found', reason: 'unknown-path' };
    const signature = request.headers['x-twilio-signature'];
    if (!house.signatures.upgrade(typeof signature === 'string' ? signature : undefined, path)) {
      return { status: '403 Forbidden', reason: 'upgrade-signature' };
    }
    if (house.draining() && !house.calls.isExpected(callId)) {
      return { status: '503 Service Unavailable', reason: 'draining' };
    }
    if (waiting.of(addressOf(request)) >= house.config.MAX_WAITING_SOCKETS_PER_ADDRESS) {
      return { status: '429 Too Many Requests', reason: 'waiting-sockets' };
    }
    return { callId };
  };

  const welcome = (request: IncomingMessage, socket: Duplex, head: Buffer, callId: string): void => {
    const noLongerWaiting = waiting.add(addressOf(request));
    socket.once('close', noLongerWaiting);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const hooks = {
        started: (start: Parameters<Calls['begin']>[1], line: MediaSocket) => {
          const call = house.calls.begin(callId, start, line);
          if (typeof call === 'string') {
            house.metrics.refused(call);
            return undefined;
          }
          noLongerWaiting();
          return call;
        },
        ignored: house.metrics.ignored,
        closed: () => void open.delete(mediaSocket),
      };
      const mediaSocket = new MediaSocket(webSocket, house.config, hooks, house.now);
      open.add(mediaSocket);
    });
  };

  return {
    upgrade: (request, socket, head) => {
      // A peer that resets the connection meanwhile is no reason to fail.
      socket.on('error', () => house.metrics.ignored('socket-error'));
      const admitted = admit(request);
      if ('callId' in admitted) return welcome(request, socket, head, admitted.callId);
      house.metrics.refused(admitted.reason);
      socket.end(`HTTP/1.1 ${admitted.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
        socket.destroy(),
      );
    },
    close: () => {
      clearInterval(checking);
      for (const socket of open) socket.close(1_001);
      server.close();
    },
  };
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}
