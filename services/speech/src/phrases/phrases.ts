/** Stock phrases as audio: in memory for every call, in Redis for the next instance, and from the synthesiser once. */
import type { Log } from '@bayline/runtime';
import type { SynthesisePhrase } from '../voicing/synthesiser.ts';
import { phraseKey, phraseText } from './phrase-key.ts';

const SEVEN_DAYS_S = 7 * 24 * 3_600;
/** Phrases synthesised at a time; replies come first at the provider. */
const AT_ONCE = 2;
const RETRY_MS = { first: 1_000, most: 30_000 } as const;

/** What phrases need of Redis. */
export interface SharedPhrases {
  getBuffer(key: string): Promise<Buffer | null>;
  set(key: string, audio: Buffer, unit: 'EX', seconds: number): Promise<unknown>;
}

export interface PhrasesOptions {
  readonly voice: string;
  readonly synthesise: SynthesisePhrase;
  readonly redis: SharedPhrases;
  readonly log: Log;
  /** Audio kept in memory at most; the phrases not used for longest give way. */
  readonly memoryBytes: number;
}

export class Phrases {
  readonly #options: PhrasesOptions;
  /** In the order of their last use. */
  readonly #kept = new Map<string, Uint8Array>();
  readonly #coming = new Map<string, Promise<Uint8Array>>();
  /** To be fetched, the next one first. */
  #wanted = new Set<string>();
  #bytes = 0;
  #working = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PhrasesOptions) {
    this.#options = options;
  }

  get counts(): { kept: number; wanted: number; bytes: number } {
    return { kept: this.#kept.size, wanted: this.#wanted.size, bytes: this.#bytes };
  }

  /** The audio of a phrase when memory has it; otherwise it is the next to be fetched in the background: a call is saying it. */
  kept(text: string): Uint8Array | undefined {
    const key = phraseText(text);
    const audio = this.#kept.get(key);
    if (audio === undefined) {
      if (key !== '') this.#wanted = new Set([key, ...this.#wanted]);
      this.#work();
      return undefined;
    }
    this.#kept.delete(key);
    this.#kept.set(key, audio);
    return audio;
  }

  /** The audio of a phrase from wherever it can be had now. @throws ProviderError */
  voice(text: string): Promise<Uint8Array> {
    const key = phraseText(text);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return Promise.resolve(kept);
    const coming = this.#coming.get(key) ?? this.#fetch(key).finally(() => this.#coming.delete(key));
    this.#coming.set(key, coming);
    return coming;
  }

  /** Fetches phrases in the background, a few at a time, and tries again for as long as it takes. */
  want(texts: readonly string[]): void {
    for (const text of texts) {
      const key = phraseText(text);
      if (key !== '' && !this.#kept.has(key)) this.#wanted.add(key);
    }
    this.#work();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  #work(): void {
    for (const key of this.#wanted) {
      if (this.#closed || this.#retry !== undefined || this.#working >= AT_ONCE) return;
      this.#wanted.delete(key);
      this.#working += 1;
      this.voice(key).then(
        () => this.#fetched(),
        () => this.#failed(key),
      );
    }
  }

  #fetched(): void {
    this.#working -= 1;
    this.#failures = 0;
    this.#work();
  }

  #failed(key: string): void {
    this.#working -= 1;
    this.#wanted.add(key);
    if (this.#retry !== undefined) return;
    const waitMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#work();
    }, waitMs);
  }

  async #fetch(text: string): Promise<Uint8Array> {
    const key = phraseKey(this.#options.voice, text);
    const shared = await this.#fromRedis(key);
    const audio = shared ?? (await this.#options.synthesise(text));
    this.#keep(text, audio);
    if (shared === undefined) this.#toRedis(key, audio);
    return audio;
  }

  async #fromRedis(key: string): Promise<Uint8Array | undefined> {
    try {
      const audio = await this.#options.redis.getBuffer(key);
      return audio === null || audio.length === 0 ? undefined : new Uint8Array(audio);
    } catch {
      // Redis is a convenience: the synthesiser has every phrase, too.
      return undefined;
    }
  }

  #toRedis(key: string, audio: Uint8Array): void {
    const stored = this.#options.redis.set(key, Buffer.from(audio), 'EX', SEVEN_DAYS_S);
    // The next instance will synthesise the phrase itself.
    stored.catch((error: unknown) => this.#options.log.debug({ error }, 'a phrase was not shared'));
  }

  #keep(text: string, audio: Uint8Array): void {
    if (audio.length === 0 || audio.length > this.#options.memoryBytes) return;
    this.#kept.set(text, audio);
    this.#bytes += audio.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#options.memoryBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
  }
}
