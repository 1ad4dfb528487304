/** Streaming speech synthesis by Deepgram (TTS v1), through its SDK. */

import { type Guard, type Log, ProviderError } from '@bayline/runtime';
import { DeepgramClient } from '@deepgram/sdk';
import { z } from 'zod';
import type { OpenSynthesiser, SynthesiserHearer, SynthesiserSocket } from '../voicing/synthesiser.ts';
import { PROVIDER } from './failures.ts';
import { createLink, type Link } from './link.ts';
import type { DeepgramAccess } from './listening.ts';
import { speakingParameters } from './parameters.ts';

/** Opens synthesiser sockets. `guard` holds the deadline and the breaker of connecting. */
export function deepgramSynthesiser(access: DeepgramAccess, model: string, guard: Guard, log: Log): OpenSynthesiser {
  return () =>
    guard.run(async (signal) => {
      const socket = new SpeakingSocket(access, log);
      signal.addEventListener('abort', () => socket.abort(), { once: true });
      await socket.connect(model);
      return socket;
    });
}

type SdkSocket = Awaited<ReturnType<DeepgramClient['speak']['v1']['connect']>>;

/** Everything but audio; older payloads call a warning's fields differently. */
const message = z.object({
  type: z.string(),
  code: z.string().nullish(),
  warn_code: z.string().nullish(),
  description: z.string().nullish(),
  warn_msg: z.string().nullish(),
});

class SpeakingSocket implements SynthesiserSocket {
  readonly #link: Link;
  readonly #client: DeepgramClient;
  readonly #log: Log;
  #socket: SdkSocket | undefined;
  #hearer: SynthesiserHearer | undefined;

  constructor(access: DeepgramAccess, log: Log) {
    this.#log = log;
    this.#link = createLink({
      handshakeMs: access.handshakeMs,
      onBinary: (bytes) => this.#hearer?.audio(bytes),
      onLost: (reason) => this.#hearer?.lost(reason),
    });
    this.#client = new DeepgramClient({
      apiKey: access.apiKey,
      ...(access.baseUrl === undefined ? {} : { baseUrl: access.baseUrl }),
      transportFactory: this.#link.factory,
    });
  }

  async connect(model: string): Promise<void> {
    this.#socket = await this.#client.speak.v1.connect({ ...speakingParameters(model), reconnectAttempts: 0 });
    this.#socket.on('message', (received) => this.#take(received));
    this.#socket.connect();
    await this.#link.opened;
  }

  get open(): boolean {
    return this.#link.open;
  }

  attach(hearer: SynthesiserHearer): void {
    this.#hearer = hearer;
  }

  speak(text: string): void {
    if (this.open) this.#socket?.sendText({ type: 'Speak', text });
  }

  flush(): void {
    if (this.open) this.#socket?.sendFlush({ type: 'Flush' });
  }

  clear(): void {
    if (this.open) this.#socket?.sendClear({ type: 'Clear' });
  }

  close(): void {
    if (!this.open) {
      this.abort();
      return;
    }
    this.#socket?.sendClose({ type: 'Close' });
    this.#socket?.close();
  }

  abort(): void {
    this.#link.abort();
  }

  #take(received: unknown): void {
    const parsed = message.safeParse(received);
    if (!parsed.success) return;
    const { type } = parsed.data;
    if (type === 'Flushed') this.#hearer?.flushed();
    else if (type === 'Cleared') this.#hearer?.cleared();
    else if (type === 'Warning') this.#takeWarning(parsed.data);
  }

  /** After too many flushes there is no audio until the minute has passed: it looks like a stall and is not one. */
  #takeWarning(warning: z.output<typeof message>): void {
    const code = warning.code ?? warning.warn_code ?? '';
    const description = warning.description ?? warning.warn_msg ?? '';
    this.#log.warn({ code }, 'the synthesiser warns');
    if (!/flush/i.test(`${code} ${description}`)) return;
    this.#hearer?.lost(new ProviderError(PROVIDER, 'flush-limit', { retryable: true }));
  }
}
