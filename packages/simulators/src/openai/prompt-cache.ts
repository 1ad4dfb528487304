/** The automatic prompt cache: how much of a prompt's beginning was sent before under the same key. */
import { createHash } from 'node:crypto';

const LEAST_TOKENS = 1_024;
const STEP_TOKENS = 128;
const CHARACTERS_PER_TOKEN = 4;
/** Beyond this many remembered beginnings the oldest is forgotten. */
const REMEMBERED = 4_096;

export class PromptCache {
  readonly #seen = new Set<string>();

  /** How many of the prompt's first tokens were seen before; remembers the whole prompt. */
  use(prompt: string, key: string): number {
    const hash = createHash('sha256').update(key);
    let cached = 0;
    for (let tokens = STEP_TOKENS; tokens * CHARACTERS_PER_TOKEN <= prompt.length; tokens += STEP_TOKENS) {
      const to = tokens * CHARACTERS_PER_TOKEN;
      hash.update(prompt.slice(to - STEP_TOKENS * CHARACTERS_PER_TOKEN, to));
      if (tokens >= LEAST_TOKENS && this.#remember(hash.copy().digest('base64url'))) cached = tokens;
    }
    return cached;
  }

  #remember(beginning: string): boolean {
    const known = this.#seen.delete(beginning);
    this.#seen.add(beginning);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return known;
  }
}
