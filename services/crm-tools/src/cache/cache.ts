/** Answers kept in Redis for a while: a write makes them invalid, a stampede makes one query, and Redis away makes none of it wait. */
import type { Guard, GuardMaker, Log, RedisClient } from '@bayline/runtime';

export interface CacheOptions {
  readonly redis: RedisClient;
  readonly guard: GuardMaker;
  readonly deadlineMs: number;
  readonly log: Log;
}

interface Kept {
  /** The key's generation when the value was read; a write since then has counted it up. */
  readonly generation: string;
  readonly value: unknown;
}

/** Longer than any value lives. */
const GENERATION_SECONDS = 8 * 24 * 3_600;

export class Cache {
  readonly #redis: RedisClient;
  readonly #guard: Guard;
  readonly #log: Log;
  /** Loads under way: whoever asks meanwhile waits for the same one. */
  readonly #loading = new Map<string, Promise<unknown>>();
  /** Keys that were written while Redis was away: not read from it until it knows. */
  readonly #unsaid = new Set<string>();

  constructor({ redis, guard, deadlineMs, log }: CacheOptions) {
    this.#redis = redis;
    this.#guard = guard({ provider: 'redis', operation: 'cache', deadlineMs, failures: 3, probeAfterMs: 1_000 });
    this.#log = log;
    redis.on('ready', () => void this.#sayAgain());
  }

  /** The kept value of a key, else what `load` brings; that is kept for `seconds`, unless the key was written meanwhile. */
  async get<T>(key: string, seconds: number, load: () => Promise<T>): Promise<T> {
    const running = this.#loading.get(key);
    if (running !== undefined) return running as Promise<T>;
    const loading = this.#get(key, seconds, load).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  /** Keeps a value that nothing ever makes invalid. */
  put(key: string, seconds: number, value: unknown): Promise<void> {
    return this.#keep(key, { generation: '0', value }, seconds);
  }

  /** What is kept of a key; undefined when there is nothing, or Redis does not answer. */
  async peek<T>(key: string): Promise<T | undefined> {
    return (await this.#read(key))?.value as T | undefined;
  }

  /** Makes what is kept of a key invalid, in every process. */
  async invalidate(key: string): Promise<void> {
    this.#loading.delete(key);
    this.#unsaid.add(key);
    await this.#sayAgain();
  }

  async #get<T>(key: string, seconds: number, load: () => Promise<T>): Promise<T> {
    const kept = await this.#read(key);
    if (kept?.value !== undefined) return kept.value as T;
    const value = await load();
    if (kept !== undefined) await this.#keep(key, { generation: kept.generation, value }, seconds);
    return value;
  }

  /** What Redis has, with the key's generation; undefined when Redis does not answer or does not know of a write. */
  async #read(key: string): Promise<{ generation: string; value?: unknown } | undefined> {
    if (this.#unsaid.has(key)) return undefined;
    try {
      const [text, counted] = await this.#guard.run(() => this.#redis.mget(key, generationKey(key)));
      const generation = counted ?? '0';
      const kept: Kept | null = text == null ? null : JSON.parse(text);
      return kept?.generation === generation ? { generation, value: kept.value } : { generation };
    } catch {
      // Without Redis the value is loaded; the guard has counted the failure.
      return undefined;
    }
  }

  async #keep(key: string, kept: Kept, seconds: number): Promise<void> {
    try {
      await this.#guard.run(() => this.#redis.set(key, JSON.stringify(kept), 'EX', seconds));
    } catch {
      // It is loaded again next time; the guard has counted the failure.
    }
  }

  /** Tells Redis about the writes it has not heard of. */
  async #sayAgain(): Promise<void> {
    for (const key of [...this.#unsaid]) {
      try {
        const generation = generationKey(key);
        await this.#guard.run(() =>
          this.#redis.multi().incr(generation).expire(generation, GENERATION_SECONDS).del(key).exec(),
        );
        this.#unsaid.delete(key);
      } catch (error) {
        this.#log.warn({ error, unsaid: this.#unsaid.size }, 'a write could not be told to the cache yet');
        return;
      }
    }
  }
}

function generationKey(key: string): string {
  return `${key}:generation`;
}
