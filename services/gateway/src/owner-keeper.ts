/**
 * Keeps a call owned: asks for a speech instance, then for a dialogue instance (speech must be listening before dialogue
 * speaks), watches both, and asks again when one of them falls silent.
 */
import { callConverse, callListen, ownerAlive, ownerChanged } from '@bayline/contracts';
import type { Bus, Log, Subscription } from '@bayline/runtime';
import type { Brief } from './briefs.ts';
import type { Hearing } from './hearing.ts';
import { type Judgement, type Owner, Owners, type OwnerTiming, type Role, roles } from './owners.ts';
import type { Speaking } from './speaking.ts';

export interface OwnedCall {
  readonly callId: string;
  readonly stream: number;
  readonly shopId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly gatewayId: string;
  readonly keyterms: readonly string[];
  /** Whether the caller has talked with us before this stream. */
  readonly resume: boolean;
  /** They come back from a desk that did not answer; told to the first dialogue owner. */
  readonly deskUnanswered?: boolean;
  /** Who owned the call before this stream, as far as is known. They are asked first. */
  readonly previous: Readonly<Record<Role, string | undefined>>;
}

export interface OwnerHooks {
  /** A role has an owner (again). */
  taken(role: Role, owner: Owner): void;
  lost(role: Role): void;
  /** An instance was asked and will not; `inARow` counts since somebody last agreed. */
  refused(reason: string, inARow: number): void;
}

interface KeeperHouse {
  readonly bus: Bus;
  readonly log: Log;
  readonly now: () => number;
  /** What was fetched for the call while its phone rang. */
  readonly brief: (callId: string) => Promise<Brief | undefined>;
}

/** Where the caller's audio goes once somebody is there to understand it. */
interface Listener {
  readonly speechId: string;
  readonly heardSlot: number;
  readonly offsetMs: number;
}

const PAUSE_MS = 150;
/** While a caller waits in silence, an instance that does not answer quickly is not waited for. */
const TAKE_OVER_DEADLINE_MS = 700;

export class OwnerKeeper {
  readonly #house: KeeperHouse;
  readonly #call: OwnedCall;
  readonly #hearing: Hearing;
  readonly #speaking: Speaking;
  readonly #hooks: OwnerHooks;
  readonly #owners: Owners;
  /** Whom to ask first; asked once. */
  readonly #named: Record<Role, string | undefined>;
  readonly #subscription: Subscription;
  #listener: Listener | undefined;
  #talked: boolean;
  #deskUnanswered: boolean;
  #refusals = 0;
  #seeking = false;
  #over = false;

  constructor(
    house: KeeperHouse,
    call: OwnedCall,
    parts: { hearing: Hearing; speaking: Speaking },
    timing: OwnerTiming,
    hooks: OwnerHooks,
  ) {
    this.#house = house;
    this.#call = call;
    this.#hearing = parts.hearing;
    this.#speaking = parts.speaking;
    this.#hooks = hooks;
    this.#owners = new Owners(call.stream, timing, house.now());
    this.#named = { ...call.previous };
    this.#talked = call.resume;
    this.#deskUnanswered = call.deskUnanswered === true;
    this.#subscription = house.bus.hear(ownerAlive, call.callId, ({ role, epoch }) => this.#alive(role, epoch));
  }

  begin(): void {
    this.#seek();
  }

  stop(): void {
    this.#over = true;
    this.#subscription.stop();
  }

  owner(role: Role): Owner | undefined {
    return this.#owners.owner(role);
  }

  isOutdated(role: Role, epoch: number): boolean {
    return this.#owners.isOutdated(role, epoch);
  }

  /** Looks after the owners; tells for how long the caller has been without. */
  judge(now: number): number {
    const { lost, withoutMs }: Judgement = this.#owners.judge(now, this.#house.bus);
    for (const role of lost) {
      if (role === 'speech') this.#unheard();
      this.#hooks.lost(role);
    }
    if (lost.length > 0) this.#seek();
    return withoutMs;
  }

