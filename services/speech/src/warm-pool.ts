/**
 * Sockets that are open before they are needed: a few idle ones wait, one is leased for each piece of work, and never are
 * there more than the quota allows. What comes back in good order is leased again.
 */
import { ProviderError } from '@bayline/runtime';

export interface Pooled {
  readonly open: boolean;
  close(): void;
}

export interface PoolOptions<Socket extends Pooled> {
  readonly provider: string;
  /** @throws ProviderError */
  readonly open: () => Promise<Socket>;
  /** Idle sockets kept ready. */
  readonly warm: number;
  /** All sockets at once, idle ones included; Infinity for no limit. */
  readonly limit: number;
  /** How long a lease waits for a socket when all are in use. */
  readonly waitMs: number;
  /** `resting`: not now, later again. `worn`: never again. */
  readonly condition: (socket: Socket) => 'ready' | 'resting' | 'worn';
  /** Called when a socket becomes idle; `onLost` is to be called when it closes meanwhile. */
  readonly watch: (socket: Socket, onLost: () => void) => void;
  readonly monotonic: () => number;
}

export interface PoolCounts {
  readonly idle: number;
  readonly leased: number;
  readonly opening: number;
}

/** Idle sockets beyond the warm ones are closed after so long: a burst of calls leaves no quota occupied. */
const SPARE_MS = 60_000;
const RETRY_MS = { first: 250, most: 5_000 } as const;

export class WarmPool<Socket extends Pooled> {
  readonly #options: PoolOptions<Socket>;
  #idle: { readonly socket: Socket; readonly since: number }[] = [];
  #leased = 0;
  #opening = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(options: PoolOptions<Socket>) {
    this.#options = options;
  }

  get counts(): PoolCounts {
    return { idle: this.#idle.length, leased: this.#leased, opening: this.#opening };
  }

  /**
   * A socket of one's own until it is released. `open` makes a special one that no idle socket can stand for.
   * @throws ProviderError `busy` when the quota is used up for too long, or what opening throws.
   */
  async lease(open?: () => Promise<Socket>): Promise<Socket> {
    const giveUpAt = this.#options.monotonic() + this.#options.waitMs;
    for (;;) {
      const idle = open === undefined ? this.#takeIdle() : undefined;
      if (idle !== undefined) return idle;
      if (this.#makeRoom()) return this.#openLeased(open ?? this.#options.open);
      await this.#released(giveUpAt - this.#options.monotonic());
    }
  }

  /** Ends a lease. A socket that is not in good order is closed. */
  release(socket: Socket, inGoodOrder: boolean): void {
    this.#leased -= 1;
    const keep = inGoodOrder && !this.#closed && socket.open && this.#options.condition(socket) !== 'worn';
    if (keep) this.#rest(socket);
    else socket.close();
    for (const wake of this.#waiting.splice(0)) wake();
    this.fill();
  }

  /** Opens idle sockets until enough are ready; retries by itself when that fails. */
  fill(): void {
    if (this.#retry !== undefined) return;
    while (!this.#closed && this.#readySoon() < this.#options.warm && this.#total() < this.#options.limit) {
      this.#opening += 1;
      this.#options.open().then(
        (socket) => this.#opened(socket),
        // The guard around opening has counted and logged it.
        () => this.#failed(),
      );
    }
  }

  /** Closes idle sockets that are worn or have long been spare; to be called now and then. */
  trim(): void {
    const now = this.#options.monotonic();
    let spare = this.#idle.length - this.#options.warm;
    this.#idle = this.#idle.filter(({ socket, since }) => {
      const unneeded = spare > 0 && now - since >= SPARE_MS;
      if (socket.open && !unneeded && this.#options.condition(socket) !== 'worn') return true;
      spare -= 1;
      socket.close();
      return false;
    });
    this.fill();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const { socket } of this.#idle.splice(0)) socket.close();
  }

  #takeIdle(): Socket | undefined {
    const index = this.#idle.findIndex(({ socket }) => socket.open && this.#options.condition(socket) === 'ready');
    const [taken] = index === -1 ? [] : this.#idle.splice(index, 1);
    if (taken === undefined) return undefined;
    this.#leased += 1;
    this.#failures = 0;
    this.fill();
    return taken.socket;
  }

  /** Whether one more socket may be opened; an idle one that does not help gives way to it. */
  #makeRoom(): boolean {
    if (this.#total() < this.#options.limit) return true;
    const evicted = this.#idle.shift();
    evicted?.socket.close();
    return evicted !== undefined;
  }

  async #openLeased(open: () => Promise<Socket>): Promise<Socket> {
    this.#opening += 1;
    try {
      const socket = await open();
      this.#leased += 1;
      return socket;
    } finally {
      this.#opening -= 1;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  #released(waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const busy = new ProviderError(this.#options.provider, 'busy', { retryable: false });
      const timer = setTimeout(() => reject(busy), Math.max(0, waitMs));
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #opened(socket: Socket): void {
    this.#opening -= 1;
    if (this.#closed) socket.close();
    else this.#rest(socket);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #rest(socket: Socket): void {
    this.#idle.push({ socket, since: this.#options.monotonic() });
    this.#options.watch(socket, () => {
      if (!this.#idle.some((idle) => idle.socket === socket)) return;
      this.#idle = this.#idle.filter((idle) => idle.socket !== socket);
      this.#retryLater();
    });
  }

  #failed(): void {
    this.#opening -= 1;
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#closed || this.#retry !== undefined) return;
    const waitMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.fill();
    }, waitMs);
  }

  #readySoon(): number {
    return this.#opening + this.#idle.filter(({ socket }) => this.#options.condition(socket) === 'ready').length;
  }

  #total(): number {
    return this.#idle.length + this.#leased + this.#opening;
  }
}
