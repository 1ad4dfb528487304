/** A bidirectional Media Stream: dials the application's WebSocket and carries one phone's audio, both ways. */
import { type RawData, WebSocket } from 'ws';
import type { Random } from '../random.ts';
import type { Call } from './call.ts';
import { FrameLine } from './frame-line.ts';
import { TICK_MS } from './line-clock.ts';
import type { TwilioSettings } from './settings.ts';
import { newSid } from './sids.ts';
import { signatureOf } from './signature.ts';
import type { Callbacks } from './status-reporter.ts';
import type { StreamNoun } from './twiml.ts';
import { waitFor } from './waiting.ts';

/** How a stream ended that nobody on our side ended. */
export type StreamEnd =
  | { readonly type: 'failed'; readonly code: number; readonly message: string }
  /** Closed by the application: `abrupt` when without a close frame. */
  | { readonly type: 'closed'; readonly abrupt: boolean };

export interface StreamOptions {
  readonly settings: TwilioSettings;
  readonly random: Random;
  readonly callbacks: Callbacks;
  /** Every socket that is not closed yet. */
  readonly sockets: Set<WebSocket>;
}

const NORMAL = 1000;
const ABNORMAL = 1006;

export class MediaStream {
  readonly sid = newSid('MZ');
  readonly #call: Call;
  readonly #noun: StreamNoun;
  readonly #options: StreamOptions;
  readonly #line: FrameLine;
  #webSocket: WebSocket | null = null;
  #sequence = 0;
  #chunk = 0;
  #overflowed = false;

  constructor(call: Call, noun: StreamNoun, options: StreamOptions) {
    this.#call = call;
    this.#noun = noun;
    this.#options = options;
    this.#line = new FrameLine(options.settings.media, options.random, (frame, index) => this.#sendMedia(frame, index));
  }

  /**
   * Streams until the application closes the socket, or never gets that far.
   * @throws the signal's reason when the call ends or goes elsewhere first; `stop` is sent then.
   */
  async run(signal: AbortSignal): Promise<StreamEnd> {
    const refused = this.#problemOfUrl();
    if (refused !== undefined) return refused;
    const webSocket = this.#dial();
    this.#webSocket = webSocket;
    const end = await waitFor<StreamEnd>(signal, (done) => {
      webSocket.on('open', () => this.#begin());
      webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
      this.#watchEnd(webSocket, done);
      return () => this.#finish();
    });
    this.#tell(
      end.type === 'failed' ? 'stream-error' : 'stream-stopped',
      end.type === 'failed' ? end.message : undefined,
    );
    return end;
  }

