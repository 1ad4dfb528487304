/** The asks this process answers: registered one by one, and when it leaves, finished before anything is closed. */
import type { Ask } from '@bayline/contracts';
import type { AnswerSubscription, Bus } from '@bayline/runtime';
import type { z } from 'zod';

export class Answering {
  readonly #bus: Bus;
  readonly #subscriptions: AnswerSubscription[] = [];
  readonly #live = new Set<Promise<unknown>>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  answer<Request extends z.ZodType, Reply extends z.ZodType>(
    contract: Ask<Request, Reply>,
    handler: (request: z.output<Request>) => Promise<z.input<Reply>>,
  ): void {
    const tracked = async (request: z.output<Request>): Promise<z.input<Reply>> => {
      const answer = handler(request);
      this.#live.add(answer);
      try {
        return await answer;
      } finally {
        this.#live.delete(answer);
      }
    };
    this.#subscriptions.push(this.#bus.answer(contract, tracked));
  }

  /** Takes no new asks; resolves when those under way are answered. */
  async stop(): Promise<void> {
    await Promise.all(this.#subscriptions.splice(0).map((subscription) => subscription.stop()));
    await Promise.allSettled(this.#live);
  }
}
