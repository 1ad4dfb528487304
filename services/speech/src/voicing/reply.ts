/** One reply being voiced: carries out what voicing.ts decides, on a line to the synthesiser and towards the gateway. */
import { type Clock, type Guard, ProviderError } from '@bayline/runtime';
import { BYTES_PER_MS } from '../hearing/mulaw.ts';
import { Chunks } from './chunks.ts';
import type { Line } from './line.ts';
import { correctPace } from './pace.ts';
import { flushDueAt } from './sending.ts';
import type { Route, SpokenAudio } from './spoken-audio.ts';
import { beginVoicing, voice } from './voicing.ts';
import type { VoicedRange, Voicing, VoicingEffect, VoicingEvent } from './voicing-state.ts';

/** What every reply of the process is voiced with. */
export interface VoicingTools {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly lines: {
    /** @throws ProviderError */
    lease(): Promise<Line>;
    release(line: Line, inGoodOrder: boolean): void;
  };
  /** Deadline, breaker and metric of the first audio after a flush. */
  readonly firstByte: Guard;
  /** The kept audio of a stock phrase; undefined when there is none yet. */
  readonly phrase: (text: string) => Uint8Array | undefined;
  readonly spoken: SpokenAudio;
  /** How fast the voice speaks, learned from every stretch whose length is known. */
  readonly pace: { current: number };
  /** How long text may wait for the end of its reply while the caller hears nothing. */
  readonly patienceMs: number;
  /** The longest silence of a synthesiser that owes audio. */
  readonly stallMs: number;
}

const NO_AUDIO = new Uint8Array(0);

/** Who hears what becomes of a reply. */
export interface ReplyHearer {
  voiced(range: VoicedRange): void;
  /** Its last audio was handed on, or none of it will be. */
  over(): void;
}

export class Reply {
  readonly generation: number;
  readonly #tools: VoicingTools;
  readonly #route: Route;
  readonly #hearer: ReplyHearer;
  /** Audio that waits until the reply before this one is over; undefined once it may be heard. */
  #waiting: Uint8Array[] | undefined;
  readonly #chunks = new Chunks();
  readonly #kept = new Map<string, Uint8Array>();
  #voicing: Voicing;
  #line: Line | undefined;
  #sequence = 0;
  #firstByte: { resolve: () => void; reject: (reason: ProviderError) => void } | undefined;
  #stall: NodeJS.Timeout | undefined;
  #due: NodeJS.Timeout | undefined;

  /** @param waits whether its audio is kept back until `open` is called */
  constructor(tools: VoicingTools, route: Route, generation: number, hearer: ReplyHearer, waits = false) {
    this.#tools = tools;
    this.#route = route;
    this.generation = generation;
    this.#hearer = hearer;
    this.#waiting = waits ? [] : undefined;
    this.#voicing = beginVoicing(tools.clock.monotonic(), tools.patienceMs);
  }

  get over(): boolean {
    return this.#voicing.state !== 'open';
  }

  piece(piece: { index: number; text: string; last: boolean; fixed: boolean }): void {
    const { index, text, last } = piece;
    const audio = piece.fixed ? this.#tools.phrase(text) : undefined;
    if (audio !== undefined) this.#kept.set(text, audio);
    this.#take({ type: 'piece', index, text, last, keptMs: audio === undefined ? null : audio.length / BYTES_PER_MS });
  }

