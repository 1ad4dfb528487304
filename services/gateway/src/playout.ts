/**
 * What one caller hears, and in which order: replies by generation, cut into frames a little ahead of the line, marked so
 * that it is known how far they were heard. What belongs to a cancelled or older generation is dropped here, whenever it
 * arrives. Pure: every method is given the time in milliseconds, and what is to be done goes to the sink.
 */
import { generationOf } from '@bayline/contracts';
import { LineTime } from './line-time.ts';
import { PlayingReply } from './playing-reply.ts';
import { FRAME_MS } from './reply-audio.ts';

export type PlayedState = 'started' | 'playing' | 'finished' | 'cleared';

/** What a playout does to the world. */
export interface PlayoutSink {
  /** Whether the line takes more audio now. */
  ready(): boolean;
  frame(bytes: Buffer, start: number, end: number): void;
  mark(name: string): void;
  clear(): void;
  /** What the caller has heard of a reply. Own phrases are not told of. */
  played(generation: number, state: PlayedState, playedMs: number): void;
  /** The line has played a reply up to one of its marks; the first of them lies after the first frame. */
  markBack(generation: number): void;
}

export interface PlayoutSettings {
  readonly leadMs: number;
  readonly maxLeadMs: number;
  readonly maxQueuedMs: number;
}

/** What became of audio that arrived: `old` belongs to a generation that is over, `full` exceeds what is kept. */
export type Received = 'kept' | 'old' | 'full';

export type Outcome = 'unknown' | 'coming' | 'finished' | 'cleared';

const TELL_EVERY_MS = 500;
/** A reply whose last mark never came back is taken for heard so long after the clock says so. */
const LOST_MARK_MS = 2_000;
const OUTCOMES_KEPT = 32;

export class Playout {
  readonly #sink: PlayoutSink;
  readonly #settings: PlayoutSettings;
  readonly #line: LineTime;
  /** In the order of playing; the first may be wholly sent and not wholly heard. */
  #replies: PlayingReply[] = [];
  readonly #outcomes = new Map<number, 'finished' | 'cleared'>();
  #highest = 0;
  /** Lower generations are cancelled. */
  #floor = 0;
  /** Lower generations are an earlier owner's. */
  #ownerFloor = 0;
  #phrases = 0;
  /** Audio was there and the line had no room for it: when the line runs dry next, the clock was late. */
  #owed = false;

  constructor(settings: PlayoutSettings, sink: PlayoutSink) {
    this.#sink = sink;
    this.#settings = settings;
    this.#line = new LineTime(settings.leadMs, settings.maxLeadMs);
  }

  /** Nothing is being played and nothing waits. */
  get idle(): boolean {
    return this.#replies.length === 0;
  }

  /** The caller hears nothing: all that was sent is played, and nothing is there to be sent. */
  isQuiet(now: number): boolean {
    return this.#line.endsAt <= now && this.#replies.every(({ audio }) => audio.waitingMs < FRAME_MS);
  }

  get leadMs(): number {
    return this.#line.leadMs;
  }

  get underruns(): number {
    return this.#line.underruns;
  }

