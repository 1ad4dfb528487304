/** One stream of a simulated phone: a real WebSocket that speaks as Twilio does, and plays what it is sent in real time. */
import WebSocket from 'ws';
import { FRAME_MS } from '../reply-audio.ts';
import { FakeLine } from './fake-line.ts';

export interface PhoneStart {
  readonly url: string;
  readonly signature: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly pass: string;
}

export class Phone {
  readonly line = new FakeLine();
  readonly streamSid: string;
  /** Arrival of each media message, in monotonic milliseconds. */
  readonly arrivals: number[] = [];
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  readonly #start: PhoneStart;
  readonly #playing: NodeJS.Timeout;
  #sequence = 1;
  #played = 0;
  readonly #playsSince = performance.now();

  private constructor(socket: WebSocket, start: PhoneStart) {
    this.#socket = socket;
    this.#start = start;
    this.streamSid = `MZ${start.callSid.slice(2)}`;
    socket.on('message', (data) => this.#take(JSON.parse(String(data))));
    socket.on('close', (code) => {
      this.closeCode = code;
      clearInterval(this.#playing);
    });
    this.#playing = setInterval(() => this.#play(), 5);
  }

  /** Opens the socket; rejects with the status when it is refused. */
  static dial(start: PhoneStart): Promise<Phone> {
    const socket = new WebSocket(start.url, { headers: { 'x-twilio-signature': start.signature } });
    return new Promise((resolve, reject) => {
      const phone = new Phone(socket, start);
      socket.once('open', () => resolve(phone));
      socket.once('unexpected-response', (_, response) => {
        reject(new Error(`refused: ${response.statusCode}`));
        socket.terminate();
      });
      socket.on('error', reject);
    });
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** What Twilio sends first. */
  connect(change: { callSid?: string; accountSid?: string; pass?: string; encoding?: string } = {}): void {
    const { accountSid, callSid, pass } = { ...this.#start, ...change };
    this.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    const mediaFormat = { encoding: change.encoding ?? 'audio/x-mulaw', sampleRate: 8_000, channels: 1 };
    const about = { accountSid, callSid, streamSid: this.streamSid, tracks: ['inbound'], mediaFormat };
    this.#sendNext({ event: 'start', start: { ...about, customParameters: { pass } } });
  }

  /** 20 ms of the caller's voice. */
  say(audio: Uint8Array): void {
    const payload = Buffer.from(audio).toString('base64');
    const chunk = String(this.#sequence);
    this.#sendNext({ event: 'media', media: { track: 'inbound', chunk, timestamp: '5', payload } });
  }

  press(digit: string): void {
    this.#sendNext({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } });
  }

  /** The caller hangs up, or Twilio ends the stream. */
  stop(): void {
    this.#sendNext({ event: 'stop', stop: { accountSid: this.#start.accountSid, callSid: this.#start.callSid } });
    this.#socket.close();
  }

  /** The connection breaks. */
  cut(): void {
    this.#socket.terminate();
  }

  send(message: unknown): void {
    this.sendRaw(JSON.stringify(message));
  }

  sendRaw(data: string | Buffer, options: { binary?: boolean } = {}): void {
    if (this.open) this.#socket.send(data, options);
  }

  #sendNext(message: object): void {
    this.#sequence += 1;
    this.send({ ...message, sequenceNumber: String(this.#sequence), streamSid: this.streamSid });
  }

  #take(message: { event: string; media?: { payload: string }; mark?: { name: string } }): void {
    if (message.event === 'media') {
      const audio = Buffer.from(message.media?.payload ?? '', 'base64');
      this.arrivals.push(performance.now());
      this.line.frame(audio, 0, audio.length);
    } else if (message.event === 'mark') this.line.mark(message.mark?.name ?? '');
    else if (message.event === 'clear') this.line.clear();
  }

  /** Plays as many frames as time has passed. */
  #play(): void {
    const due = Math.floor((performance.now() - this.#playsSince) / FRAME_MS);
    for (; this.#played < due; this.#played += 1) {
      for (const name of this.line.play()) this.#sendNext({ event: 'mark', mark: { name } });
    }
  }
}
