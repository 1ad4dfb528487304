/** What the tests of the telephone network need: an application that is called, and a handset that calls it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** A webhook or callback as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly url: string;
  readonly method: string;
  readonly signature: string;
  readonly form: Readonly<Record<string, string>>;
}

type Json = Record<string, unknown>;

/** What a path answers: TwiML, or something else altogether. */
type Answer = string | { status?: number; type?: string; body?: string; never?: boolean };

/** Something that happens, and those who wait for it. */
class Happenings<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(one: T): void {
    this.all.push(one);
    for (const look of [...this.#waiting]) look();
  }

  /** The first that fits, past or to come. */
  until<Found extends T = T>(fits: (one: T) => boolean): Promise<Found> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.all.find(fits);
        if (found !== undefined && this.#waiting.delete(look)) resolve(found as Found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** One media stream, as the application sees it. */
export class Stream {
  readonly messages = new Happenings<Json>();
  readonly socket: WebSocket;
  readonly url: string;
  readonly signature: string;
  readonly audio: Buffer[] = [];
  /** When each media message arrived, on the monotonic clock. */
  readonly arrivals: number[] = [];
  streamSid = '';

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket;
    this.url = request.url ?? '';
    this.signature = String(request.headers['x-twilio-signature']);
    socket.on('message', (data) => this.#receive(data));
    socket.on('close', (code) => this.messages.add({ event: 'closed', code }));
  }

  send(event: string, content: object = {}): void {
    this.socket.send(JSON.stringify({ event, streamSid: this.streamSid, ...content }));
  }

  play(audio: Uint8Array): void {
    this.send('media', { media: { payload: Buffer.from(audio).toString('base64') } });
  }

  mark(name: string): void {
    this.send('mark', { mark: { name } });
  }

  event(name: string): Promise<Json> {
    return this.messages.until((message) => message.event === name);
  }

  #receive(data: RawData): void {
    const message = JSON.parse(String(data));
    if (message.event === 'start') this.streamSid = message.streamSid;
    if (message.event === 'media') {
      this.audio.push(Buffer.from(message.media.payload, 'base64'));
      this.arrivals.push(performance.now());
    }
    this.messages.add(message);
  }
}

/** An application on loopback: answers webhooks as it is told, and takes media streams. */
export class Application {
  readonly arrived = new Happenings<Arrived>();
  readonly streams = new Happenings<Stream>();
  readonly answers = new Map<string, Answer>();
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #refuseUpgrades = false;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (data) => {
        body += data;
      });
      request.on('end', () => {
        const path = (request.url ?? '').split('?')[0] ?? '';
        const query = new URL(request.url ?? '', this.url).searchParams;
        const form = Object.fromEntries(request.method === 'GET' ? query : new URLSearchParams(body));
        this.arrived.add({
          path,
          url: `${this.url}${request.url}`,
          method: request.method ?? '',
          signature: String(request.headers['x-twilio-signature']),
          form,
        });
        const answer = this.answers.get(path) ?? '';
        const {
          status = 200,
          type = 'text/xml',
          body: text = '',
          never = false,
        } = typeof answer === 'string' ? { body: answer } : answer;
        if (!never) response.writeHead(status, { 'content-type': type }).end(text);
      });
    });
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.#refuseUpgrades) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.streams.add(new Stream(webSocket, request)),
      );
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get streamUrl(): string {
    return `${this.url.replace('http', 'ws')}/media/1`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** What a path answers from now on; TwiML is wrapped in a Response. */
  answer(path: string, twiml: Answer): void {
    this.answers.set(path, typeof twiml === 'string' ? `<Response>${twiml}</Response>` : twiml);
  }

  /** TwiML that connects a stream, and what follows it. */
  connecting(parameters = '', after = ''): string {
    return `<Connect><Stream url="${this.streamUrl}">${parameters}</Stream></Connect>${after}`;
  }

  refuseUpgrades(): void {
    this.#refuseUpgrades = true;
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A client of /lab/phone. */
export class Phone {
  readonly told = new Happenings<Json>();
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.told.add(JSON.parse(String(data))));
  }

  static async open(simulatorUrl: string): Promise<Phone> {
    const socket = new WebSocket(`${simulatorUrl.replace('http', 'ws')}/lab/phone`);
    const phone = new Phone(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return phone;
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  until(type: string, fits: (message: Json) => boolean = () => true): Promise<Json> {
    return this.told.until((message) => message.type === type && fits(message));
  }

  ofType(type: string): Json[] {
    return this.told.all.filter((message) => message.type === type);
  }

  /** The words heard so far. */
  get heard(): string {
    return this.ofType('heard')
      .map(({ word }) => word)
      .join(' ');
  }

  close(): void {
    this.#socket.close();
  }
}
