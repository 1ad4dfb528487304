/** Takes WebSocket upgrades at /v1/listen and /v1/speak: faults, credentials, query and quota first, then the stream. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { takeFault } from '../faults.ts';
import { draw } from '../latency.ts';
import type { Random } from '../random.ts';
import { Connection } from './connection.ts';
import type { Counts } from './counts.ts';
import { hasCredentials } from './credentials.ts';
import { readListenQuery } from './listen-query.ts';
import { Listening } from './listening.ts';
import { type Refusal, refusalOf, refuseUpgrade } from './refusal.ts';
import type { DeepgramSettings } from './settings.ts';
import { readSpeakQuery } from './speak-query.ts';
import { Speaking } from './speaking.ts';

type Kind = 'stt' | 'tts';

const PATHS: ReadonlyMap<string, Kind> = new Map([
  ['/v1/listen', 'stt'],
  ['/v1/speak', 'tts'],
]);

/** Begins the stream that was asked for, on its socket. */
type Begin = (webSocket: WebSocket, connection: Connection) => void;

export class Upgrades {
  readonly #settings: () => DeepgramSettings;
  readonly #random: Random;
  readonly #counts: Counts;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  readonly #sockets = new Set<Duplex>();

  constructor(settings: () => DeepgramSettings, random: Random, counts: Counts) {
    this.#settings = settings;
    this.#random = random;
    this.#counts = counts;
  }

  /** Answers one upgrade request, after the handshake's latency. */
  take(request: IncomingMessage, tcp: Duplex, head: Buffer): void {
    this.#sockets.add(tcp);
    tcp.on('close', () => this.#sockets.delete(tcp));
    // The client is gone before or after its answer: `close` follows.
    tcp.on('error', () => {});

    const requestId = randomUUID();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const kind = PATHS.get(pathname);
    if (kind === undefined) return refuseUpgrade(tcp, { ...refusalOf(400, 'Not found.'), status: 404 }, requestId);
    const fault = takeFault(this.#settings().faults, ({ on }) => on === kind, this.#random);
    if (fault?.type === 'unanswered') return;
    const answer =
      fault?.type === 'refuse' ? refusalOf(fault.status) : this.#judge(kind, searchParams, request.headers, requestId);
    if (typeof answer === 'function') this.#count(kind, tcp);

    const answering = setTimeout(
      () => {
        if (typeof answer !== 'function') return refuseUpgrade(tcp, answer, requestId);
        this.#server.handleUpgrade(request, tcp, head, (webSocket) => {
          answer(webSocket, new Connection(webSocket, tcp, fault));
        });
      },
      draw(this.#settings()[kind].handshake, this.#random),
    );
    tcp.on('close', () => clearTimeout(answering));
  }

  /** Cuts every connection. */
  close(): void {
    for (const tcp of this.#sockets) tcp.destroy();
  }

  #judge(kind: Kind, query: URLSearchParams, headers: IncomingHttpHeaders, requestId: string): Begin | Refusal {
    if (!hasCredentials(headers)) return refusalOf(401);
    return kind === 'stt' ? this.#judgeListening(query, requestId) : this.#judgeSpeaking(query, requestId);
  }

  #judgeListening(asked: URLSearchParams, requestId: string): Begin | Refusal {
    const query = readListenQuery(asked);
    if ('status' in query) return query;
    const { stt: settings } = this.#settings();
    if (settings.maxStreams > 0 && this.#counts.sttSockets >= settings.maxStreams) return refusalOf(429);
    const options = { requestId, query, settings, random: this.#random, counts: this.#counts };
    return (webSocket, connection) => void new Listening(webSocket, connection, options);
  }

  #judgeSpeaking(asked: URLSearchParams, requestId: string): Begin | Refusal {
    const query = readSpeakQuery(asked, 'socket');
    if ('status' in query) return query;
    const { tts: settings } = this.#settings();
    if (settings.maxSockets > 0 && this.#counts.ttsSockets >= settings.maxSockets) return refusalOf(429);
    const options = { requestId, query, settings, random: this.#random, counts: this.#counts };
    return (webSocket, connection) => void new Speaking(webSocket, connection, options);
  }

  /** A stream counts from when it is granted until its connection ends. */
  #count(kind: Kind, tcp: Duplex): void {
    const [open, opened] =
      kind === 'stt' ? (['sttSockets', 'sttOpened'] as const) : (['ttsSockets', 'ttsOpened'] as const);
    this.#counts[open] += 1;
    this.#counts[opened] += 1;
    tcp.on('close', () => {
      this.#counts[open] -= 1;
    });
  }
}
