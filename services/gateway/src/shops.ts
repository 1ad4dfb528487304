/** The shops that were called lately, by number: what is known when nobody can be asked. */
import type { Shop } from './pass.ts';

export class Shops {
  readonly #byNumber = new Map<string, Shop>();

  remember(number: string, { shopId, name, deskNumber }: Shop): void {
    this.#byNumber.set(number, { shopId, name, deskNumber });
  }

  of(number: string | null): Shop | null {
    return number === null ? null : (this.#byNumber.get(number) ?? null);
  }
}
