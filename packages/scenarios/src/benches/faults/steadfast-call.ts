/**
 * A call in text that goes on whatever is done to the house: plays telephone, recogniser and voice for a real dialogue, asks again
 * as the gateway does, replaces an owner that falls silent, and says again what was not answered. What is told is heard whole.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  audioPlayed,
  callConverse,
  callEnded,
  callStarted,
  type Fact,
  hangupWanted,
  ownerAlive,
  ownerChanged,
  replyCancelled,
  replyPiece,
  replyVoiced,
  transcriptFinal,
  transferWanted,
} from '@bayline/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';
import { CallLine, SPEECH_EPOCH } from '../../call-line.ts';
import { type CallerState, newCaller, onPause } from '../../caller.ts';
import type { Reaction } from '../../reaction.ts';

export interface SteadfastCaller {
  readonly from: string;
  readonly to: string;
  readonly reactions: readonly Reaction[];
}

export interface SteadfastRecord {
  readonly callId: string;
  /** Whole replies, as they were heard. */
  readonly heard: { readonly text: string; readonly atMs: number }[];
  readonly said: string[];
  endedBy: 'agent' | 'caller' | 'desk' | 'nobody';
  takeOvers: number;
}

/** What a suite may do to a call while it goes on. */
export interface SteadfastHooks {
  /** Before the caller says something. */
  readonly beforeSaying?: (text: string, call: SteadfastCall) => void;
}

const MS_PER_CHARACTER = 60;
/** A reply is taken to be over when nothing follows it for this long. */
const PAUSE_MS = 120;
/** A caller who hears nothing says it again, and so does one who is asked whether they are there. */
const IMPATIENT_MS = 5_000;
const UNHEARD = /still there|can't hear you/i;
const LONGEST_CALL_MS = 75_000;
/** As the gateway judges owners (design.md, section 3). */
const OWNER_SILENT_MS = 1_500;
const AFTER_RECONNECT_MS = 2_000;
const TAKE_OVER_DEADLINE_MS = 700;
const PATIENT_ASKS = 40;
/** As speech tells finals again, to a new owner and when the bus was away. */
const TOLD_AGAIN_MS = 30_000;
const TOLD_AGAIN_AFTER_MS = 500;

export class SteadfastCall {
  readonly record: SteadfastRecord;
  readonly #connection: NatsConnection;
  readonly #caller: SteadfastCaller;
  readonly #hooks: SteadfastHooks;
  readonly #reconnectedAt: () => number;
  readonly #line: CallLine;
  readonly #replies = new Map<number, string>();
  readonly #over = Promise.withResolvers<void>();
  #state: CallerState;
  #shopId = '';
  #epoch = 0;
  #aliveAt = 0;
  #seeking = false;
  #ownerId = '';
  #finals: { readonly text: string; readonly endMs: number; readonly at: number }[] = [];
  /** The latest reconnect after which they were told again. */
  #toldAgainSince: number;
  #pause: NodeJS.Timeout | undefined;
  #impatience: NodeJS.Timeout | undefined;
  #ended = false;

