/** The client of the simulated handset (`/lab/phone`): places calls, speaks, hears words with their times. */
import { EventEmitter, once } from 'node:events';
import WebSocket from 'ws';

export interface HeardWord {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What the handset tells of one call. Times are milliseconds on its own timeline since the call was placed. */
export type PhoneEvent =
  | { type: 'placed'; callSid: string }
  | { type: 'ringing'; callSid: string; to: string }
  | { type: 'answered'; atMs: number }
  | { type: 'said'; say: string; startMs: number; endMs: number; words: HeardWord[] }
  | ({ type: 'heard' } & HeardWord)
  | { type: 'voice'; on: boolean; atMs: number }
  | { type: 'cleared'; atMs: number; droppedMs: number }
  | { type: 'twiml'; verb: string; text?: string; number?: string }
  | { type: 'stream'; state: 'up' | 'down'; atMs: number }
  | { type: 'ended'; by: 'caller' | 'agent' | 'network'; reason: string; atMs: number }
  | { type: 'problem'; code: number; message: string };

export interface PlaceOptions {
  readonly from: string | null;
  readonly to: string;
  readonly attestation: 'A' | 'B' | 'C' | null;
  readonly onAbruptClose?: 'continue' | 'end';
  /** Call this voice webhook instead of the number's own. */
  readonly webhook?: string;
}

/** One call on the handset. */
export class PhoneCall extends EventEmitter<{ event: [PhoneEvent] }> {
  #tag: string;
  readonly #send: (message: Record<string, unknown>) => void;
  #said = 0;

  constructor(tag: string, send: (message: Record<string, unknown>) => void) {
    super();
    this.#tag = tag;
    this.#send = (message) => send({ ...message, call: this.#tag });
  }

  get tag(): string {
    return this.#tag;
  }

  /** A call that comes in is known by its sid. */
  ring(callSid: string): void {
    this.#tag = callSid;
  }

  pickUp(): void {
    this.#send({ type: 'pick-up' });
  }

  place(options: PlaceOptions): void {
    this.#send({ type: 'place', ...options });
  }

  /** Says a text; its id comes back in the `said` event. */
  say(text: string, options: { wordsPerMinute?: number } = {}): string {
    this.#said += 1;
    const say = `${this.#tag}-${this.#said}`;
    this.#send({ type: 'say', say, text, ...options });
    return say;
  }

  press(digits: string): void {
    this.#send({ type: 'press', digits });
  }

  noise(ms: number, level: number): void {
    this.#send({ type: 'noise', ms, level });
  }

  hangUp(): void {
    this.#send({ type: 'hang-up' });
  }
}

export interface Phone {
  newCall(): PhoneCall;
  /** The next call to a number rings here. */
  answerCallTo(number: string): PhoneCall;
  close(): void;
}

/** @param twilioUrl base URL of the simulated Twilio */
export async function openPhone(twilioUrl: string): Promise<Phone> {
  const socket = new WebSocket(`${twilioUrl.replace(/^http/, 'ws')}/lab/phone`, { perMessageDeflate: false });
  await once(socket, 'open');
  const calls = new Map<string, PhoneCall>();
  const waiting = new Map<string, PhoneCall>();
  let count = 0;
  socket.on('message', (data: Buffer) => {
    const { call, ...event } = JSON.parse(data.toString()) as PhoneEvent & { call: string };
    const told = event as PhoneEvent;
    const awaited = told.type === 'ringing' ? waiting.get(told.to) : undefined;
    if (awaited !== undefined) {
      awaited.ring(call);
      calls.set(call, awaited);
    }
    calls.get(call)?.emit('event', told);
  });
  return {
    newCall: () => {
      count += 1;
      const call = new PhoneCall(`c${count}`, (message) => socket.send(JSON.stringify(message)));
      calls.set(call.tag, call);
      return call;
    },
    answerCallTo: (number) => {
      const call = new PhoneCall('', (message) => socket.send(JSON.stringify(message)));
      waiting.set(number, call);
      socket.send(JSON.stringify({ type: 'register', numbers: [number] }));
      return call;
    },
    close: () => socket.close(),
  };
}
