/** What conversations start from, asked for while the phone rings: nobody waits for it once the stream begins. */
import { type CallId, callBrief } from '@bayline/contracts';
import type { Bus, Log } from '@bayline/runtime';
import type { z } from 'zod';

export type Brief = Extract<z.output<typeof callBrief.reply>, { type: 'brief' }>;

/** The socket follows the webhook within seconds, or not at all. */
const KEPT_MS = 15_000;

export class Briefs {
  readonly #bus: Pick<Bus, 'ask'>;
  readonly #log: Log;
  readonly #asked = new Map<string, Promise<Brief | undefined>>();

  constructor(bus: Pick<Bus, 'ask'>, log: Log) {
    this.#bus = bus;
    this.#log = log;
  }

  fetch(callId: CallId): void {
    this.#asked.set(callId, this.#ask(callId));
    setTimeout(() => this.#asked.delete(callId), KEPT_MS).unref();
  }

  /** What was fetched, once; undefined when nothing was, or it failed: whoever converses then asks for it. */
  async take(callId: CallId): Promise<Brief | undefined> {
    const brief = this.#asked.get(callId);
    this.#asked.delete(callId);
    return brief;
  }

  async #ask(callId: CallId): Promise<Brief | undefined> {
    try {
      const reply = await this.#bus.ask(callBrief, { callId }, { callId });
      return reply.type === 'brief' ? reply : undefined;
    } catch (error) {
      this.#log.warn({ callId, error }, 'what a call starts from could not be fetched ahead');
      return undefined;
    }
  }
}
