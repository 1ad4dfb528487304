/**
 * What one caller hears, and in which order: replies by generation, cut into frames a little ahead of the line, marked so
 * that it is known how far they were heard. What belongs to a cancelled or older generation is dropped here, whenever it
 * arrives. Pure: every method is given the time in milliseconds, and what is to be done goes to the sink.
 */
import { generationOf } from '@bayline/contracts';
import { LineTime } from './line-time.ts';
import { FRAME_MS, ReplyAudio } from './reply-audio.ts';

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
  /** The line has played the first frame of a reply. */
  firstMarkBack(generation: number): void;
}

export interface PlayoutSettings {
  readonly leadMs: number;
  readonly maxLeadMs: number;
  readonly maxQueuedMs: number;
}

/** What became of audio that arrived: `old` belongs to a generation that is over, `full` exceeds what is kept. */
export type Received = 'kept' | 'old' | 'full';

export type Outcome = 'unknown' | 'coming' | 'finished' | 'cleared';

const MARK_EVERY_MS = 500;
const TELL_EVERY_MS = 500;
/** A reply whose last mark never came back is taken for heard so long after the clock says so. */
const LOST_MARK_MS = 2_000;
const OUTCOMES_KEPT = 32;

interface Mark {
  readonly name: string;
  readonly atMs: number;
  readonly expectedAt: number;
  /** How far the line was known to be behind when the mark was sent. */
  readonly behind: number;
}

class Reply {
  readonly audio = new ReplyAudio();
  /** Marks sent and not come back, oldest first. */
  marks: Mark[] = [];
  sentMs = 0;
  heardMs = 0;
  started = false;
  /** Everything was sent, and the mark after it. */
  sent = false;
  endsAt = Number.NEGATIVE_INFINITY;
  behind = 0;
  toldAt = Number.NEGATIVE_INFINITY;
  lastMarkMs = 0;
  firstMarkBack = false;

  /** A generation; phrases of our own count down from -1. */
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

export class Playout {
  readonly #sink: PlayoutSink;
  readonly #settings: PlayoutSettings;
  readonly #line: LineTime;
  /** In the order of playing; the first may be wholly sent and not wholly heard. */
  #replies: Reply[] = [];
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
    const reply = new Reply(-this.#phrases);
    reply.audio.add(audio);
    reply.audio.end();
    this.#replies.push(reply);
    this.pump(now);
  }

  /** This generation, all before it and our own phrases are off. */
  cancel(generation: number, now: number): void {
    this.#floor = Math.max(this.#floor, generation + 1);
    this.#drop((reply) => reply.id <= generation, now);
  }

  /** Nobody will send the rest of what is not complete. */
  abandonIncomplete(now: number): void {
    this.#drop((reply) => !reply.audio.ended, now);
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
    const reply = this.#replies.find(({ marks }) => marks.some((mark) => mark.name === name));
    const mark = reply?.marks.find((candidate) => candidate.name === name);
    if (reply === undefined || mark === undefined) return false;
    // Marks come back in order: those before it were lost on the way.
    reply.marks = reply.marks.slice(reply.marks.indexOf(mark) + 1);
    reply.heardMs = Math.max(reply.heardMs, mark.atMs);
    this.#line.markedAt(now, mark.expectedAt + this.#line.behind - mark.behind);
    if (!reply.firstMarkBack) {
      reply.firstMarkBack = true;
      if (reply.id > 0) this.#sink.firstMarkBack(reply.id);
    }
    if (reply.sent && reply.marks.length === 0) this.#finish(reply);
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
  #replyFor(generation: number, now: number): Reply | undefined {
    const known = this.#replies.find((reply) => reply.id === generation);
    if (known !== undefined) return known.audio.ended ? undefined : known;
    if (generation <= this.#highest || generation < Math.max(this.#floor, this.#ownerFloor)) return undefined;
    // A new owner's first words: what the one before had begun would now be said twice.
    this.#drop(({ id }) => id > 0 && id < this.#ownerFloor, now);
    this.#highest = generation;
    const reply = new Reply(generation);
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
      if (reply.sent || (starving && reply.id > 0)) continue;
      const state = this.#sendReply(reply, owed, now);
      if (state === 'no-room') return;
      starving ||= state === 'starving';
    }
  }

