/** One speaking socket: text in, audio out, with Aura's limits on characters, flushes and age. */
import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { draw } from '../latency.ts';
import type { Random } from '../random.ts';
import type { Connection } from './connection.ts';
import type { Counts } from './counts.ts';
import { readControl } from './message.ts';
import type { SpeakingSettings } from './settings.ts';
import { SlidingWindow } from './sliding-window.ts';
import type { SpeakQuery } from './speak-query.ts';
import { Voicing } from './voicing.ts';

export interface SpeakingOptions {
  readonly requestId: string;
  readonly query: SpeakQuery;
  readonly settings: SpeakingSettings;
  readonly random: Random;
  readonly counts: Counts;
}

export class Speaking {
  readonly #connection: Connection;
  readonly #options: SpeakingOptions;
  readonly #voicing: Voicing;
  readonly #characters = new SlidingWindow();
  readonly #flushes = new SlidingWindow();
  readonly #session: NodeJS.Timeout;
  #text = '';
  #sequence = 0;
  #closing = false;

  constructor(webSocket: WebSocket, connection: Connection, options: SpeakingOptions) {
    const { query, settings, requestId } = options;
    this.#connection = connection;
    this.#options = options;
    this.#voicing = new Voicing(query, settings, (audio) => connection.send(audio));
    this.#session = setTimeout(() => this.#end(1011, 'NET-0003'), settings.sessionMs);
    webSocket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    webSocket.on('close', () => {
      clearTimeout(this.#session);
      this.#voicing.stop();
    });
    this.#tell({
      type: 'Metadata',
      request_id: requestId,
      model_name: query.model,
      model_version: '2025-04-01.0',
      model_uuid: randomUUID(),
      additional_model_uuids: [],
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    const message = isBinary ? {} : readControl(data);
    if (message.type === 'Speak' && typeof message.text === 'string') this.#speak(message.text);
    else if (message.type === 'Flush') this.#flush();
    else if (message.type === 'Clear') this.#clear();
    else if (message.type === 'Close') this.#closeWhenVoiced();
    else this.#warn('INVALID_MESSAGE', 'The message is none of Speak, Flush, Clear and Close.');
  }

  #speak(text: string): void {
    const { settings, counts } = this.#options;
    const now = performance.now();
    if (text.length > settings.charactersPerSpeak) return this.#end(1009, 'BIG-0001');
    this.#characters.add(text.length, now);
    if (this.#characters.sum(now) > settings.charactersPerMinute) return this.#end(1008, 'DATA-0001');
    counts.characters += text.length;
    this.#text += text;
    if (settings.startsBeforeFlush) this.#voiceWholeSentences();
  }

  #voiceWholeSentences(): void {
    const end = /^[\s\S]*[.!?](?=\s)/.exec(this.#text)?.[0].length ?? 0;
    if (end === 0) return;
    this.#voice(this.#text.slice(0, end), 0, () => {});
    this.#text = this.#text.slice(end);
  }

  #flush(): void {
    const { settings, counts } = this.#options;
    const now = performance.now();
    const heldBackMs = this.#flushes.waitFor(settings.flushesPerMinute, now);
    this.#flushes.add(1, now);
    counts.flushes += 1;
    if (heldBackMs > 0) this.#warn('FLUSH_LIMIT', `No more than ${settings.flushesPerMinute} flushes in 60 seconds.`);
    const text = this.#text;
    this.#text = '';
    this.#voice(text, heldBackMs, () => this.#tell({ type: 'Flushed', sequence_id: this.#nextSequence() }));
  }

  #voice(text: string, heldBackMs: number, onEnd: () => void): void {
    const { settings, random } = this.#options;
    this.#voicing.voice(text, Math.max(heldBackMs, draw(settings.firstByte, random)), onEnd);
  }

  #clear(): void {
    this.#text = '';
    this.#options.counts.clearedAt.note();
    this.#voicing.stop(this.#options.settings.lateChunksAfterClear);
    this.#tell({ type: 'Cleared', sequence_id: this.#nextSequence() });
  }

  /** What was said to the end of its text is still voiced. */
  #closeWhenVoiced(): void {
    this.#closing = true;
    this.#voice(this.#text, 0, () => this.#connection.close(1000));
  }

  #end(code: number, reason: string): void {
    this.#closing = true;
    this.#voicing.stop();
    this.#connection.close(code, reason);
  }

  #warn(code: string, description: string): void {
    this.#tell({ type: 'Warning', description, code });
  }

  #tell(message: object): void {
    this.#connection.send(JSON.stringify(message));
  }

  #nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence - 1;
  }
}
