/** The telephone exchange: every call, the numbers of the application, the phones that can be called. */
import { setMaxListeners } from 'node:events';
import type { WebSocket } from 'ws';
import type { Random } from '../random.ts';
import type { Now } from '../wall-clock.ts';
import { type Detection, detect } from './amd.ts';
import { type Attestation, Call, type CallDetails } from './call.ts';
import { Leg } from './leg.ts';
import { LineClock } from './line-clock.ts';
import type { StreamOptions } from './media-stream.ts';
import { type Callee, personCallee, ringFor } from './people.ts';
import { type Source, TwimlProgram } from './program.ts';
import { type Person, person, type TwilioSettings } from './settings.ts';
import { newSid } from './sids.ts';
import { Callbacks, StatusReporter } from './status-reporter.ts';
import type { Action, NumberNoun } from './twiml.ts';
import { pause } from './waiting.ts';

/** What happens when one of the application's numbers is called. */
export interface NumberConfig {
  readonly voiceUrl: string;
  readonly fallbackUrl?: string | undefined;
  readonly statusCallback?: string | undefined;
  /** Asked about messages to this number. */
  readonly smsUrl?: string | undefined;
}

export interface InboundOrder {
  /** Null when the caller shows no number. */
  readonly from: string | null;
  readonly to: string;
  readonly attestation?: Attestation | undefined;
  /** Asked instead of the number's voice URL. */
  readonly webhook?: string | undefined;
  readonly onAbruptClose?: 'continue' | 'end' | undefined;
  readonly strictWss?: boolean | undefined;
}

export interface OutboundOrder {
  readonly from: string;
  readonly to: string;
  readonly source: Source;
  readonly fallback?: Action | undefined;
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds?: number | undefined;
  readonly statusCallback?: { readonly action: Action; readonly events: readonly string[] } | undefined;
  readonly detection?: Detection | undefined;
}

/** So many calls are remembered; of those that are over the oldest are forgotten first. */
const REMEMBERED_CALLS = 5_000;
/** How long sockets get to say goodbye when the exchange closes. */
const CLOSE_MS = 500;

export class Exchange {
  readonly settings: () => TwilioSettings;
  readonly callbacks: Callbacks;
  readonly calls = new Map<string, Call>();
  readonly numbers = new Map<string, NumberConfig>();
  readonly #random: Random;
  readonly #now: Now;
  readonly #clock = new LineClock();
  readonly #handsets = new Map<string, Callee>();
  readonly #sockets = new Set<WebSocket>();
  readonly #closing = new AbortController();
  /** When the next outbound call may leave the queue, on the monotonic clock. */
  #nextOutboundAt = 0;

  constructor(settings: () => TwilioSettings, random: Random, now: Now) {
    this.settings = settings;
    this.#random = random;
    this.#now = now;
    // Every request of the exchange listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.callbacks = new Callbacks(settings, random, now, this.#closing.signal);
  }

