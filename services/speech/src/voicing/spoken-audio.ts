/** Audio on its way to the gateways: entries of all calls wait a few milliseconds for company and travel as one batch. */
import { AUDIO_BATCH_BYTES, AUDIO_BATCH_WAIT_MS, AudioBatch } from '@bayline/contracts';

/** Where a call's spoken audio goes. */
export interface Route {
  readonly gatewayId: string;
  readonly slot: number;
}

interface Entry {
  readonly slot: number;
  readonly generation: number;
  readonly sequence: number;
  readonly audio: Uint8Array;
}

interface Waiting {
  entries: Entry[];
  bytes: number;
}

export class SpokenAudio {
  readonly #send: (gatewayId: string, batch: Uint8Array) => void;
  readonly #batch = new AudioBatch();
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (gatewayId: string, batch: Uint8Array) => void) {
    this.#send = send;
  }

  /** Adds one entry; empty audio ends its generation. `urgent` audio takes the waiting entries of its gateway along at once. */
  add(route: Route, entry: Omit<Entry, 'slot'>, urgent: boolean): void {
    const waiting = this.#waiting.get(route.gatewayId) ?? { entries: [], bytes: 0 };
    this.#waiting.set(route.gatewayId, waiting);
    waiting.entries.push({ ...entry, slot: route.slot });
    waiting.bytes += entry.audio.length;
    if (urgent || waiting.bytes >= AUDIO_BATCH_BYTES) this.#flush(route.gatewayId, waiting);
    else this.#timer ??= setTimeout(() => this.#flushAll(), AUDIO_BATCH_WAIT_MS);
  }

  /** Forgets what waits of a generation and those before it: nothing of them is sent any more. */
  drop(route: Route, upToGeneration: number): void {
    const waiting = this.#waiting.get(route.gatewayId);
    if (waiting === undefined) return;
    waiting.entries = waiting.entries.filter((entry) => entry.slot !== route.slot || entry.generation > upToGeneration);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#flushAll();
  }

  #flushAll(): void {
    this.#timer = undefined;
    for (const [gatewayId, waiting] of this.#waiting) this.#flush(gatewayId, waiting);
  }

  #flush(gatewayId: string, waiting: Waiting): void {
    this.#waiting.delete(gatewayId);
    if (waiting.entries.length === 0) return;
    for (const { slot, generation, sequence, audio } of waiting.entries) {
      this.#batch.add(slot, generation, sequence, audio);
    }
    this.#send(gatewayId, this.#batch.take());
  }
}