  /** Audio of a reply; empty audio ends it. `audio` must not change any more. */
  receive(generation: number, audio: Buffer, now: number): Received {
    const reply = this.#replyFor(generation, now);
    if (reply === undefined) return 'old';
    if (audio.length === 0) reply.audio.end();
    else if (this.#queuedMs() >= this.#settings.maxQueuedMs) return 'full';
    else reply.audio.add(audio);
    // While the line is full the clock is in charge: frames leave evenly.
    if (!this.#owed) this.pump(now);
    return 'kept';
  }

  /** Says a phrase of our own after what is being said. */
  say(audio: Buffer, now: number): void {
    this.#phrases += 1;
    const reply = new PlayingReply(-this.#phrases, this.#line);
    reply.audio.add(audio);
    reply.audio.end();
    this.#replies.push(reply);
    this.pump(now);
  }

  /** This generation, all before it and our own phrases are off. */
  cancel(generation: number, now: number): void {
    this.#floor = Math.max(this.#floor, generation + 1);
    this.#drop(({ id }) => id <= generation, now);
  }

  /** Nobody will send the rest of what is not complete. */
  abandonIncomplete(now: number): void {
    this.#drop(({ audio }) => !audio.ended, now);
  }

  /** The replies of an owner begin here: those of earlier owners may be heard to their end, but none may begin any more. */
  ownedFrom(epoch: number): void {
    this.#ownerFloor = generationOf(epoch, 0);
  }

  /** Sends what the line has room for, and tells how far it has come. Called every 20 ms and when audio arrives. */
  pump(now: number): void {
    this.#send(now);
    this.#tell(now);
  }

  /** A mark came back. Marks of what was dropped are not news; false then. */
  marked(name: string, now: number): boolean {
    const reply = this.#replies.find((candidate) => candidate.marked(name, now));
    if (reply === undefined) return false;
    if (reply.told) this.#sink.markBack(reply.id);
    if (reply.heard) this.#finish(reply);
    return true;
  }

  /** What has become of a generation. */
  outcome(generation: number): Outcome {
    if (this.#replies.some((reply) => reply.id === generation)) return 'coming';
    const known = this.#outcomes.get(generation);
    if (known !== undefined) return known;
    return generation < this.#floor ? 'cleared' : 'unknown';
  }

  /** The reply that audio of `generation` belongs to; undefined when that generation is over. */
  #replyFor(generation: number, now: number): PlayingReply | undefined {
    const known = this.#replies.find((reply) => reply.id === generation);
    if (known !== undefined) return known.audio.ended ? undefined : known;
    if (generation <= this.#highest || generation < Math.max(this.#floor, this.#ownerFloor)) return undefined;
    // A new owner's first words: what the one before had begun would now be said twice.
    this.#drop(({ id }) => id > 0 && id < this.#ownerFloor, now);
    this.#highest = generation;
    const reply = new PlayingReply(generation, this.#line);
    this.#replies.push(reply);
    return reply;
  }

  #queuedMs(): number {
    return this.#replies.reduce((sum, reply) => sum + reply.audio.waitingMs, 0);
  }

  #send(now: number): void {
    const owed = this.#owed;
    this.#owed = false;
    let starving = false;
    for (const reply of this.#replies) {
      // Replies keep their order; a phrase of our own may fill the silence of one whose audio does not come.
      if (reply.sent || (starving && reply.told)) continue;
      const state = this.#sendReply(reply, owed, now);
      if (state === 'no-room') return;
      starving ||= state === 'starving';
    }
  }

  #sendReply(reply: PlayingReply, owed: boolean, now: number): 'sent' | 'no-room' | 'starving' {
    while (!reply.audio.done) {
      if (!this.#sink.ready()) return 'no-room';
      if (!this.#line.hasRoom(now)) {
        this.#owed = reply.started && reply.audio.waitingMs > 0;
        return 'no-room';
      }
      const frame = reply.audio.next();
      if (frame !== undefined) {
        this.#sink.frame(frame.bytes, frame.start, frame.end);
        this.#line.send(now, FRAME_MS, owed);
        this.#frameSent(reply, now);
      } else if (this.#overtaken(reply)) reply.audio.end();
      else return 'starving';
    }
    reply.sent = true;
    if (reply.started && reply.markDue) this.#sink.mark(reply.mark());
    if (!reply.started || reply.heard) this.#finish(reply);
    return 'sent';
  }

  #frameSent(reply: PlayingReply, now: number): void {
    reply.frameSent();
    if (!reply.started) {
      reply.toldAt = now;
      if (reply.told) this.#sink.played(reply.id, 'started', 0);
    }
    if (reply.markDue) this.#sink.mark(reply.mark());
  }

  /** A later reply has audio while this one waits for more: its end was lost, and it would hold up the line for ever. */
  #overtaken(reply: PlayingReply): boolean {
    return this.#replies.some((later) => later.told && later.id > reply.id && later.audio.waitingMs > 0);
  }

  #tell(now: number): void {
    for (const reply of this.#replies) {
      if (reply.toldAt === undefined) continue;
      if (reply.sent && now > reply.endsAt + LOST_MARK_MS) this.#finish(reply);
      else if (now - reply.toldAt >= TELL_EVERY_MS) {
        reply.toldAt = now;
        if (reply.told) this.#sink.played(reply.id, 'playing', reply.playedMs(now));
      }
    }
  }

  #finish(reply: PlayingReply): void {
    this.#remove(reply, 'finished', Math.round(reply.audio.takenMs));
  }

  /** Drops replies, and what the line holds of them unless something else lies behind it. */
  #drop(which: (reply: PlayingReply) => boolean, now: number): void {
    const dropped = this.#replies.filter(which);
    if (dropped.length === 0) return;
    const onLine = dropped.some((reply) => reply.started);
    const othersOnLine = this.#replies.some((reply) => reply.started && !dropped.includes(reply));
    const heard = dropped.map((reply) => ({ reply, playedMs: reply.playedMs(now) }));
    if (onLine && !othersOnLine) {
      this.#sink.clear();
      this.#line.clear(now);
    }
    this.#owed = false;
    for (const { reply, playedMs } of heard) this.#remove(reply, 'cleared', playedMs);
  }

  #remove(reply: PlayingReply, outcome: 'finished' | 'cleared', playedMs: number): void {
    this.#replies = this.#replies.filter((other) => other !== reply);
    if (!reply.told) return;
    this.#outcomes.set(reply.id, outcome);
    for (const oldest of this.#outcomes.keys()) {
      if (this.#outcomes.size <= OUTCOMES_KEPT) break;
      this.#outcomes.delete(oldest);
    }
    this.#sink.played(reply.id, outcome, playedMs);
  }
}