  /** Aborted when the exchange closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Somebody calls one of the application's numbers. Nothing happens on the call before the caller has it in hand. */
  callIn(order: InboundOrder): Call {
    const { withheldNumber, onAbruptClose, media } = this.settings();
    const number = this.numbers.get(order.to);
    const call = this.#add({
      from: order.from ?? withheldNumber,
      to: order.to,
      direction: 'inbound',
      status: 'ringing',
      attestation: order.attestation,
      fallback: postTo(number?.fallbackUrl),
      onAbruptClose: order.onAbruptClose ?? onAbruptClose,
      strictWss: order.strictWss ?? media.strictWss,
      reporters: this.#reporters(postTo(number?.statusCallback), ['completed']),
    });
    const action = postTo(order.webhook ?? number?.voiceUrl);
    queueMicrotask(() => {
      if (action === undefined) call.end('network', 'unknown-number', 'failed');
      else this.send(call, { action });
    });
    return call;
  }

  /** The application calls somebody: queued, rung, and connected to TwiML. `queuedMs` is how long it waits its turn. */
  callOut(order: OutboundOrder): { call: Call; queuedMs: number } {
    const { onAbruptClose, media, callsPerSecond } = this.settings();
    const { action, events = [] } = order.statusCallback ?? {};
    const call = this.#add({
      from: order.from,
      to: order.to,
      direction: 'outbound-api',
      status: 'queued',
      fallback: order.fallback,
      onAbruptClose,
      strictWss: media.strictWss,
      reporters: this.#reporters(action, events),
    });
    const now = performance.now();
    const leavesAt = Math.max(now, this.#nextOutboundAt);
    this.#nextOutboundAt = leavesAt + 1_000 / callsPerSecond;
    // A call that is canceled or hung up leaves by an exception; it has ended already.
    this.#ring(call, order, leavesAt - now).catch(() => {});
    return { call, queuedMs: leavesAt - now };
  }

  /** A call that a Dial makes. */
  dialled(parent: Call, noun: NumberNoun, from: string): Call {
    const { onAbruptClose, strictWss, sid } = parent.details;
    return this.#add({
      from,
      to: noun.number,
      direction: 'outbound-dial',
      status: 'queued',
      parentSid: sid,
      onAbruptClose,
      strictWss,
      reporters: this.#reporters(noun.statusCallback ?? undefined, noun.statusEvents),
    });
  }

  /** Sends a call that is answered, or about to be, to TwiML; what it was doing is given up. */
  send(call: Call, source: Source): void {
    call.run((signal) => new TwimlProgram(call, this, signal).run(source));
  }

  /** Who answers a number: a handset that waits for it, or a person of the settings. */
  calleeOf(number: string): Callee {
    return this.#handsets.get(number) ?? personCallee(this.personOf(number));
  }

  /** What the settings say of whoever has a number. */
  personOf(number: string): Person {
    return this.settings().people[number] ?? person.parse({});
  }

  /** A handset waits for calls to a number, until the answer is called. */
  register(number: string, handset: Callee): () => void {
    this.#handsets.set(number, handset);
    return () => {
      if (this.#handsets.get(number) === handset) this.#handsets.delete(number);
    };
  }

  streamOptions(): StreamOptions {
    return {
      settings: this.settings(),
      random: this.#random,
      callbacks: this.callbacks,
      sockets: this.#sockets,
    };
  }

  /** Ends every call and lets the sockets say goodbye. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the exchange closes'));
    for (const call of this.calls.values()) call.end('network', 'shutdown');
    const closed = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    const patience = setTimeout(() => {
      for (const socket of this.#sockets) socket.terminate();
    }, CLOSE_MS);
    await Promise.all(closed);
    clearTimeout(patience);
  }

  async #ring(call: Call, order: OutboundOrder, queuedMs: number): Promise<void> {
    await pause(queuedMs, call.over);
    const callee = this.calleeOf(order.to);
    call.initiate();
    call.ring();
    const result = await ringFor(callee, call, order.timeoutSeconds * 1_000, call.over);
    if (result !== 'answered') return call.end('network', result, result);
    call.answer();
    const greeted = callee.connected(call);
    if (order.detection !== undefined)
      void detect(call, this.personOf(order.to), order.detection, greeted, this.callbacks);
    this.send(call, order.source);
    if (order.timeLimitSeconds === undefined) return;
    await pause(order.timeLimitSeconds * 1_000, call.over);
    call.end('network', 'time-limit');
  }

  #add(details: Omit<CallDetails, 'sid' | 'accountSid'>): Call {
    const full = { ...details, sid: newSid('CA'), accountSid: this.settings().accountSid };
    const call = new Call(full, this.#now, (events) => new Leg(this.#clock, this.#random, events));
    this.calls.set(call.details.sid, call);
    if (this.calls.size > REMEMBERED_CALLS) this.#forgetOldest();
    return call;
  }

  #forgetOldest(): void {
    for (const [sid, call] of this.calls) {
      if (call.over.aborted) return void this.calls.delete(sid);
    }
  }

  #reporters(action: Action | undefined, events: readonly string[]): StatusReporter[] {
    return action === undefined ? [] : [new StatusReporter(this.callbacks, action, events)];
  }
}

function postTo(url: string | undefined): Action | undefined {
  return url === undefined ? undefined : { url, method: 'POST' };
}
