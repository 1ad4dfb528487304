/**
 * Calls in writing: stands on the bus where gateway and speech stand, so that a conversation is had with the whole house as
 * text. What is said to the caller counts as heard at once; no audio exists. Speaks on the wire, imports no service.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  audioPlayed,
  callEnded,
  callStarted,
  hangupWanted,
  keyPressed,
  replyCancelled,
  replyPiece,
  replyVoiced,
  transcriptFinal,
  transcriptPartial,
  transferWanted,
} from '@bayline/contracts';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';
import { type Caller, CallLine, patiently, SPEECH_EPOCH } from './call-line.ts';

export type TextCaller = Caller;

export interface TextManners {
  /** After a question the agent waits for an answer; so long it is waited for more words. */
  readonly afterQuestionMs: number;
  /** After anything else a tool may still be at work. */
  readonly afterWordsMs: number;
  /** An agent that says nothing for so long has nothing to say. */
  readonly answerWithinMs: number;
  /** Between two pieces of one turn. */
  readonly betweenPiecesMs: number;
  /** The wall clock of the house, for the moments in facts. */
  readonly clockOffsetMs: number;
  /** How long each word of the agent takes to be heard; at 0 everything is heard at once, and nothing can be interrupted. */
  readonly hearsWordMs: number;
  /** Told of each line once its words are known; of a reply, before it is heard. */
  readonly onLine: (line: TextLine) => void;
}

export interface TextLine {
  readonly who: 'caller' | 'agent';
  readonly text: string;
}

export interface TextCall {
  readonly callId: string;
  /** What was said so far, in order. */
  readonly lines: readonly TextLine[];
  /** Null while the call lasts. */
  readonly over: 'caller-hung-up' | 'agent-hung-up' | 'transferred' | null;
  /** The caller says something, in one piece or several; resolves with all that is said to it until it is the caller's turn. */
  say(words: string | readonly string[]): Promise<string>;
  /** The caller says nothing; resolves with what is said to them meanwhile, empty when nothing is. */
  wait(): Promise<string>;
  press(digit: string): Promise<string>;
  hangUp(): Promise<void>;
}

export interface TextPhone {
  /** Resolves once the agent has greeted. @throws Error when nobody takes the call */
  place(caller: TextCaller): Promise<TextCall>;
  close(): Promise<void>;
}

const usualManners: TextManners = {
  afterQuestionMs: 250,
  afterWordsMs: 2_000,
  answerWithinMs: 8_000,
  betweenPiecesMs: 300,
  clockOffsetMs: 0,
  hearsWordMs: 0,
  onLine: () => {},
};

