/** All calls of this instance: taking them, sending each its heard audio, keeping them alive, letting them go. */
import { type callListen, readAudioBatch } from '@bayline/contracts';
import type { z } from 'zod';
import { type Load, refusalOf } from './admission.ts';
import { Call, type CallTools, type ListenRequest } from './call.ts';

/** Owners say that they live so often. */
const BEAT_MS = 500;

export class Calls {
  readonly #tools: CallTools;
  readonly #load: () => Omit<Load, 'calls' | 'draining'>;
  readonly #byId = new Map<string, Call>();
  readonly #bySlot = new Map<number, Call>();
  readonly #timer: NodeJS.Timeout;
  #nextSlot = 1;
  #draining = false;
  #onEmpty: (() => void) | undefined;

  constructor(tools: CallTools, load: () => Omit<Load, 'calls' | 'draining'>) {
    this.#tools = tools;
    this.#load = load;
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Calls without a recogniser at this moment. */
  get unheard(): number {
    return [...this.#byId.values()].filter((call) => !call.listened).length;
  }

  /** Takes a call, or says why not. The call is subscribed to when this returns. */
  listen(request: ListenRequest): z.input<typeof callListen.reply> {
    const owned = this.#byId.get(request.callId);
    if (owned !== undefined && request.epoch <= owned.request.epoch) {
      // The same ask again gets the same answer; one that was overtaken by a later ask gets nothing.
      if (request.epoch === owned.request.epoch) return this.#accepted(owned);
      return { type: 'refused', reason: 'busy' };
    }
    const load = { ...this.#load(), calls: this.size - (owned === undefined ? 0 : 1), draining: this.#draining };
    const reason = refusalOf(load, request.offsetMs > 0);
    if (reason !== null) {
      this.#tools.log.warn({ callId: request.callId, reason }, 'a call was refused');
      return { type: 'refused', reason };
    }
    if (owned !== undefined) this.#letGo(owned);
    return this.#accepted(this.#take(request));
  }

  /** Takes a batch of heard audio apart. What belongs to no call of ours is counted and dropped. */
  heard(batch: Uint8Array): void {
    const whole = readAudioBatch(batch, ({ slot, sequence, audio }) => {
      const call = this.#bySlot.get(slot);
      if (call === undefined) this.#tools.measures.unknownSlot();
      else call.heard(sequence, audio);
    });
    if (!whole) this.#tools.measures.brokenBatch();
  }

  /** Takes no new calls and resolves when the live ones are over. */
  drain(): Promise<void> {
    this.#draining = true;
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      this.#checkEmpty();
    });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const call of [...this.#byId.values()]) this.#letGo(call);
  }

  #take(request: ListenRequest): Call {
    const heardSlot = this.#nextSlot;
    this.#nextSlot += 1;
    const call: Call = new Call(this.#tools, request, heardSlot, () => this.#letGo(call));
    this.#byId.set(request.callId, call);
    this.#bySlot.set(heardSlot, call);
    return call;
  }

  #letGo(call: Call): void {
    if (this.#bySlot.get(call.heardSlot) !== call) return;
    this.#bySlot.delete(call.heardSlot);
    this.#byId.delete(call.request.callId);
    call.stop();
    this.#checkEmpty();
  }

  #accepted(call: Call): z.input<typeof callListen.reply> {
    return { type: 'listening', speechId: this.#tools.instanceId, heardSlot: call.heardSlot };
  }

  #beat(): void {
    for (const call of this.#byId.values()) call.beat();
  }

  #checkEmpty(): void {
    if (this.size === 0) this.#onEmpty?.();
  }
}