  /** The reply before this one is over: what was kept back goes out, and the rest follows as it comes. */
  open(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const audio of waiting) this.#add(audio);
  }

  /** Stops at once: nothing of this reply is sent after this returns. */
  cancel(): void {
    if (this.#waiting !== undefined) this.#waiting = [];
    this.#take({ type: 'cancelled' });
    this.#tools.spoken.drop(this.#route, this.generation);
  }

  #take(event: VoicingEvent, audio: Uint8Array = NO_AUDIO): void {
    const wasOver = this.over;
    const { voicing, effects } = voice(this.#voicing, event, this.#tools.clock.monotonic());
    this.#voicing = voicing;
    for (const effect of effects) this.#carryOut(effect, audio);
    this.#watchForAudio();
    this.#setDue();
    if (this.over && !wasOver) this.#hearer.over();
  }

  #carryOut(effect: VoicingEffect, audio: Uint8Array): void {
    if (effect.type === 'lease') void this.#lease();
    else if (effect.type === 'speak') this.#line?.speak(effect.text);
    else if (effect.type === 'flush') this.#line?.flush();
    else if (effect.type === 'release') this.#release(effect.line);
    else if (effect.type === 'play') this.#send(this.#kept.get(effect.text) ?? NO_AUDIO);
    else if (effect.type === 'hand-on') this.#send(audio);
    else if (effect.type === 'tell') this.#hearer.voiced(effect.range);
    else if (effect.type === 'measured') this.#learnPace(effect.units, effect.ms);
    else this.#end();
  }

  async #lease(): Promise<void> {
    let line: Line;
    try {
      line = await this.#tools.lines.lease();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#line = line;
    line.attach({
      audio: (bytes) => this.#heard(bytes),
      flushed: () => this.#flushed(),
      lost: (reason) => this.#lost(reason),
    });
    this.#take({ type: 'line-granted', allowance: line.allowance });
  }

  #release(how: 'idle' | 'busy' | 'broken'): void {
    const line = this.#line;
    this.#line = undefined;
    if (line === undefined) return;
    line.attach({});
    if (how === 'busy') void line.clear().then((cleared) => this.#tools.lines.release(line, cleared));
    else this.#tools.lines.release(line, how === 'idle');
  }

  #heard(bytes: Uint8Array): void {
    this.#answered();
    this.#take({ type: 'audio', ms: bytes.length / BYTES_PER_MS, pace: this.#tools.pace.current }, bytes);
  }

  #flushed(): void {
    this.#answered();
    this.#sendRest();
    this.#take({ type: 'flushed' });
  }

  #lost(reason: ProviderError): void {
    if (this.#firstByte === undefined) this.#fail(reason);
    else this.#firstByte.reject(reason);
  }

  #fail(error: unknown): void {
    this.#take({ type: 'line-failed', pace: this.#tools.pace.current, hopeless: isHopeless(error) });
  }

  /** The synthesiser owes audio from a flush to its end: its first byte is guarded, and every silence after it. */
  #watchForAudio(): void {
    const owed = this.#voicing.parts.some((part) => part.keptMs === null && part.flushed);
    if (!owed) {
      this.#firstByte?.resolve();
      this.#firstByte = undefined;
      clearTimeout(this.#stall);
      this.#stall = undefined;
    } else if (this.#firstByte === undefined && this.#stall === undefined) {
      const line = this.#line;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#firstByte = { resolve, reject };
      this.#tools.firstByte
        .run(() => promise)
        .catch((error: unknown) => {
          this.#firstByte = undefined;
          if (line === this.#line) this.#fail(error);
        });
    }
  }

  #answered(): void {
    this.#firstByte?.resolve();
    this.#firstByte = undefined;
    if (this.#stall === undefined) this.#stall = setTimeout(() => this.#stalled(), this.#tools.stallMs);
    else this.#stall.refresh();
  }

  #stalled(): void {
    this.#stall = undefined;
    this.#fail(new ProviderError('synthesiser', 'stalled', { retryable: true }));
  }

  #setDue(): void {
    clearTimeout(this.#due);
    const dueAt = flushDueAt(this.#voicing);
    if (dueAt === null) return;
    // A timer may fire a fraction of a millisecond early; one more is not heard.
    const waitMs = Math.ceil(dueAt - this.#tools.clock.monotonic()) + 1;
    this.#due = setTimeout(() => this.#take({ type: 'due' }), Math.max(0, waitMs));
  }

  #learnPace(units: number, ms: number): void {
    this.#tools.pace.current = correctPace(this.#tools.pace.current, units, ms);
  }

  /** Sends audio in chunks; the reply's first goes at once, however short. */
  #send(audio: Uint8Array): void {
    const first = this.#sequence === 0 && this.#waiting === undefined;
    for (const chunk of this.#chunks.push(audio)) this.#add(chunk);
    if (first) this.#sendRest();
  }

  #sendRest(): void {
    for (const chunk of this.#chunks.rest()) this.#add(chunk);
  }

  #end(): void {
    this.#sendRest();
    this.#add(NO_AUDIO);
  }

  #add(audio: Uint8Array): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(audio);
      return;
    }
    const entry = { generation: this.generation, sequence: this.#sequence, audio };
    this.#tools.spoken.add(this.#route, entry, this.#sequence === 0);
    this.#sequence += 1;
  }
}

/** Another line would fail as well: the breaker is open, the quota is used up, the key is refused. */
function isHopeless(error: unknown): boolean {
  return error instanceof ProviderError && (!error.retryable || error.code === 'open');
}