  #problemOfUrl(): StreamEnd | undefined {
    const { url } = this.#noun;
    if (!URL.canParse(url)) return failed(31_923, `Stream - Malformed URL: ${url}`);
    const allowed = this.#call.details.strictWss ? ['wss:'] : ['wss:', 'ws:'];
    if (!allowed.includes(new URL(url).protocol)) return failed(31_922, `Stream - Unsupported scheme: ${url}`);
    return undefined;
  }

  #dial(): WebSocket {
    // Query strings are not supported: they are gone before the upgrade.
    const url = this.#noun.url.split(/[?#]/)[0] ?? '';
    const { settings, sockets } = this.#options;
    const { authToken, media } = settings;
    const webSocket = new WebSocket(url, {
      headers: { 'user-agent': 'Twilio.TmeWs/1.0', 'x-twilio-signature': signatureOf(authToken, url) },
      handshakeTimeout: media.connectTimeoutMs,
      perMessageDeflate: false,
    });
    sockets.add(webSocket);
    webSocket.on('close', () => sockets.delete(webSocket));
    return webSocket;
  }

  #watchEnd(webSocket: WebSocket, done: (end: StreamEnd) => void): void {
    webSocket.on('unexpected-response', (_request, response) => {
      response.resume();
      done(failed(31_920, `Stream - WebSocket - Handshake Error: the server answered ${response.statusCode}`));
    });
    webSocket.on('error', (error) => {
      const isUp = webSocket.readyState !== WebSocket.CONNECTING && this.#sequence > 0;
      if (isUp) this.#call.problem(31_924, `Stream - WebSocket - Protocol Error: ${error.message}`);
      else done(connectFailure(error));
    });
    webSocket.on('close', (code) => {
      if (code === ABNORMAL) this.#call.problem(31_921, 'Stream - WebSocket - Close Error: closed unexpectedly');
      done({ type: 'closed', abrupt: code === ABNORMAL });
    });
  }

  #begin(): void {
    const { sid, accountSid } = this.#call.details;
    this.#webSocket?.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    this.#send('start', {
      start: {
        accountSid,
        streamSid: this.sid,
        callSid: sid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: this.#noun.parameters,
      },
    });
    this.#call.leg.connect((frame) => this.#line.take(frame));
    this.#call.leg.onKey((digit) => this.#send('dtmf', { dtmf: { track: 'inbound_track', digit } }));
    this.#call.events.onStream('up');
    this.#tell('stream-started');
  }

  /** The stream is over, whoever ended it: `stop` and a close, if the socket is still there to take them. */
  #finish(): void {
    const webSocket = this.#webSocket;
    this.#line.close();
    if (this.#sequence > 0) {
      this.#call.leg.connect(null);
      this.#call.leg.onKey(null);
      this.#call.events.onStream('down');
      this.#tell('stream-stopped');
    }
    if (webSocket?.readyState === WebSocket.OPEN) {
      const { sid, accountSid } = this.#call.details;
      this.#send('stop', { stop: { accountSid, callSid: sid } });
      webSocket.close(NORMAL);
    } else if (webSocket?.readyState === WebSocket.CONNECTING) {
      webSocket.terminate();
    }
    this.#webSocket = null;
    this.#call.leg.clear();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#webSocket === null) return;
    if (isBinary) return this.#warn(31_950, 'Stream - Protocol - Invalid message: binary frames are not accepted');
    const message = readMessage(data);
    if (message === undefined) return this.#warn(31_950, 'Stream - Protocol - Invalid message: not a message we know');
    if (message.streamSid !== this.sid) return;
    if (message.event === 'media') this.#play(message.media?.payload);
    else if (message.event === 'mark') this.#mark(message.mark?.name);
    else if (message.event === 'clear') this.#call.events.onCleared(this.#call.leg.clear());
    else this.#warn(31_950, `Stream - Protocol - Invalid message: ${String(message.event)}`);
  }

  #play(payload: unknown): void {
    if (typeof payload !== 'string') return this.#warn(31_950, 'Stream - Protocol - Invalid message: no payload');
    if (this.#call.leg.play(Buffer.from(payload, 'base64')) || this.#overflowed) return;
    this.#overflowed = true;
    this.#warn(31_931, 'Stream - Media buffer overflow: audio is discarded');
  }

  #mark(name: unknown): void {
    if (typeof name !== 'string')
      return this.#warn(31_950, 'Stream - Protocol - Invalid message: a mark without a name');
    this.#call.leg.mark(() => this.#send('mark', { mark: { name } }));
  }

  #sendMedia(frame: Buffer, index: number): void {
    this.#chunk += 1;
    const payload = frame.toString('base64');
    this.#sequence += 1;
    this.#webSocket?.send(
      `{"event":"media","sequenceNumber":"${this.#sequence}","media":{"track":"inbound","chunk":"${this.#chunk}",` +
        `"timestamp":"${index * TICK_MS}","payload":"${payload}"},"streamSid":"${this.sid}"}`,
    );
  }

  #send(event: string, content: object): void {
    if (this.#webSocket?.readyState !== WebSocket.OPEN) return;
    this.#sequence += 1;
    this.#webSocket.send(
      JSON.stringify({ event, sequenceNumber: String(this.#sequence), ...content, streamSid: this.sid }),
    );
  }

  #warn(code: number, message: string): void {
    this.#call.problem(code, message);
  }

  #tell(event: string, error?: string): void {
    const { statusCallback, name } = this.#noun;
    if (statusCallback === null) return;
    this.#options.callbacks.send(statusCallback, {
      AccountSid: this.#call.details.accountSid,
      CallSid: this.#call.details.sid,
      StreamSid: this.sid,
      StreamName: name ?? this.sid,
      StreamEvent: event,
      Timestamp: this.#options.callbacks.now().toISOString(),
      ...(error !== undefined && { StreamError: error }),
    });
  }
}

function failed(code: number, message: string): StreamEnd {
  return { type: 'failed', code, message };
}

function connectFailure(error: Error): StreamEnd {
  if (error.message.includes('timed out')) return failed(31_901, 'Stream - WebSocket - Connection Timeout');
  return failed(31_902, `Stream - WebSocket - Connection Refused: ${error.message}`);
}

interface Message {
  readonly event?: unknown;
  readonly streamSid?: unknown;
  readonly media?: { readonly payload?: unknown };
  readonly mark?: { readonly name?: unknown };
}

function readMessage(data: RawData): Message | undefined {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === 'object' && message !== null && 'event' in message ? message : undefined;
  } catch {
    // Not JSON: the caller warns of it.
    return undefined;
  }
}
