/** The ears of one call: its audio on the way to a recogniser, across reconnects, and what is recognised as facts to tell. */
import { type Clock, ProviderError } from '@bayline/runtime';
import { AudioRing } from './audio-ring.ts';
import { beginHearing, type Hearing, hear, inCallTime, type Recognised, type Told } from './hearing.ts';
import { BYTES_PER_MS, isVoiced, silence } from './mulaw.ts';
import type { RecogniserSocket } from './recogniser.ts';
import {
  answered,
  becomesTrouble,
  beginSteadiness,
  connected,
  hasStalled,
  lost,
  type Steadiness,
  voiceSent,
} from './steadiness.ts';

/** What every call of the process is listened to with. */
export interface ListeningTools {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly random: () => number;
  readonly recognisers: {
    /** @throws ProviderError */
    lease(keyterms: readonly string[]): Promise<RecogniserSocket>;
    release(socket: RecogniserSocket): void;
  };
}

export interface ListeningHearer {
  /** `sinceLastWordMs` only with finals: since the audio of their last word had arrived. */
  told(told: Told, sinceLastWordMs: number): void;
  /** There has been no recogniser for a while; and again when there is one. */
  troubled(forMs: number, over: boolean): void;
  /** The recogniser's socket was lost or could not be opened. */
  lost(reason: ProviderError): void;
}

export interface ListeningStart {
  readonly offsetMs: number;
  readonly toldUpToMs: number;
  readonly keyterms: readonly string[];
}

/** Audio that was lost on the bus becomes silence so that positions stay true; more than this is a call that was away. */
const MOST_SILENCE_MS = 10_000;
/** Replayed audio is sent in messages of 200 ms. */
const REPLAY_BYTES = 200 * BYTES_PER_MS;

export class Listening {
  readonly #tools: ListeningTools;
  readonly #hearer: ListeningHearer;
  readonly #ring: AudioRing;
  #hearing: Hearing;
  #steadiness: Steadiness;
  #socket: RecogniserSocket | undefined;
  #keyterms: readonly string[];
  #nextSequence = 0;
  #reconnect: NodeJS.Timeout | undefined;
  /** Where in the call the last loud audio ended. */
  #loudUpToMs: number;
  #stopped = false;

  constructor(tools: ListeningTools, start: ListeningStart, hearer: ListeningHearer) {
    this.#tools = tools;
    this.#keyterms = start.keyterms;
    this.#hearer = hearer;
    this.#ring = new AudioRing(start.offsetMs);
    this.#loudUpToMs = start.offsetMs;
    this.#hearing = beginHearing(start.offsetMs, start.toldUpToMs);
    this.#steadiness = beginSteadiness(tools.clock.monotonic());
    void this.#connect();
  }

  /** How long the caller has been quiet, by the sound of it. */
  get quietMs(): number {
    return this.#ring.endMs - this.#loudUpToMs;
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  /** Takes one entry of heard audio. Returns false for one that came before. */
  heard(sequence: number, audio: Uint8Array): boolean {
    const missing = sequence - this.#nextSequence;
    if (missing < 0) return false;
    this.#nextSequence = sequence + 1;
    if (missing > 0) this.#pass(silence(Math.min(MOST_SILENCE_MS, (missing * audio.length) / BYTES_PER_MS)));
    this.#pass(audio);
    return true;
  }

  /** Looks after the recogniser; to be called about twice a second. */
  tick(): void {
    const now = this.#tools.clock.monotonic();
    const socket = this.#socket;
    if (socket !== undefined && hasStalled(this.#steadiness, socket.bufferedBytes, now)) {
      this.#lose(new ProviderError('recogniser', 'stalled', { retryable: true }));
    }
    if (!becomesTrouble(this.#steadiness, now)) return;
    this.#steadiness = { ...this.#steadiness, troubled: true };
    this.#hearer.troubled(now - (this.#steadiness.downSince ?? now), false);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#reconnect);
    if (this.#socket !== undefined) this.#tools.recognisers.release(this.#socket);
    this.#socket = undefined;
  }

  #pass(audio: Uint8Array): void {
    this.#ring.push(audio, this.#tools.clock.monotonic());
    const voiced = isVoiced(audio);
    if (voiced) this.#loudUpToMs = this.#ring.endMs;
    if (this.#socket !== undefined) this.#send(this.#socket, audio, voiced);
  }

  #send(socket: RecogniserSocket, audio: Uint8Array, voiced: boolean): void {
    socket.send(audio);
    if (voiced) this.#steadiness = voiceSent(this.#steadiness, audio.length / BYTES_PER_MS);
  }

  async #connect(): Promise<void> {
    let socket: RecogniserSocket;
    try {
      socket = await this.#tools.recognisers.lease(this.#keyterms);
    } catch (error) {
      // What a call asks for beyond the others are its key terms: rather without them than not at all.
      if (asLoss(error).code === 'bad-request') this.#keyterms = [];
      this.#lose(asLoss(error));
      return;
    }
    if (this.#stopped) {
      this.#tools.recognisers.release(socket);
      return;
    }
    this.#begin(socket);
  }

  /** A new socket's time begins at 0 with the first audio that no result covers. */
  #begin(socket: RecogniserSocket): void {
    const { fromMs, audio } = this.#ring.since(this.#hearing.coveredMs);
    this.#socket = socket;
    socket.attach({
      recognised: (event) => this.#take(inCallTime(event, fromMs)),
      answered: () => {
        this.#steadiness = answered(this.#steadiness, this.#tools.clock.monotonic());
      },
      lost: (reason) => this.#lose(reason),
    });
    const { troubled, downSince } = this.#steadiness;
    const now = this.#tools.clock.monotonic();
    this.#steadiness = connected(this.#steadiness, now);
    for (let at = 0; at < audio.length; at += REPLAY_BYTES) {
      const chunk = audio.subarray(at, at + REPLAY_BYTES);
      this.#send(socket, chunk, isVoiced(chunk));
    }
    if (troubled) this.#hearer.troubled(now - (downSince ?? now), true);
  }

  #lose(reason: ProviderError): void {
    if (this.#stopped) return;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) this.#tools.recognisers.release(socket);
    this.#hearer.lost(reason);
    const next = lost(this.#steadiness, this.#tools.clock.monotonic(), this.#tools.random());
    this.#steadiness = next.steadiness;
    this.#reconnect = setTimeout(() => void this.#connect(), next.reconnectInMs);
  }

  #take(event: Recognised): void {
    const { hearing, told } = hear(this.#hearing, event);
    this.#hearing = hearing;
    if (told !== null) this.#hearer.told(told, told.type === 'final' ? this.#since(told.lastWordEndMs) : 0);
  }

  #since(offsetMs: number): number {
    const now = this.#tools.clock.monotonic();
    return Math.max(0, now - (this.#ring.arrivedAt(offsetMs) ?? now));
  }
}

function asLoss(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  return new ProviderError('recogniser', 'failed', { retryable: true, cause: error });
}