  #sendReply(reply: Reply, owed: boolean, now: number): 'sent' | 'no-room' | 'starving' {
    while (!reply.audio.done) {
      if (!this.#sink.ready()) return 'no-room';
      if (!this.#line.hasRoom(now)) {
        this.#owed = reply.started && reply.audio.waitingMs > 0;
        return 'no-room';
      }
      const before = reply.audio.takenMs;
      const frame = reply.audio.next();
      if (frame === undefined) {
        if (!this.#overtaken(reply)) return 'starving';
        reply.audio.end();
        continue;
      }
      this.#sink.frame(frame.bytes, frame.start, frame.end);
      this.#line.send(now, FRAME_MS, owed);
      this.#sentFrame(reply, reply.audio.takenMs - before, now);
    }
    this.#sentWhole(reply);
    return 'sent';
  }

  #sentFrame(reply: Reply, ms: number, now: number): void {
    reply.sentMs += ms;
    reply.endsAt = this.#line.endsAt;
    reply.behind = this.#line.behind;
    if (!reply.started) {
      reply.started = true;
      reply.toldAt = now;
      if (reply.id > 0) this.#sink.played(reply.id, 'started', 0);
      this.#mark(reply);
    } else if (reply.sentMs - reply.lastMarkMs >= MARK_EVERY_MS) {
      this.#mark(reply);
    }
  }

  /** A later reply has audio while this one waits for more: its end was lost, and it would hold up the line for ever. */
  #overtaken(reply: Reply): boolean {
    return this.#replies.some((later) => later.id > 0 && later.id > reply.id && later.audio.waitingMs > 0);
  }

  #sentWhole(reply: Reply): void {
    reply.sent = true;
    if (reply.started && reply.lastMarkMs < reply.sentMs) this.#mark(reply);
    if (!reply.started || reply.marks.length === 0) this.#finish(reply);
  }

  #mark(reply: Reply): void {
    const name = `${reply.id}:${Math.round(reply.sentMs)}`;
    reply.lastMarkMs = reply.sentMs;
    reply.marks.push({ name, atMs: reply.sentMs, expectedAt: this.#line.endsAt, behind: this.#line.behind });
    this.#sink.mark(name);
  }

  #tell(now: number): void {
    for (const reply of this.#replies) {
      if (!reply.started) continue;
      if (reply.sent && now > this.#endOf(reply) + LOST_MARK_MS) this.#finish(reply);
      else if (now - reply.toldAt >= TELL_EVERY_MS) {
        reply.toldAt = now;
        if (reply.id > 0) this.#sink.played(reply.id, 'playing', this.#playedMs(reply, now));
      }
    }
  }

  /** When the line has played what was sent of a reply, with what marks have shown since. */
  #endOf(reply: Reply): number {
    return reply.endsAt + this.#line.behind - reply.behind;
  }

  /** By the clock; not less than marks have proved, not more than a mark that should have been back allows. */
  #playedMs(reply: Reply, now: number): number {
    const byClock = reply.sentMs - Math.max(0, this.#endOf(reply) - now);
    const oldest = reply.marks[0];
    const overdueAt = oldest && this.#line.overdueAfter(oldest.expectedAt + this.#line.behind - oldest.behind);
    const limit = oldest !== undefined && overdueAt !== undefined && now > overdueAt ? oldest.atMs : reply.sentMs;
    return Math.round(Math.max(reply.heardMs, Math.min(byClock, limit)));
  }

  #finish(reply: Reply): void {
    this.#remove(reply, 'finished', Math.round(reply.sentMs));
  }

  /** Drops replies, and what the line holds of them unless something else lies behind it. */
  #drop(which: (reply: Reply) => boolean, now: number): void {
    const dropped = this.#replies.filter(which);
    if (dropped.length === 0) return;
    const onLine = dropped.some((reply) => reply.started);
    const othersOnLine = this.#replies.some((reply) => reply.started && !dropped.includes(reply));
    const heard = dropped.map((reply) => ({ reply, playedMs: reply.started ? this.#playedMs(reply, now) : 0 }));
    if (onLine && !othersOnLine) {
      this.#sink.clear();
      this.#line.clear(now);
    }
    this.#owed = false;
    for (const { reply, playedMs } of heard) this.#remove(reply, 'cleared', playedMs);
  }

  #remove(reply: Reply, outcome: 'finished' | 'cleared', playedMs: number): void {
    this.#replies = this.#replies.filter((other) => other !== reply);
    if (reply.id <= 0) return;
    this.#outcomes.set(reply.id, outcome);
    for (const oldest of this.#outcomes.keys()) {
      if (this.#outcomes.size <= OUTCOMES_KEPT) break;
      this.#outcomes.delete(oldest);
    }
    this.#sink.played(reply.id, outcome, playedMs);
  }
}
