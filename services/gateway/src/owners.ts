/**
 * Who owns a call: one speech and one dialogue instance, each with an epoch that counts up with every ask. Judges when an
 * owner is lost, and how long the caller has been without. Pure: every method is given the time in milliseconds.
 */

export type Role = 'speech' | 'dialogue';
export const roles: readonly Role[] = ['speech', 'dialogue'];

export interface Owner {
  readonly instanceId: string;
  readonly epoch: number;
}

export interface OwnerTiming {
  /** An owner that tells nothing for so long is lost. */
  readonly silenceMs: number;
}

/** The state of the bus: nobody is judged by a silence that is the bus's. */
export interface BusState {
  readonly connected: boolean;
  /** Monotonic time of the latest reconnect. */
  readonly reconnectedAt: number;
}

export interface Judgement {
  /** Owners that are to be replaced. */
  readonly lost: readonly Role[];
  /** For how long the caller has been without one of the owners, or all of us without the bus; 0 when all is well. */
  readonly withoutMs: number;
}

/** Epochs of a call's nth stream begin above `n * 1000`, so that any later stream's owners outrank all earlier ones. */
const EPOCHS_PER_STREAM = 1_000;
/** After a reconnect, owners have this long to be heard of again. */
const AFTER_RECONNECT_MS = 2_000;
/** When we ourselves stood still for so long, what the owners told meanwhile is not read yet. */
const OWN_STALL_MS = 1_000;
const AFTER_OWN_STALL_MS = 500;

type Post =
  | { readonly type: 'sought'; readonly since: number }
  | { readonly type: 'held'; readonly owner: Owner; aliveAt: number };

export class Owners {
  readonly #timing: OwnerTiming;
  readonly #posts: Record<Role, Post>;
  readonly #epochs: Record<Role, number>;
  /** The epoch of the latest owner, also while another one is sought; the wishes of an earlier stream's dialogue are over. */
  readonly #taken: Record<Role, number>;
  readonly #firstEpoch: number;
  #busAwaySince: number | undefined;
  #judgedAt: number;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(stream: number, timing: OwnerTiming, now: number) {
    this.#timing = timing;
    this.#posts = { speech: { type: 'sought', since: now }, dialogue: { type: 'sought', since: now } };
    this.#epochs = { speech: stream * EPOCHS_PER_STREAM, dialogue: stream * EPOCHS_PER_STREAM };
    this.#taken = { speech: 0, dialogue: stream * EPOCHS_PER_STREAM + 1 };
    this.#firstEpoch = stream === 0 ? 1 : 0;
    this.#judgedAt = now;
  }

  /** The stream in which an epoch was given out. */
  static streamOf(epoch: number): number {
    return Math.floor(epoch / EPOCHS_PER_STREAM);
  }

  owner(role: Role): Owner | undefined {
    const post = this.#posts[role];
    return post.type === 'held' ? post.owner : undefined;
  }

  /** The epoch of the next ask. */
  nextEpoch(role: Role): number {
    this.#epochs[role] += 1;
    return this.#epochs[role];
  }

  /** Whether an owner of this epoch may have had one before it, who must be told. */
  succeeds(epoch: number): boolean {
    return epoch !== this.#firstEpoch;
  }

  /** Whether a fact of this epoch comes from an owner that was replaced. */
  isOutdated(role: Role, epoch: number): boolean {
    return epoch < this.#taken[role];
  }

  take(role: Role, owner: Owner, now: number): void {
    this.#taken[role] = owner.epoch;
    this.#posts[role] = { type: 'held', owner, aliveAt: now };
  }

  alive(role: Role, epoch: number, now: number): void {
    const post = this.#posts[role];
    if (post.type === 'held' && post.owner.epoch === epoch) post.aliveAt = now;
  }

  /** Called many times a second. An owner found silent is lost: it is sought from then on. */
  judge(now: number, bus: BusState): Judgement {
    if (now - this.#judgedAt > OWN_STALL_MS) this.#notBefore = now + AFTER_OWN_STALL_MS;
    this.#judgedAt = now;
    this.#busAwaySince = bus.connected ? undefined : (this.#busAwaySince ?? now);
    const trusted = bus.connected && now >= this.#notBefore && now - bus.reconnectedAt >= AFTER_RECONNECT_MS;
    const lost = trusted ? roles.filter((role) => this.#silent(role, now)) : [];
    for (const role of lost) this.#lose(role);
    return { lost, withoutMs: this.#withoutMs(now) };
  }

  #silent(role: Role, now: number): boolean {
    const post = this.#posts[role];
    return post.type === 'held' && now - post.aliveAt >= this.#timing.silenceMs;
  }

  #lose(role: Role): void {
    const post = this.#posts[role];
    if (post.type === 'held') this.#posts[role] = { type: 'sought', since: post.aliveAt };
  }

  #withoutMs(now: number): number {
    const since = roles.map((role) => this.#posts[role]).map((post) => (post.type === 'sought' ? post.since : now));
    return now - Math.min(...since, this.#busAwaySince ?? now);
  }
}
