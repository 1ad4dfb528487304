/** Live speech recognition by Deepgram (STT v1), through its SDK. */

import type { Guard } from '@bayline/runtime';
import { DeepgramClient } from '@deepgram/sdk';
import { z } from 'zod';
import type { Recognised } from '../hearing/hearing.ts';
import type { OpenRecogniser, RecogniserHearer, RecogniserSocket } from '../hearing/recogniser.ts';
import { createLink, type Link } from './link.ts';
import { type ListeningSettings, listeningParameters } from './parameters.ts';

export interface DeepgramAccess {
  readonly apiKey: string;
  /** Undefined for the vendor's own address. */
  readonly baseUrl: string | undefined;
  readonly handshakeMs: number;
}

/** NET-0001 closes a socket after 10 s of nothing; a quiet one says that it is alive every 3 to 5 s. */
const QUIET_MS = 3_000;
const LOOK_EVERY_MS = 2_000;

/** Opens recogniser sockets. `guard` holds the deadline and the breaker of connecting. */
export function deepgramRecogniser(access: DeepgramAccess, settings: ListeningSettings, guard: Guard): OpenRecogniser {
  return (keyterms) =>
    guard.run(async (signal) => {
      const socket = new ListeningSocket(access);
      signal.addEventListener('abort', () => socket.abort(), { once: true });
      await socket.connect(settings, keyterms);
      return socket;
    });
}

type SdkSocket = Awaited<ReturnType<DeepgramClient['listen']['v1']['connect']>>;

class ListeningSocket implements RecogniserSocket {
  readonly #link: Link;
  readonly #client: DeepgramClient;
  #socket: SdkSocket | undefined;
  #hearer: RecogniserHearer | undefined;
  #sentAt = performance.now();
  #keepAlive: NodeJS.Timeout | undefined;

  constructor(access: DeepgramAccess) {
    this.#link = createLink({
      handshakeMs: access.handshakeMs,
      onLost: (reason) => {
        clearInterval(this.#keepAlive);
        this.#hearer?.lost(reason);
      },
    });
    this.#client = new DeepgramClient({
      apiKey: access.apiKey,
      ...(access.baseUrl === undefined ? {} : { baseUrl: access.baseUrl }),
      transportFactory: this.#link.factory,
    });
  }

  async connect(settings: ListeningSettings, keyterms: readonly string[]): Promise<void> {
    this.#socket = await this.#client.listen.v1.connect({
      ...listeningParameters(settings, keyterms),
      reconnectAttempts: 0,
    });
    this.#socket.on('message', (message) => this.#take(message));
    this.#socket.connect();
    await this.#link.opened;
    this.#keepAlive = setInterval(() => this.#keepAliveWhenQuiet(), LOOK_EVERY_MS);
  }

  get open(): boolean {
    return this.#link.open;
  }

  get bufferedBytes(): number {
    return this.#link.bufferedBytes;
  }

  attach(hearer: RecogniserHearer): void {
    this.#hearer = hearer;
  }

  send(audio: Uint8Array): void {
    // An empty frame makes the recogniser close the socket.
    if (!this.open || audio.length === 0) return;
    this.#sentAt = performance.now();
    this.#socket?.sendMedia(audio);
  }

  close(): void {
    if (!this.open) {
      this.abort();
      return;
    }
    clearInterval(this.#keepAlive);
    this.#socket?.sendCloseStream({ type: 'CloseStream' });
    this.#socket?.close();
  }

  abort(): void {
    clearInterval(this.#keepAlive);
    this.#link.abort();
  }

  #keepAliveWhenQuiet(): void {
    if (!this.open || performance.now() - this.#sentAt < QUIET_MS) return;
    this.#sentAt = performance.now();
    this.#socket?.sendKeepAlive({ type: 'KeepAlive' });
  }

  #take(message: unknown): void {
    this.#hearer?.answered();
    const event = recognisedFrom(message);
    if (event !== null) this.#hearer?.recognised(event);
  }
}

/** The recogniser's seconds as our milliseconds. */
const seconds = z.number().transform((value) => Math.round(value * 1_000));

const results = z.object({
  type: z.literal('Results'),
  start: seconds,
  duration: seconds,
  is_final: z.boolean().nullish(),
  speech_final: z.boolean().nullish(),
  channel: z.object({
    alternatives: z.array(
      z.object({
        transcript: z.string(),
        confidence: z.number().nullish(),
        words: z
          .array(
            z.object({
              word: z.string(),
              punctuated_word: z.string().nullish(),
              start: seconds,
              end: seconds,
              confidence: z.number().nullish(),
            }),
          )
          .nullish(),
      }),
    ),
  }),
});

const known = z.discriminatedUnion('type', [
  results,
  z.object({ type: z.literal('SpeechStarted'), timestamp: seconds }),
  z.object({ type: z.literal('UtteranceEnd'), last_word_end: seconds }),
]);

/** What a message of the recogniser says; null for those that say nothing about the caller. */
export function recognisedFrom(message: unknown): Recognised | null {
  const parsed = known.safeParse(message);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.type === 'SpeechStarted') return { type: 'voice-began', atMs: data.timestamp };
  if (data.type === 'UtteranceEnd') return { type: 'utterance-ended', lastWordEndMs: data.last_word_end };
  return segmentFrom(data);
}

function segmentFrom(data: z.output<typeof results>): Recognised {
  const best = data.channel.alternatives[0];
  return {
    type: 'segment',
    startMs: data.start,
    endMs: data.start + data.duration,
    text: best?.transcript.trim() ?? '',
    words: (best?.words ?? []).map((word) => ({
      word: word.word,
      written: word.punctuated_word ?? word.word,
      startMs: word.start,
      endMs: word.end,
      confidence: clampConfidence(word.confidence),
    })),
    confidence: clampConfidence(best?.confidence),
    final: data.is_final === true,
    speechFinal: data.speech_final === true,
  };
}

function clampConfidence(confidence: number | null | undefined): number {
  return Math.min(1, Math.max(0, confidence ?? 0));
}
