/** One client of /lab/phone: the handset of many calls, placed by it or coming in to numbers it waits at. */
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { TimedWord } from '../voice/rhythm.ts';
import type { Call, CallEvents } from './call.ts';
import type { Exchange } from './exchange.ts';
import {
  type CallEvent,
  type HandsetEvent,
  type HandsetMessage,
  type HandsetMessageTo,
  handsetMessage,
  type PhoneWord,
} from './handset-messages.ts';
import type { Callee, RingResult } from './people.ts';
import { waitFor } from './waiting.ts';

/** A call on this handset: its name, and the zero of its times. */
interface Held {
  readonly tag: string;
  readonly call: Call;
  readonly placedAt: number;
  /** Decides about a call that rings here. */
  decide: ((result: RingResult) => void) | null;
}

export class Handset {
  readonly #socket: WebSocket;
  readonly #exchange: Exchange;
  readonly #held = new Map<string, Held>();
  readonly #unregister: (() => void)[] = [];

  constructor(socket: WebSocket, exchange: Exchange) {
    this.#socket = socket;
    this.#exchange = exchange;
    socket.on('message', (data) => this.#receive(data));
    // A protocol error of the client's ends its socket; `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => this.#leave());
  }

  #receive(data: RawData): void {
    const message = handsetMessage.safeParse(parseJson(String(data)));
    if (!message.success) return this.#tell({ type: 'error', message: z.prettifyError(message.error) });
    this.#act(message.data);
  }

  #act(message: HandsetMessage): void {
    if (message.type === 'place') return this.#place(message);
    if (message.type === 'register') return this.#register(message.numbers);
    const held = this.#held.get(message.call);
    if (held === undefined) return this.#tell({ type: 'error', call: message.call, message: 'there is no such call' });
    if (message.type === 'pick-up') return held.decide?.('answered');
    if (message.type === 'decline') return held.decide?.('busy');
    this.#actOn(held.call, message);
  }

  #actOn(call: Call, message: HandsetMessageTo<'say' | 'press' | 'noise' | 'background' | 'hang-up'>): void {
    const { mouth } = call.leg;
    if (message.type === 'say') mouth.say(message.say, message.text, message);
    if (message.type === 'press') call.leg.press(message.digits);
    if (message.type === 'noise') mouth.noise(message.ms, message.level);
    if (message.type === 'background') mouth.background(message.level);
    if (message.type === 'hang-up') call.end('caller', 'hung-up');
  }

  #place(order: HandsetMessageTo<'place'>): void {
    if (this.#held.has(order.call))
      return this.#tell({ type: 'error', call: order.call, message: 'there is a call of that name' });
    const call = this.#exchange.callIn({ ...order, attestation: order.attestation ?? undefined });
    this.#hold(order.call, call);
    this.#tell({ type: 'placed', call: order.call, callSid: call.details.sid });
  }

  /** Takes a call in hand: it is on the line from now on, and its times count from here. */
  #hold(tag: string, call: Call): Held {
    const held: Held = { tag, call, placedAt: performance.now(), decide: null };
    this.#held.set(tag, held);
    call.attend(this.#eventsOf(held));
    return held;
  }

  /** Calls to these numbers ring here; the name of each is its sid. */
  #register(numbers: readonly string[]): void {
    const callee: Callee = { ring: (call, signal) => this.#ring(call, signal), connected: async () => {} };
    for (const number of numbers) this.#unregister.push(this.#exchange.register(number, callee));
    this.#tell({ type: 'registered', numbers });
  }

  #ring(call: Call, signal: AbortSignal): Promise<RingResult> {
    const { sid, from, to } = call.details;
    const held = this.#hold(sid, call);
    this.#tell({ type: 'ringing', call: sid, callSid: sid, from, to });
    return waitFor<RingResult>(signal, (done) => {
      held.decide = done;
      return () => {
        held.decide = null;
      };
    });
  }

  #eventsOf(held: Held): CallEvents {
    const { tag, call, placedAt } = held;
    const tell = (message: CallEvent) => this.#tell({ ...message, call: tag });
    const now = () => performance.now() - placedAt;
    // The phone goes on the line at the next phase of its clock, a moment after the call was placed.
    const offset = call.leg.beganAt - placedAt;
    let answered = false;
    return {
      onSaid: ({ id, words }) => {
        const timed = words.map((word) => shifted(word, offset));
        const [first, last] = [timed[0], timed.at(-1)];
        tell({ type: 'said', say: id, startMs: first?.startMs ?? now(), endMs: last?.endMs ?? now(), words: timed });
      },
      onHeard: (word) => tell({ type: 'heard', ...shifted(word, offset) }),
      onVoice: (on, atMs) => tell({ type: 'voice', on, atMs: atMs + offset }),
      onTwiml: (verb) => tell({ type: 'twiml', ...verb }),
      onStream: (state) => {
        tell({ type: 'stream', state, atMs: now() });
        if (state === 'up' && !answered) tell({ type: 'answered', atMs: now() });
        answered ||= state === 'up';
      },
      onCleared: (droppedMs) => tell({ type: 'cleared', atMs: now(), droppedMs }),
      onProblem: (code, message) => tell({ type: 'problem', code, message }),
      onEnded: (by, reason) => {
        this.#held.delete(tag);
        tell({ type: 'ended', by, reason, atMs: now() });
      },
    };
  }

  /** Whoever held this handset is gone: every call on it is hung up. */
  #leave(): void {
    for (const unregister of this.#unregister) unregister();
    for (const { call } of [...this.#held.values()]) call.end('caller', 'hung-up');
  }

  #tell(message: HandsetEvent): void {
    this.#socket.send(JSON.stringify(message));
  }
}

function shifted({ word, start, end }: TimedWord, offsetMs: number): PhoneWord {
  return { word, startMs: start + offsetMs, endMs: end + offsetMs };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema says what was expected.
    return undefined;
  }
}
