/** What one caller hears: replies as they arrive from the speech instance, paced onto the line, and what was heard of them. */
import { type AudioEntry, audioPlayed, ownerEpochOf } from '@bayline/contracts';
import type { Bus } from '@bayline/runtime';
import type { AudioExchange } from './audio-exchange.ts';
import type { Ledger } from './ledger.ts';
import type { Line } from './line.ts';
import type { GatewayMetrics } from './metrics.ts';
import { type Outcome, type PlayedState, Playout, type PlayoutSettings, type PlayoutSink } from './playout.ts';

export interface SpeakingSettings extends PlayoutSettings {
  readonly maxBufferedBytes: number;
}

interface SpeakingHouse {
  readonly bus: Pick<Bus, 'tell'>;
  readonly exchange: Pick<AudioExchange, 'openSlot' | 'closeSlot'>;
  readonly metrics: GatewayMetrics;
  readonly now: () => number;
}

export class Speaking implements PlayoutSink {
  readonly #house: SpeakingHouse;
  readonly #callId: string;
  readonly #line: Line;
  readonly #ledger: Ledger;
  readonly #settings: SpeakingSettings;
  readonly #playout: Playout;
  readonly #slots = new Set<number>();
  #underruns = 0;

  constructor(house: SpeakingHouse, callId: string, line: Line, ledger: Ledger, settings: SpeakingSettings) {
    this.#house = house;
    this.#callId = callId;
    this.#line = line;
    this.#ledger = ledger;
    this.#settings = settings;
    this.#playout = new Playout(settings, this);
  }

  /** The caller hears nothing at this moment. */
  get quiet(): boolean {
    return this.#playout.isQuiet(this.#house.now());
  }

  outcome(generation: number): Outcome {
    return this.#playout.outcome(generation);
  }

  /** A slot for a speech instance that is asked to own the call. */
  offerSlot(): number {
    const slot = this.#house.exchange.openSlot((entry) => this.#spoken(entry));
    this.#slots.add(slot);
    return slot;
  }

  /** Audio is taken from this slot alone from now on; from none when undefined. */
  keepSlot(slot: number | undefined): void {
    for (const other of this.#slots) {
      if (other === slot) continue;
      this.#house.exchange.closeSlot(other);
      this.#slots.delete(other);
    }
  }

  /** Sends what is due. `at` is the moment of the playout clock. */
  tick(at: number): void {
    if (this.#playout.idle) return;
    this.#playout.pump(at);
    const dry = this.#playout.underruns - this.#underruns;
    if (dry > 0) this.#house.metrics.underruns(dry);
    this.#underruns += dry;
  }

  say(phrase: Buffer): void {
    this.#playout.say(phrase, this.#house.now());
  }

  cancel(generation: number): void {
    this.#playout.cancel(generation, this.#house.now());
  }

  /** The owner that was sending is gone: what is not complete is not heard any further. */
  abandonIncomplete(): void {
    this.#playout.abandonIncomplete(this.#house.now());
  }

  /** No more audio of this reply will come. */
  endReply(generation: number): void {
    this.#playout.receive(generation, Buffer.alloc(0), this.#house.now());
  }

  ownedFrom(epoch: number): void {
    this.#playout.ownedFrom(epoch);
  }

  marked(name: string): void {
    if (!this.#playout.marked(name, this.#house.now())) this.#house.metrics.ignored('stale-mark');
  }

  #spoken(entry: AudioEntry): void {
    const now = this.#house.now();
    if (entry.audio.length > 0) this.#ledger.firstByte(entry.generation, now);
    const received = this.#playout.receive(entry.generation, Buffer.from(entry.audio), now);
    if (received !== 'kept') this.#house.metrics.dropped(received);
  }

  // What the playout wants done.

  ready(): boolean {
    return this.#line.open && this.#line.bufferedBytes < this.#settings.maxBufferedBytes;
  }

  frame(bytes: Buffer, start: number, end: number): void {
    this.#line.media(bytes, start, end);
  }

  mark(name: string): void {
    this.#line.mark(name);
  }

  clear(): void {
    this.#line.clear();
  }

  played(generation: number, state: PlayedState, playedMs: number): void {
    if (state === 'started') this.#ledger.firstFrame(generation, this.#house.now());
    const epoch = ownerEpochOf(generation);
    this.#house.bus.tell(audioPlayed, this.#callId, { epoch, generation, state, playedMs });
  }

  markBack(generation: number): void {
    this.#ledger.firstMark(generation, this.#house.now());
  }
}
