/** One listening socket: audio and control messages in; results out, on the recogniser's rhythm. */
import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { draw } from '../latency.ts';
import type { Random } from '../random.ts';
import type { Connection } from './connection.ts';
import type { Counts } from './counts.ts';
import { linear16ToMuLaw } from './linear16.ts';
import type { ListenQuery } from './listen-query.ts';
import { bytesOf, readControl } from './message.ts';
import { takingWords } from './mishearing.ts';
import { Recogniser, type Recognition } from './recogniser.ts';
import { type ListeningStream, messageOf, metadataOf } from './results.ts';
import type { ListeningSettings } from './settings.ts';

const NO_AUDIO =
  'Deepgram did not receive audio data or a text message within the timeout window. See https://dpgr.am/net0001';

export interface ListeningOptions {
  readonly requestId: string;
  readonly query: ListenQuery;
  readonly settings: ListeningSettings;
  readonly random: Random;
  readonly counts: Counts;
}

export class Listening {
  readonly #connection: Connection;
  readonly #options: ListeningOptions;
  readonly #stream: ListeningStream;
  readonly #recogniser: Recogniser;
  readonly #idle: NodeJS.Timeout;
  readonly #toMuLaw: (bytes: Uint8Array) => Uint8Array;
  #resultsDueAt = 0;
  #closing = false;

  constructor(webSocket: WebSocket, connection: Connection, options: ListeningOptions) {
    const { query, settings } = options;
    this.#connection = connection;
    this.#options = options;
    this.#stream = {
      requestId: options.requestId,
      modelId: randomUUID(),
      model: query.model,
      punctuated: query.punctuated,
    };
    this.#recogniser = new Recogniser(
      {
        interimMs: query.interimResults ? settings.interimMs : null,
        endpointingMs: query.endpointingMs,
        utteranceEndMs: query.utteranceEndMs,
        speechStartedMs: query.vadEvents ? settings.speechStartedMs : null,
        segmentMs: settings.segmentMs,
        finalizeEndsSpeech: settings.finalizeEndsSpeech,
      },
      takingWords(settings.errors, query.favoured, options.random),
    );
    this.#toMuLaw = query.encoding === 'linear16' ? linear16ToMuLaw() : (bytes) => bytes;
    this.#idle = setTimeout(() => this.#end(1011, NO_AUDIO), draw(settings.idleClose, options.random));
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('close', () => clearTimeout(this.#idle));
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    this.#idle.refresh();
    if (isBinary) this.#receiveAudio(bytesOf(data));
    else this.#receiveControl(readControl(data).type);
  }

  #receiveAudio(bytes: Uint8Array): void {
    // That an empty frame ends the socket is known; with which code is not.
    if (bytes.length === 0) return this.#end(1008, 'DATA-0000');
    this.#tell(this.#recogniser.hear(this.#toMuLaw(bytes)));
  }

  #receiveControl(type: unknown): void {
    if (type === 'Finalize') this.#tell(this.#recogniser.finalize());
    if (type !== 'CloseStream') return;
    this.#tell(this.#recogniser.finalize());
    this.#end(1000, '');
  }

  /** The recogniser answers on the audio's time; the vendor's processing is added on ours. */
  #tell(recognitions: readonly Recognition[]): void {
    for (const recognition of recognitions) {
      if (recognition.type === 'results' && recognition.isFinal) this.#options.counts.finals += 1;
      const delayMs = recognition.type === 'speech-started' ? 0 : this.#resultsDelay();
      this.#connection.send(messageOf(recognition, this.#stream), delayMs);
    }
  }

  /** Drawn for each, but results never overtake each other. */
  #resultsDelay(): number {
    const now = performance.now();
    this.#resultsDueAt = Math.max(
      this.#resultsDueAt,
      now + draw(this.#options.settings.processing, this.#options.random),
    );
    return this.#resultsDueAt - now;
  }

  #end(code: number, reason: string): void {
    this.#closing = true;
    clearTimeout(this.#idle);
    const afterResults = Math.max(0, this.#resultsDueAt - performance.now());
    this.#connection.send(metadataOf(this.#stream, this.#recogniser.position, new Date()), afterResults);
    this.#connection.close(code, reason, afterResults);
  }
}
