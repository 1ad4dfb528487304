/**
 * How one call ends for this gateway: as dialogue wishes, at its time limit, because the caller hung up, because nobody could
 * help, or because it goes on at another gateway. A call is ended by REST; closing its socket is the last resort.
 */
import { wishLeft } from '@bayline/contracts';
import { ProviderError } from '@bayline/runtime';
import { callBackWish, type Departed, type Departure, depart, deskNumber } from './departure.ts';
import type { House } from './house.ts';
import { type LeaveWish, whenToLeave } from './leaving.ts';
import type { Shop } from './pass.ts';
import { spokenWords } from './phrases.ts';
import type { Outcome } from './playout.ts';
import type { NextStep } from './registry.ts';

export type EndReason = 'caller-hung-up' | 'agent-hung-up' | 'transferred' | 'time-limit' | 'refused' | 'failed';

export interface EndingHooks {
  /** It is over; null when the call goes on at another gateway or on a later stream. */
  over(reason: EndReason | null): void;
  /** Twilio could not be told, and will ask once the socket is closed. */
  next(step: NextStep): void;
}

/** What the ending must know of the conversation. */
export interface Conversation {
  outcome(generation: number): Outcome;
  readonly quiet: boolean;
}

type State =
  | { readonly type: 'live' }
  /** Twilio is told how the call goes on. It then closes the stream by itself; `until` is set once it knows. */
  | { readonly type: 'leaving'; readonly reason: EndReason; readonly until: number }
  /** The socket broke. The caller may come back on a new stream, here or elsewhere. */
  | { readonly type: 'adrift'; readonly since: number; readonly redirected: boolean }
  | { readonly type: 'over' };

/** Twilio asks for a new stream by itself within this time, or is told to. */
const ADRIFT_REDIRECT_MS = 2_500;
const ADRIFT_END_MS = 12_000;
const STOP_WAIT_MS = 5_000;
/** At its time limit a call may finish the sentence it is in. */
const LIMIT_GRACE_MS = 10_000;

export class Ending {
  readonly #house: House;
  readonly #callId: string;
  readonly #shop: Shop;
  readonly #limitAt: number;
  readonly #hooks: EndingHooks;
  #state: State = { type: 'live' };
  #wish: (LeaveWish & { readonly briefing: string | null }) | undefined;

  /** `limitAt` is the monotonic moment at which the call has lasted long enough. */
  constructor(house: House, callId: string, shop: Shop, limitAt: number, hooks: EndingHooks) {
    this.#house = house;
    this.#callId = callId;
    this.#shop = shop;
    this.#limitAt = limitAt;
    this.#hooks = hooks;
  }

  get live(): boolean {
    return this.#state.type === 'live';
  }

  /** Dialogue wishes the call ended or handed over. A later wish replaces an earlier one. */
  wish(wish: LeaveWish, briefing: string | null): void {
    this.#wish = { ...wish, briefing };
  }

  /** Called several times a second. */
  watch(now: number, conversation: Conversation): void {
    const state = this.#state;
    if (state.type === 'live') this.#watchLive(now, conversation);
    else if (state.type === 'leaving' && now > state.until) this.#over(state.reason);
    else if (state.type === 'adrift') this.#watchAdrift(state, now);
  }

  #watchLive(now: number, conversation: Conversation): void {
    const wish = this.#wish;
    if (wish !== undefined) {
      const outcome = wish.afterGeneration === null ? 'finished' : conversation.outcome(wish.afterGeneration);
      const decision = whenToLeave(wish, outcome, now);
      if (decision !== 'wait') this.#wish = undefined;
      if (decision === 'go' && wish.type === 'hang-up') return this.#leave('agent-hung-up', { type: 'hang-up' });
      if (decision === 'go') return this.toDesk('transferred', null, wish.briefing);
    }
    if (now >= this.#limitAt && (conversation.quiet || now >= this.#limitAt + LIMIT_GRACE_MS)) {
      this.#leave('time-limit', { type: 'goodbye', words: spokenWords.timeLimit });
    }
  }

  /** Hands the call to a person, saying why; without one to ring, a call-back is noted and promised. */
  toDesk(reason: EndReason, words: string | null, briefing: string | null): void {
    if (this.#state.type !== 'live') return;
    const { room, recorder } = this.#house;
    const reachable = deskNumber({ deskNumber: room.config.DESK_NUMBER }, this.#shop) !== null;
    if (!reachable) {
      const wish = callBackWish(this.#shop, null, 'there is no desk to ring', room.clock.now());
      recorder.record(wishLeft, this.#callId, wish);
    }
    this.#leave(reason === 'transferred' && !reachable ? 'failed' : reason, { type: 'desk', words, briefing });
  }

  #leave(reason: EndReason, departure: Departure): void {
    if (this.#state.type !== 'live') return;
    this.#state = { type: 'leaving', reason, until: Number.POSITIVE_INFINITY };
    const { room, phone, urls } = this.#house;
    const { config, log, clock } = room;
    const house = { phone, urls, log, secret: config.MEDIA_TOKEN_SECRET, deskNumber: config.DESK_NUMBER };
    log.info({ callId: this.#callId, reason, departure: departure.type }, 'leaving the call');
    void depart(house, this.#callId, this.#shop, departure).then((departed) =>
      this.#departed(departed, reason, departure, clock.monotonic()),
    );
  }

  #departed(departed: Departed, reason: EndReason, departure: Departure, now: number): void {
    if (this.#state.type !== 'leaving') return;
    if (departed === 'done') {
      this.#state = { type: 'leaving', reason, until: now + STOP_WAIT_MS };
      return;
    }
    if (departed === 'failed') this.#hooks.next(departure.type === 'desk' ? 'desk' : 'hang-up');
    this.#over(reason);
  }

  /** The socket is closed; `stopped` when Twilio had said that the stream is over. */
  async lineClosed(stopped: boolean): Promise<void> {
    if (this.#state.type === 'leaving') return this.#over(this.#state.reason);
    if (this.#state.type !== 'live') return;
    // After a stop there is no stream that Twilio could be made to open again.
    this.#state = { type: 'adrift', since: this.#house.room.clock.monotonic(), redirected: stopped };
    // A gateway that took us for dead makes Twilio stop our stream too, and the call goes on there.
    if (stopped && !(await this.#house.registry.isLeaving(this.#callId))) this.#over('caller-hung-up');
  }

  #watchAdrift(state: Extract<State, { type: 'adrift' }>, now: number): void {
    if (now - state.since > ADRIFT_END_MS) return this.#over('failed');
    if (state.redirected || now - state.since < ADRIFT_REDIRECT_MS) return;
    this.#state = { ...state, redirected: true };
    const { phone, urls, room } = this.#house;
    phone.redirect(this.#callId, urls.resume).catch((error: unknown) => {
      if (error instanceof ProviderError && error.code === 'call-over') return this.#over('caller-hung-up');
      room.log.warn({ callId: this.#callId, error }, 'a call that lost its stream could not be led back');
    });
  }

  /** Twilio reports that the call is over. */
  reportedOver(): void {
    this.#over(this.#state.type === 'leaving' ? this.#state.reason : 'caller-hung-up');
  }

  /** The call goes on without us. */
  elsewhere(): void {
    this.#over(null);
  }

  #over(reason: EndReason | null): void {
    if (this.#state.type === 'over') return;
    this.#state = { type: 'over' };
    this.#hooks.over(reason);
  }
}