  /** One that took the call after it had been given up on does not know of the owner that came after it: it is told. */
  #alive(role: Role, epoch: number): void {
    this.#owners.alive(role, epoch, this.#house.now());
    const owner = this.#owners.owner(role);
    if (owner === undefined || owner.epoch <= epoch) return;
    this.#house.bus.tell(ownerChanged, this.#call.callId, { role, ...owner });
  }

  #seek(): void {
    if (this.#seeking) return;
    this.#seeking = true;
    void this.#seekMissing().finally(() => {
      this.#seeking = false;
    });
  }

  async #seekMissing(): Promise<void> {
    for (;;) {
      const missing = roles.find((role) => this.#owners.owner(role) === undefined);
      if (missing === undefined || this.#over) return;
      const reason = missing === 'speech' ? await this.#askToListen() : await this.#askToConverse();
      if (this.#over) return;
      if (reason === null) continue;
      this.#refusals += 1;
      this.#hooks.refused(reason, this.#refusals);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Asks one instance to listen. Null when it does, else why not. */
  async #askToListen(): Promise<string | null> {
    const epoch = this.#owners.nextEpoch('speech');
    const { callId, gatewayId, keyterms } = this.#call;
    const { offsetMs, toldUpToMs } = this.#hearing;
    const spokenSlot = this.#speaking.offerSlot();
    const request = { callId, epoch, gatewayId, spokenSlot, offsetMs, toldUpToMs, keyterms: [...keyterms] };
    const reply = await this.#ask('speech', (options) => this.#house.bus.ask(callListen, request, options));
    if (this.#over || reply.type !== 'listening') {
      this.#speaking.keepSlot(undefined);
      return reply.type === 'listening' ? 'over' : reply.reason;
    }
    this.#speaking.keepSlot(spokenSlot);
    this.#speaking.abandonIncomplete();
    this.#listener = { speechId: reply.speechId, heardSlot: reply.heardSlot, offsetMs };
    this.#take('speech', { instanceId: reply.speechId, epoch });
    // At first nobody is there yet to whom transcripts could be told; what is said meanwhile is kept.
    if (this.#owners.owner('dialogue') !== undefined) this.#listen();
    return null;
  }

  async #askToConverse(): Promise<string | null> {
    const speech = this.#owners.owner('speech');
    if (speech === undefined) return 'nobody-listens';
    const epoch = this.#owners.nextEpoch('dialogue');
    const { callId, shopId, direction, gatewayId } = this.#call;
    const brief = this.#talked ? undefined : await this.#house.brief(callId);
    const request = {
      ...{ callId, epoch, shopId, direction, gatewayId, resume: this.#talked },
      ...(brief === undefined ? {} : { brief }),
      ...{ speechId: speech.instanceId, speechEpoch: speech.epoch },
      ...(this.#deskUnanswered ? { deskUnanswered: true } : {}),
    };
    const reply = await this.#ask('dialogue', (options) => this.#house.bus.ask(callConverse, request, options));
    if (this.#over) return 'over';
    if (reply.type !== 'conversing') return reply.reason;
    this.#talked = true;
    this.#deskUnanswered = false;
    this.#speaking.ownedFrom(epoch);
    this.#take('dialogue', { instanceId: reply.dialogueId, epoch });
    this.#listen();
    return null;
  }

  async #ask<Reply>(
    role: Role,
    ask: (options: { callId: string; instanceId?: string; deadlineMs?: number }) => Promise<Reply>,
  ): Promise<Reply | { type: 'failed'; reason: string }> {
    const named = this.#named[role];
    this.#named[role] = undefined;
    const hurry = this.#talked ? { deadlineMs: TAKE_OVER_DEADLINE_MS } : {};
    try {
      return await ask({ callId: this.#call.callId, ...hurry, ...(named === undefined ? {} : { instanceId: named }) });
    } catch (error) {
      this.#house.log.warn({ callId: this.#call.callId, role, error }, 'nobody took the call yet');
      return { type: 'failed', reason: 'no-answer' };
    }
  }

  #take(role: Role, owner: Owner): void {
    const { bus, log, now } = this.#house;
    const { callId } = this.#call;
    this.#refusals = 0;
    this.#owners.take(role, owner, now());
    if (this.#owners.succeeds(owner.epoch)) bus.tell(ownerChanged, callId, { role, ...owner });
    log.info({ callId, role, owner: owner.instanceId, epoch: owner.epoch }, 'the call has an owner');
    this.#hooks.taken(role, owner);
  }

  #unheard(): void {
    this.#listener = undefined;
    this.#hearing.unheard();
  }

  #listen(): void {
    if (this.#listener === undefined) return;
    const { speechId, heardSlot, offsetMs } = this.#listener;
    this.#listener = undefined;
    this.#hearing.listenedToBy(speechId, heardSlot, offsetMs);
  }
}
