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
  readonly #asked = new Map<string, { brief: Promise<Brief | undefined>; lapses: NodeJS.Timeout }>();

  constructor(bus: Pick<Bus, 'ask'>, log: Log) {
    this.#bus = bus;
    this.#log = log;
  }

  fetch(callId: CallId): void {
    const lapses = setTimeout(() => this.#asked.delete(callId), KEPT_MS).unref();
    this.#asked.set(callId, { brief: this.#ask(callId), lapses });
  }

  /** What was fetched, once; undefined when nothing was, or it failed: whoever converses then asks for it. */
  async take(callId: CallId): Promise<Brief | undefined> {
    const asked = this.#asked.get(callId);
    this.#asked.delete(callId);
    clearTimeout(asked?.lapses);
    return asked?.brief;
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