  /** `reconnectedAt` is the monotonic time at which this process last lost and found the bus. */
  constructor(
    connection: NatsConnection,
    caller: SteadfastCaller,
    reconnectedAt: () => number,
    hooks: SteadfastHooks = {},
  ) {
    this.#connection = connection;
    this.#caller = caller;
    this.#hooks = hooks;
    this.#reconnectedAt = reconnectedAt;
    this.#toldAgainSince = reconnectedAt();
    this.#state = newCaller(caller.reactions);
    this.#line = new CallLine(connection);
    this.record = { callId: this.#line.callId, heard: [], said: [], endedBy: 'nobody', takeOvers: 0 };
  }

  /** The instance that converses now. */
  get ownerId(): string {
    return this.#ownerId;
  }

  /** Resolves when the call is over and the house was told so. */
  async run(): Promise<SteadfastRecord> {
    const at = new Date().toISOString();
    this.#shopId = await this.#line.open(this.#caller, at);
    this.#listen();
    const { gatewayId } = this.#line;
    this.#tell(callStarted, { shopId: this.#shopId, direction: 'inbound', gatewayId, at });
    await this.#seek();
    const watching = setInterval(() => this.#watch(), 250);
    const limit = setTimeout(() => this.#end('nobody'), LONGEST_CALL_MS);
    await this.#over.promise;
    clearInterval(watching);
    clearTimeout(limit);
    clearTimeout(this.#pause);
    clearTimeout(this.#impatience);
    this.#line.leave();
    const reason = this.record.endedBy === 'caller' ? 'caller-hung-up' : 'agent-hung-up';
    this.#tell(callEnded, { reason, durationMs: 1, at: new Date().toISOString() });
    return this.record;
  }

  #listen(): void {
    this.#hear(replyPiece, (piece) => this.#onPiece(piece));
    this.#hear(replyCancelled, ({ generation }) => this.#onCancelled(generation));
    this.#hear(ownerAlive, ({ role, epoch }) => {
      if (role === 'dialogue' && epoch >= this.#epoch) this.#aliveAt = performance.now();
    });
    this.#hear(hangupWanted, ({ epoch }) => {
      if (epoch >= this.#epoch) this.#end('agent');
    });
    this.#hear(transferWanted, ({ epoch }) => {
      if (epoch >= this.#epoch) this.#end('desk');
    });
  }

  #onPiece({ epoch, generation, text, last }: z.output<typeof replyPiece.schema>): void {
    if (epoch < this.#epoch) return;
    const before = this.#replies.get(generation) ?? '';
    const whole = before + text;
    this.#replies.set(generation, whole);
    clearTimeout(this.#pause);
    const [fromMs, toMs] = [before.length * MS_PER_CHARACTER, whole.length * MS_PER_CHARACTER];
    const [fromCharacter, toCharacter] = [before.length, whole.length];
    const voiced = { epoch: SPEECH_EPOCH, generation, fromCharacter, toCharacter, fromMs, toMs };
    this.#tell(replyVoiced, { ...voiced, done: last, failed: false, cached: false });
    if (!last) return;
    this.#replies.delete(generation);
    if (whole !== '') this.record.heard.push({ text: whole.trim(), atMs: performance.now() });
    this.#state = { ...this.#state, hearing: `${this.#state.hearing} ${whole}`.trim() };
    this.#tell(audioPlayed, { epoch, generation, state: 'started', playedMs: 0 });
    this.#tell(audioPlayed, { epoch, generation, state: 'finished', playedMs: toMs });
    this.#pause = setTimeout(() => this.#onPause(), PAUSE_MS);
  }

  /** What was not heard to its end is off. */
  #onCancelled(upTo: number): void {
    for (const generation of this.#replies.keys()) {
      if (generation > upTo) continue;
      this.#replies.delete(generation);
      this.#tell(audioPlayed, { epoch: this.#epoch, generation, state: 'cleared', playedMs: 0 });
    }
  }

  #onPause(): void {
    if (this.#replies.size > 0) return;
    const unheard = UNHEARD.test(this.#state.hearing);
    const { state, action } = onPause(this.#state);
    this.#state = { ...state, speechless: 0 };
    if (action?.hangsUp === true) return this.#end('caller');
    const text = action?.says[0] ?? (unheard ? this.#finals.at(-1)?.text : undefined);
    if (text !== undefined) this.#say(text);
    else this.#waitImpatiently();
  }

  #say(text: string): void {
    this.#hooks.beforeSaying?.(text, this);
    this.record.said.push(text);
    const final = { text, endMs: (this.#finals.at(-1)?.endMs ?? 0) + 1_000, at: performance.now() };
    this.#finals.push(final);
    this.#tellFinal(final, false);
    this.#waitImpatiently();
  }

  #waitImpatiently(): void {
    clearTimeout(this.#impatience);
    this.#impatience = setTimeout(() => this.#say(this.#finals.at(-1)?.text ?? 'Hello?'), IMPATIENT_MS);
  }

  #tellFinalsAgain(): void {
    const now = performance.now();
    for (const final of this.#finals) if (now - final.at < TOLD_AGAIN_MS) this.#tellFinal(final, true);
  }

  #tellFinal({ text, endMs }: { text: string; endMs: number }, again: boolean): void {
    const heard = { epoch: SPEECH_EPOCH, speechId: this.#line.speechId, text, words: [], startMs: endMs - 900, endMs };
    this.#tell(transcriptFinal, { ...heard, confidence: 1, speechFinal: true, sinceLastWordMs: 0, again });
  }

  #watch(): void {
    const now = performance.now();
    const reconnectedAt = this.#reconnectedAt();
    if (reconnectedAt > this.#toldAgainSince && now - reconnectedAt >= TOLD_AGAIN_AFTER_MS) {
      this.#toldAgainSince = reconnectedAt;
      this.#tellFinalsAgain();
    }
    if (now - this.#aliveAt < OWNER_SILENT_MS || now - reconnectedAt < AFTER_RECONNECT_MS) return;
    void this.#seek();
  }

  /** Asks for an owner until there is one; each ask counts the epoch up. */
  async #seek(): Promise<void> {
    if (this.#seeking) return;
    this.#seeking = true;
    try {
      for (let asked = 0; asked < PATIENT_ASKS && !this.#ended; asked += 1) if (await this.#askToConverse()) return;
      this.#end('nobody');
    } finally {
      this.#seeking = false;
    }
  }

  async #askToConverse(): Promise<boolean> {
    const resume = this.#ownerId !== '';
    this.#epoch += 1;
    // The owner may speak before its answer is here.
    this.#aliveAt = performance.now();
    const deadlineMs = resume ? TAKE_OVER_DEADLINE_MS : callConverse.deadlineMs;
    const reply = await this.#line
      .converse(this.#shopId, this.#epoch, resume, deadlineMs)
      // Nobody there, or nobody in time: asked again.
      .catch(() => undefined);
    if (reply?.type !== 'conversing') {
      await sleep(150);
      return false;
    }
    this.#ownerId = reply.dialogueId;
    this.#aliveAt = performance.now();
    if (!resume) return true;
    this.record.takeOvers += 1;
    this.#replies.clear();
    this.#tell(ownerChanged, { role: 'dialogue', instanceId: reply.dialogueId, epoch: this.#epoch });
    this.#tellFinalsAgain();
    return true;
  }

  #end(by: SteadfastRecord['endedBy']): void {
    if (this.#ended) return;
    this.#ended = true;
    this.record.endedBy = by;
    this.#over.resolve();
  }

  #tell<S extends z.ZodType>(fact: Fact<S>, payload: z.input<S>): void {
    // A suite that was broken off has closed the connection under its calls.
    if (this.#connection.isClosed()) return this.#end('nobody');
    this.#line.tell(fact, payload);
  }

  #hear<S extends z.ZodType>(fact: Fact<S>, handle: (payload: z.output<S>) => void): void {
    this.#line.hear(fact, (payload) => {
      if (!this.#ended) handle(payload);
    });
  }
}
