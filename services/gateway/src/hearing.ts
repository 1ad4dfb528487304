/** What one caller says, on its way to the call's speech instance; kept for a while, to be said again to the next one. */
import type { AudioExchange } from './audio-exchange.ts';
import { CallerAudio } from './caller-audio.ts';
import type { BusState } from './owners.ts';
import { BYTES_PER_MS } from './twilio/media-messages.ts';

/** How much a new speech owner is told again. */
const REPLAY_MS = 5_000;
/** Kept beyond that, because finding a new owner takes a while in which the caller may go on speaking. */
const SEARCH_MS = 5_000;
/** Audio is told again in pieces of 200 ms. */
const REPLAY_CHUNK_BYTES = 1_600;
/** After a reconnect the speech instances have this long to find the bus again as well. */
const AFTER_RECONNECT_MS = 500;

interface Route {
  readonly speechId: string;
  readonly slot: number;
  sequence: number;
}

export class Hearing {
  readonly #exchange: Pick<AudioExchange, 'hear'>;
  readonly #bus: BusState;
  readonly #audio: CallerAudio;
  #route: Route | undefined;
  #toldUpToMs: number;
  /** The position up to which the speech instance was sent everything. */
  #sentUpToMs: number;

  /** `startMs` is the position of the stream's first byte in the caller's audio. */
  constructor(exchange: Pick<AudioExchange, 'hear'>, bus: BusState, startMs: number) {
    this.#exchange = exchange;
    this.#bus = bus;
    this.#audio = new CallerAudio(startMs, REPLAY_MS + SEARCH_MS);
    this.#toldUpToMs = startMs;
    this.#sentUpToMs = startMs;
  }

  /** The caller's audio up to here has become transcripts. */
  get toldUpToMs(): number {
    return this.#toldUpToMs;
  }

  /** Where a new speech instance should begin: what was not told, at most the last five seconds. */
  get offsetMs(): number {
    return Math.min(this.#audio.positionMs, Math.max(this.#toldUpToMs, this.#audio.positionMs - REPLAY_MS));
  }

  /** When the audio up to a position had arrived here. */
  arrivedAt(positionMs: number): number | undefined {
    return this.#audio.arrivedAt(positionMs);
  }

  heard(audio: Uint8Array, now: number): void {
    this.#audio.add(audio, now);
    if (this.#route === undefined) return;
    // While the bus is away nothing is sent, and afterwards all of it: the position of every byte stays right.
    if (!this.#bus.connected || now - this.#bus.reconnectedAt < AFTER_RECONNECT_MS) return;
    const before = this.#audio.positionMs - audio.length / BYTES_PER_MS;
    if (before > this.#sentUpToMs) this.#catchUp(this.#route);
    else this.#send(this.#route, audio);
  }

  transcribed(upToMs: number): void {
    this.#toldUpToMs = Math.max(this.#toldUpToMs, upToMs);
  }

  /** From now on this speech instance hears the caller, beginning at the position it was told when it was asked. */
  listenedToBy(speechId: string, slot: number, offsetMs: number): void {
    this.#route = { speechId, slot, sequence: 0 };
    this.#sentUpToMs = offsetMs;
    this.#catchUp(this.#route);
  }

  /** Nobody hears the caller; what is said is kept. */
  unheard(): void {
    this.#route = undefined;
  }

  /** Sends what was missed, faster than real time. */
  #catchUp(route: Route): void {
    const missed = this.#audio.from(this.#sentUpToMs);
    for (let at = 0; at < missed.length; at += REPLAY_CHUNK_BYTES) {
      this.#send(route, missed.subarray(at, at + REPLAY_CHUNK_BYTES));
    }
  }

  #send(route: Route, audio: Uint8Array): void {
    this.#exchange.hear(route.speechId, route.slot, route.sequence, audio);
    route.sequence += 1;
    this.#sentUpToMs += audio.length / BYTES_PER_MS;
  }
}