/** Opens a telephone that is written on. */
export async function openTextPhone(natsUrl: string, manners: Partial<TextManners> = {}): Promise<TextPhone> {
  const connection = await connect({ servers: natsUrl, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
  return {
    place: async (caller) => {
      const call = new WrittenCall(connection, { ...usualManners, ...manners });
      await call.place(caller);
      return call;
    },
    close: () => connection.close(),
  };
}

/** One reply on its way: its words as far as they were told. */
interface Reply {
  readonly generation: number;
  readonly epoch: number;
  text: string;
  state: 'told' | 'heard' | 'cancelled';
  /** While it is being heard: since when, and what ends it. */
  hearing?: { since: number; timer: NodeJS.Timeout };
}

/** How long a word is on the line, so that offsets and durations are plausible. */
const WORD_MS = 300;

class WrittenCall implements TextCall {
  readonly lines: TextLine[] = [];
  over: TextCall['over'] = null;
  readonly #connection: NatsConnection;
  readonly #manners: TextManners;
  readonly #line: CallLine;
  readonly #replies = new Map<number, Reply>();
  readonly #placedAt = performance.now();
  /** The latest word of either side, on this call's timeline. */
  #lastWordAt = 0;
  /** When the caller will have heard everything that was said. */
  #earFreeAt = 0;
  #offsetMs = 0;
  #leaving: { how: 'agent-hung-up' | 'transferred'; after: number | null } | null = null;

  constructor(connection: NatsConnection, manners: TextManners) {
    this.#connection = connection;
    this.#line = new CallLine(connection);
    this.#manners = manners;
  }

  get callId(): string {
    return this.#line.callId;
  }

  async place(caller: TextCaller): Promise<void> {
    this.#line.hear(replyPiece, (piece) => this.#onPiece(piece));
    this.#line.hear(replyCancelled, ({ generation }) => this.#onCancelled(generation));
    this.#line.hear(hangupWanted, ({ afterGeneration }) => this.#onLeaving('agent-hung-up', afterGeneration));
    this.#line.hear(transferWanted, ({ afterGeneration }) => this.#onLeaving('transferred', afterGeneration));
    await this.#connection.flush();
    const shopId = await this.#line.open(caller, this.#now());
    // A gateway does not give a caller up because nobody had time at once: it asks again, with the next epoch.
    const taken = await patiently((epoch) => this.#line.converse(shopId, epoch, false));
    if (taken.type !== 'conversing') throw new Error(`nobody converses with the call: ${taken.reason}`);
    const { gatewayId } = this.#line;
    await this.#line.record(callStarted, { shopId, direction: 'inbound', gatewayId, at: this.#now() });
    await this.#answered(0);
  }

  async say(words: string | readonly string[]): Promise<string> {
    const from = this.lines.length + 1;
    const pieces = [words].flat();
    this.lines.push({ who: 'caller', text: pieces.join(' … ') });
    for (const [index, text] of pieces.entries()) {
      // A caller pauses between two pieces; this is the conversation's time, not a wait for something to happen.
      if (index > 0) await sleep(this.#manners.betweenPiecesMs);
      if (this.over !== null) break;
      this.#tellWords(text);
    }
    return this.#answered(from);
  }

  wait(): Promise<string> {
    return this.#answered(this.lines.length);
  }

  press(digit: string): Promise<string> {
    this.#line.tell(keyPressed, { digit, at: this.#now() });
    return this.#answered(this.lines.length);
  }

  async hangUp(): Promise<void> {
    if (this.over === null) await this.#end('caller-hung-up');
  }

  #tellWords(text: string): void {
    const words = wordsOf(text);
    const startMs = Math.max(this.#offsetMs, Math.round(performance.now() - this.#placedAt));
    const timed = words.map((word, index) => ({
      word,
      startMs: startMs + index * WORD_MS,
      endMs: startMs + (index + 1) * WORD_MS,
      confidence: 0.95,
    }));
    this.#offsetMs = startMs + words.length * WORD_MS;
    this.#lastWordAt = performance.now();
    const { speechId } = this.#line;
    const segment = { epoch: SPEECH_EPOCH, speechId, text, words: timed, startMs, endMs: this.#offsetMs };
    this.#line.tell(transcriptPartial, segment);
    this.#line.tell(transcriptFinal, { ...segment, confidence: 0.95, speechFinal: true, sinceLastWordMs: 0 });
  }

  /** Resolves with what is said from a line on, once the agent waits for the caller or the call is over. */
  async #answered(fromLine: number): Promise<string> {
    const { afterQuestionMs, afterWordsMs, answerWithinMs } = this.#manners;
    const askedAt = performance.now();
    for (;;) {
      const said = this.lines.slice(fromLine).filter(({ who }) => who === 'agent');
      const text = said.map((line) => line.text).join(' ');
      if (this.over !== null) return text;
      const quietMs = performance.now() - Math.max(this.#lastWordAt, askedAt);
      const patienceMs = said.length === 0 ? answerWithinMs : /\?\W*$/.test(text) ? afterQuestionMs : afterWordsMs;
      const speaking = [...this.#replies.values()].some(({ state }) => state === 'told');
      if (quietMs >= (speaking ? answerWithinMs : patienceMs)) return text;
      // Quiet is the absence of a message: only the clock can tell it.
      await sleep(20);
    }
  }

  #onPiece({ epoch, generation, text, last }: z.output<typeof replyPiece.schema>): void {
    const reply = this.#replies.get(generation) ?? { epoch, generation, text: '', state: 'told' };
    this.#replies.set(generation, reply);
    if (reply.state !== 'told') return;
    reply.text += text;
    this.#lastWordAt = performance.now();
    if (last) this.#play(reply);
  }

  /** As gateway and speech would tell it of audio; heard at once, or at the caller's pace. */
  #play(reply: Reply): void {
    const { epoch, generation, text } = reply;
    const words = wordsOf(text).length;
    this.#line.tell(replyVoiced, {
      epoch,
      generation,
      ...{ fromCharacter: 0, toCharacter: text.length, fromMs: 0, toMs: words * WORD_MS },
      ...{ done: true, failed: false, cached: false },
    });
    this.#line.tell(audioPlayed, { epoch, generation, state: 'started', playedMs: 0 });
    if (words > 0) this.#manners.onLine({ who: 'agent', text: text.trim() });
    const { hearsWordMs } = this.#manners;
    if (hearsWordMs === 0) return this.#heard(reply);
    const since = Math.max(performance.now(), this.#earFreeAt);
    this.#earFreeAt = since + words * hearsWordMs;
    const timer = setTimeout(() => this.#heard(reply), this.#earFreeAt - performance.now());
    reply.hearing = { since, timer };
  }

  #heard(reply: Reply): void {
    const { epoch, generation, text } = reply;
    reply.state = 'heard';
    this.#lastWordAt = performance.now();
    this.#line.tell(audioPlayed, { epoch, generation, state: 'finished', playedMs: wordsOf(text).length * WORD_MS });
    if (text.trim() !== '') this.lines.push({ who: 'agent', text: text.trim() });
    this.#leaveWhenHeard();
  }

  #onCancelled(generation: number): void {
    for (const reply of this.#replies.values()) {
      if (reply.generation > generation || reply.state !== 'told') continue;
      reply.state = 'cancelled';
      const heard = this.#cutOff(reply);
      if (heard.length > 0) this.lines.push({ who: 'agent', text: `${heard.join(' ')} --` });
      const playedMs = heard.length * WORD_MS;
      this.#line.tell(audioPlayed, { epoch: reply.epoch, generation: reply.generation, state: 'cleared', playedMs });
    }
  }

  /** Ends the hearing of a reply; the words that were heard until now. */
  #cutOff({ hearing, text }: Reply): string[] {
    if (hearing === undefined) return [];
    clearTimeout(hearing.timer);
    this.#earFreeAt = performance.now();
    const words = Math.floor((performance.now() - hearing.since) / this.#manners.hearsWordMs);
    return wordsOf(text).slice(0, Math.max(0, words));
  }

  #onLeaving(how: 'agent-hung-up' | 'transferred', after: number | null): void {
    this.#leaving = { how, after };
    this.#leaveWhenHeard();
  }

  #leaveWhenHeard(): void {
    if (this.#leaving === null) return;
    const { how, after } = this.#leaving;
    if (after === null || (this.#replies.get(after)?.state ?? 'told') !== 'told') void this.#end(how);
  }

  async #end(how: NonNullable<TextCall['over']>): Promise<void> {
    if (this.over !== null) return;
    this.over = how;
    const durationMs = Math.round(performance.now() - this.#placedAt);
    this.#line.leave();
    await this.#line.record(callEnded, { reason: how, durationMs, at: this.#now() });
  }

  #now(): string {
    return new Date(Date.now() + this.#manners.clockOffsetMs).toISOString();
  }
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
