/** One media socket: reads Twilio's messages, bounds them, and writes ours. What is wrong ends or ignores this one alone. */
import type { WebSocket } from 'ws';
import type { Call } from './call.ts';
import { RateLimit } from './limits.ts';
import type { Line } from './line.ts';
import { FrameReader, type FromTwilio, MessageWriter, readMessage, type StreamStart } from './twilio/media-messages.ts';

export interface MediaSocketSettings {
  readonly MESSAGES_PER_SECOND: number;
  readonly MESSAGE_BURST: number;
  readonly START_DEADLINE_MS: number;
  readonly IDLE_LIMIT_MS: number;
  readonly MAX_BUFFERED_BYTES: number;
}

export interface MediaSocketHooks {
  /** The stream wants to begin; undefined when it may not. */
  started(start: StreamStart, socket: MediaSocket): Call | undefined;
  ignored(reason: string): void;
  closed(): void;
}

const NORMAL_CLOSURE = 1_000;
const POLICY_VIOLATION = 1_008;
/** Somebody who sends so much that has to be ignored is not Twilio. */
const MOST_IGNORED = 500;
/** A peer that reads nothing for so long is cut off, and so is one that does not answer a close. */
const STUCK_MS = 5_000;
const CLOSE_WAIT_MS = 2_000;

export class MediaSocket implements Line {
  readonly #socket: WebSocket;
  readonly #settings: MediaSocketSettings;
  readonly #hooks: MediaSocketHooks;
  readonly #now: () => number;
  readonly #rate: RateLimit;
  readonly #openedAt: number;
  #heardAt: number;
  #readAt: number;
  #closingAt: number | undefined;
  #ignored = 0;
  #stream: { readonly sid: string; readonly reader: FrameReader; readonly writer: MessageWriter } | undefined;
  #call: Call | undefined;
  #stopped = false;

  constructor(socket: WebSocket, settings: MediaSocketSettings, hooks: MediaSocketHooks, now: () => number) {
    this.#socket = socket;
    this.#settings = settings;
    this.#hooks = hooks;
    this.#now = now;
    this.#openedAt = now();
    this.#heardAt = this.#openedAt;
    this.#readAt = this.#openedAt;
    this.#rate = new RateLimit(settings.MESSAGES_PER_SECOND, settings.MESSAGE_BURST, this.#openedAt);
    socket.on('message', (data, isBinary) => this.#received(data, isBinary));
    // Protocol errors close the socket by themselves; `close` follows.
    socket.on('error', () => hooks.ignored('protocol-error'));
    socket.on('close', () => this.#closed());
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  media(bytes: Buffer, start: number, end: number): void {
    if (this.#stream !== undefined && this.open) this.#socket.send(this.#stream.writer.media(bytes, start, end));
  }

  mark(name: string): void {
    if (this.#stream !== undefined && this.open) this.#socket.send(this.#stream.writer.mark(name));
  }

  clear(): void {
    if (this.#stream !== undefined && this.open) this.#socket.send(this.#stream.writer.clear);
  }

  close(code: number): void {
    this.#closingAt ??= this.#now();
    this.#socket.close(code);
  }

  /** Closes what never starts, says nothing any more, reads nothing, or does not answer a close. Called often. */
  check(now: number): void {
    const { START_DEADLINE_MS, IDLE_LIMIT_MS, MAX_BUFFERED_BYTES } = this.#settings;
    if (this.bufferedBytes < MAX_BUFFERED_BYTES) this.#readAt = now;
    if (this.#closingAt !== undefined) {
      if (now - this.#closingAt > CLOSE_WAIT_MS) this.#socket.terminate();
    } else if (this.#stream === undefined && now - this.#openedAt > START_DEADLINE_MS) this.#refuse('start-deadline');
    else if (now - this.#heardAt > IDLE_LIMIT_MS) this.#cutOff('idle');
    else if (now - this.#readAt > STUCK_MS) this.#cutOff('stuck');
  }

  #received(data: unknown, isBinary: boolean): void {
    if (this.#closingAt !== undefined) return;
    const now = this.#now();
    this.#heardAt = now;
    if (!this.#rate.allows(now)) return this.#ignore('too-many');
    if (isBinary || !Buffer.isBuffer(data)) return this.#ignore('binary');
    const bytes = this.#stream?.reader.read(data) ?? -1;
    if (bytes >= 0) this.#call?.heard(this.#stream?.reader.audio.subarray(0, bytes) ?? data);
    else this.#take(readMessage(data));
  }

  #take(message: FromTwilio): void {
    if (message.type === 'malformed') return this.#ignore('malformed');
    if (message.type === 'connected') return;
    if (message.type === 'start') return this.#start(message);
    if (this.#stream === undefined || this.#call === undefined) return this.#ignore('before-start');
    if (message.streamSid !== this.#stream.sid) return this.#ignore('other-stream');
    if (this.#stopped) return this.#ignore('after-stop');
    switch (message.type) {
      case 'media':
        return this.#call.heard(message.audio);
      case 'mark':
        return this.#call.marked(message.name);
      case 'dtmf':
        return this.#call.pressed(message.digit);
      case 'stop':
        this.#stopped = true;
        return this.close(NORMAL_CLOSURE);
    }
  }

  #start(start: StreamStart): void {
    if (this.#stream !== undefined) return this.#ignore('second-start');
    const { streamSid } = start;
    this.#stream = { sid: streamSid, reader: new FrameReader(streamSid), writer: new MessageWriter(streamSid) };
    this.#call = this.#hooks.started(start, this);
    if (this.#call === undefined) this.close(POLICY_VIOLATION);
  }

  #ignore(reason: string): void {
    this.#hooks.ignored(reason);
    this.#ignored += 1;
    if (this.#ignored > MOST_IGNORED) this.#refuse('too-much-ignored');
  }

  #refuse(reason: string): void {
    this.#hooks.ignored(reason);
    this.close(POLICY_VIOLATION);
  }

  #cutOff(reason: string): void {
    this.#hooks.ignored(reason);
    this.#socket.terminate();
  }

  #closed(): void {
    this.#hooks.closed();
    this.#call?.lineClosed(this.#stopped);
    this.#call = undefined;
  }
}
