/**
 * A conversation being changed by one event. The state given in is never touched: fields are replaced on a copy, and what
 * is wanted done is collected in order.
 */
import type { Wording } from '../phrase-file.ts';
import type { Effect } from './events.ts';
import type { Conversation, Reply } from './state.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class Draft {
  readonly now: Mutable<Conversation>;
  readonly effects: Effect[] = [];
  /** Monotonic time of the event. */
  readonly at: number;

  /** Phrases in the words of the shop's owner. */
  readonly wording: Wording;

  constructor(conversation: Conversation, at: number, wording: Wording) {
    this.now = { ...conversation };
    this.at = at;
    this.wording = wording;
  }

  /** What time it is where the shop's hours count. */
  wallTime(): Date {
    const { wall, at } = this.now.clock;
    return new Date(wall + this.at - at);
  }

  want(...effects: Effect[]): void {
    this.effects.push(...effects);
  }

  /** The next number of this owner: for generations and request ids. */
  next(): number {
    this.now.count += 1;
    return this.now.count;
  }

  changeReply(generation: number, change: Partial<Reply>): Reply | undefined {
    const reply = this.now.replies.find((candidate) => candidate.generation === generation);
    if (reply === undefined) return undefined;
    const changed = { ...reply, ...change };
    this.now.replies = this.now.replies.map((candidate) => (candidate === reply ? changed : candidate));
    return changed;
  }

  dropReply(generation: number): void {
    this.now.replies = this.now.replies.filter((reply) => reply.generation !== generation);
  }
}
