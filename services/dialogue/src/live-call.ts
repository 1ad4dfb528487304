/** One live call: feeds what happens into the conversation and carries out what it wants. The only place with state and I/O. */
import {
  audioPlayed,
  type CallId,
  callBrief,
  callEnded,
  callJudged,
  changeRelease,
  hangupWanted,
  keyPressed,
  ownerAlive,
  ownerChanged,
  replyCancelled,
  replyPiece,
  replyVoiced,
  speechStarted,
  speechTroubled,
  toolNamed,
  transcriptFinal,
  transcriptPartial,
  transferWanted,
  utteranceEnded,
} from '@bayline/contracts';
import { AskFailed, type Bus, type Clock, type Log, type Subscription } from '@bayline/runtime';
import type { AheadMeasures } from './ahead/answering-ahead.ts';
import { CallAhead } from './ahead/call-ahead.ts';
import type { Eagerness } from './ahead/profiles.ts';
import { askToolUntilAnswered } from './asking-tools.ts';
import { step } from './conversation/conversation.ts';
import type { Effect, Event, TimerName } from './conversation/events.ts';
import type { Manners } from './conversation/manners.ts';
import { messageOf } from './conversation/message.ts';
import type { Brief, Conversation } from './conversation/state.ts';
import { trimmed } from './conversation/trimming.ts';
import { closingTurn } from './conversation/turns.ts';
import {
  keepLanguage,
  leaveMessage,
  leaveWish,
  logTurn,
  recordConsent,
  refuseContact,
  tellOutcome,
} from './left-behind.ts';
import type { Asking, Listener } from './model/asking.ts';
import type { ModelRequest } from './model/model.ts';
import { type Prompt, systemMessages } from './prompt.ts';
import type { Sessions } from './session/session.ts';

/** What every live call of this process shares. */
export interface House {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly dialogueId: string;
  readonly sessions: Sessions;
  readonly asking: Asking;
  readonly modelName: string;
  readonly prompt: Prompt;
  readonly manners: Manners;
  /** When the model is asked ahead; null for never. */
  readonly eagerness: Eagerness | null;
  readonly aheadMeasures: AheadMeasures;
  readonly history: { readonly tokens: number; readonly messages: number };
  /** The call is no longer ours: over, or someone else's. */
  readonly onGone: (callId: CallId) => void;
}

const BUS_SETTLES_MS = 1_500;
/** Longer than any silence that a caller may ask for: a call of which nothing is heard for so long is over, and nobody told. */
const FORGOTTEN_MS = 180_000;

type WithoutTime<E> = E extends Event ? Omit<E, 'at'> : never;

export class LiveCall {
  readonly callId: string;
  readonly #house: House;
  #conversation: Conversation;
  readonly #startedAt: Date;
  readonly #subscriptions: Subscription[] = [];
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  readonly #models = new Map<string, AbortController>();
  readonly #waiting: Effect[] = [];
  readonly #ahead: CallAhead | undefined;
  #carryingOut = false;
  /** The latest reconnect that was looked at. */
  #busReturnedAt: number;
  #busSettles: NodeJS.Timeout | undefined;
  #gone = false;
  /** When the bus told something of this call. */
  #heardAt: number;

  constructor(house: House, conversation: Conversation) {
    this.#house = house;
    this.#conversation = conversation;
    this.callId = conversation.callId;
    this.#startedAt = house.clock.now();
    this.#busReturnedAt = house.bus.reconnectedAt;
    this.#heardAt = house.clock.monotonic();
    if (house.eagerness !== null) {
      this.#ahead = new CallAhead(house, house.eagerness, {
        conversation: () => this.#conversation,
        gone: () => this.#gone,
        request: (messages) => this.#request(messages, null),
      });
    }
  }

  get epoch(): number {
    return this.#conversation.epoch;
  }

  /** Subscribes to everything this call says and hears; resolves once the bus has taken note of it. */
  async listen(): Promise<void> {
    const { bus } = this.#house;
    const id = this.callId;
    this.#subscriptions.push(
      bus.hear(speechStarted, id, () => this.#hear({ type: 'voice-began' })),
      bus.hear(transcriptPartial, id, (partial) => {
        const { epoch, text, endMs } = partial;
        this.#hear({ type: 'partial', epoch, text, endMs });
        this.#ahead?.afterPartial(partial);
      }),
      bus.hear(transcriptFinal, id, ({ epoch, text, endMs, speechFinal }) => {
        this.#ahead?.overtaken();
        this.#hear({ type: 'final', epoch, text, endMs, speechFinal });
        // A segment that only grew too long is no pause: the caller is still speaking.
        if (speechFinal) this.#ahead?.duringPause();
      }),
      bus.hear(utteranceEnded, id, ({ epoch, lastWordEndMs }) =>
        this.#hear({ type: 'utterance-ended', epoch, lastWordEndMs }),
      ),
      bus.hear(speechTroubled, id, ({ what, over }) => this.#hear({ type: 'speech-troubled', what, over })),
      bus.hear(callJudged, id, ({ verdict }) => this.#hear({ type: 'judged', verdict })),
      bus.hear(keyPressed, id, ({ digit }) => this.#hear({ type: 'key-pressed', digit })),
      bus.hear(replyVoiced, id, (voiced) => this.#hear({ type: 'voiced', ...voiced })),
      bus.hear(audioPlayed, id, ({ generation, state, playedMs }) =>
        this.#hear({ type: 'played', generation, state, playedMs }),
      ),
      bus.hear(ownerChanged, id, (change) => this.#onOwnerChanged(change)),
      bus.hear(callEnded, id, () => this.#end()),
    );
    await bus.flush();
  }

  begin(): void {
    this.#happen({ type: 'started', wall: this.#house.clock.now().getTime() });
  }

  /** Goes on with a conversation, as a new owner or under a new epoch. */
  resume(owner: { epoch: number; speechEpoch: number; brief: Brief | null; deskUnanswered?: boolean }): void {
    this.#conversation = { ...this.#conversation, epoch: owner.epoch, speechEpoch: owner.speechEpoch, count: 0 };
    for (const abort of this.#models.values()) abort.abort();
    this.#ahead?.drop();
    const { brief, deskUnanswered = false } = owner;
    this.#hear({ type: 'resumed', brief, deskUnanswered, wall: this.#house.clock.now().getTime() });
  }

  tellAlive(): void {
    if (this.#house.clock.monotonic() - this.#heardAt > FORGOTTEN_MS) {
      this.#house.log.warn({ callId: this.callId }, 'nothing was heard of a call for minutes: letting it go');
      return this.abandon();
    }
    this.#lookAtBus();
    const { bus, dialogueId } = this.#house;
    bus.tell(ownerAlive, this.callId, { role: 'dialogue', instanceId: dialogueId, epoch: this.epoch });
  }

  /** After the bus was away it is waited for a moment, so that what is on its way can arrive. */
  #lookAtBus(): void {
    const { reconnectedAt } = this.#house.bus;
    if (reconnectedAt <= this.#busReturnedAt) return;
    this.#busReturnedAt = reconnectedAt;
    clearTimeout(this.#busSettles);
    this.#busSettles = setTimeout(() => this.#happen({ type: 'bus-returned' }), BUS_SETTLES_MS);
  }

  /** Lets go without a word: another owner has the call. */
  abandon(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const subscription of this.#subscriptions) subscription.stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    clearTimeout(this.#busSettles);
    for (const abort of this.#models.values()) abort.abort();
    this.#ahead?.drop();
    this.#timers.clear();
    this.#waiting.length = 0;
    this.#house.onGone(this.callId);
  }

  #onOwnerChanged(change: { role: 'speech' | 'dialogue'; instanceId: string; epoch: number }): void {
    if (change.role === 'speech') this.#hear({ type: 'speech-owner-changed', epoch: change.epoch });
    else if (change.epoch > this.epoch && change.instanceId !== this.#house.dialogueId) this.abandon();
  }

  #end(): void {
    const last = closingTurn(this.#conversation);
    if (last !== undefined) void logTurn(this.#house, this.#conversation, last);
    const { message } = this.#conversation;
    if (message !== null) void leaveMessage(this.#house, this.#conversation, messageOf(message));
    this.abandon();
  }

  #hear(event: WithoutTime<Event>): void {
    this.#heardAt = this.#house.clock.monotonic();
    this.#happen(event);
  }

  #happen(event: WithoutTime<Event>): void {
    if (this.#gone) return;
    const at = this.#house.clock.monotonic();
    const { conversation, effects } = step(this.#conversation, { ...event, at }, this.#house.manners);
    this.#conversation = conversation;
    this.#waiting.push(...effects);
    if (!this.#carryingOut) void this.#carryOut();
  }

  /** Effects are carried out in order and, unless one must be waited for, before anything else happens. */
  async #carryOut(): Promise<void> {
    this.#carryingOut = true;
    try {
      for (let effect = this.#waiting.shift(); effect !== undefined; effect = this.#waiting.shift()) {
        if (effect.type === 'save' && effect.first) await this.#save();
        else this.#do(effect);
      }
    } finally {
      this.#carryingOut = false;
    }
  }

  #do(effect: Effect): void {
    const { bus } = this.#house;
    const { epoch } = this;
    switch (effect.type) {
      case 'tell-piece': {
        const { type: _, timing, ...piece } = effect;
        const ledger = timing === undefined ? {} : { timing: { ...timing, ...this.#ahead?.ledgerOf(timing.turn) } };
        bus.tell(replyPiece, this.callId, { epoch, ...piece, ...ledger });
        return;
      }
      case 'cancel-replies':
        bus.tell(replyCancelled, this.callId, { epoch, generation: effect.generation, reason: effect.reason });
        return;
      case 'ask-model':
        this.#askModel(effect);
        return;
      case 'abort-model':
        this.#models.get(effect.requestId)?.abort();
        return;
      case 'ask-tool':
        void this.#askTool(effect);
        return;
      case 'release-change':
        void this.#release(effect.pending);
        return;
      case 'leave':
        this.#leave(effect);
        return;
      case 'ask-verdict':
        void this.#askVerdict();
        return;
      case 'tell-outcome':
        void tellOutcome(this.#house, this.#conversation, effect.outcome);
        return;
      case 'refuse-contact':
        void this.#refuseContact(effect.how);
        return;
      case 'keep-language':
        void keepLanguage(this.#house, this.#conversation, effect.language);
        return;
      case 'record-consent':
        void recordConsent(this.#house, this.#conversation, effect);
        return;
      case 'leave-wish':
        void leaveWish(this.#house, this.#conversation, effect.why);
        return;
      case 'leave-message':
        void leaveMessage(this.#house, this.#conversation, effect);
        return;
      case 'set-timer':
        this.#setTimer(effect.name, effect.ms);
        return;
      case 'clear-timer':
        clearTimeout(this.#timers.get(effect.name));
        return;
      case 'save':
        void this.#save();
        return;
      case 'log-turn':
        void logTurn(this.#house, this.#conversation, effect);
        return;
    }
  }

  #setTimer(name: TimerName, ms: number): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => this.#happen({ type: 'timer', name }), ms),
    );
  }

  #askModel({ requestId, note, standIn }: Extract<Effect, { type: 'ask-model' }>): void {
    const { turn } = this.#conversation.turn;
    const request = this.#request(this.#conversation.messages, note);
    const kept = note === null ? this.#ahead?.take(turn, request) : undefined;
    const abort = kept?.abort ?? new AbortController();
    this.#models.set(requestId, abort);
    const listener: Listener = {
      onText: (text) => this.#happen({ type: 'model-text', requestId, text }),
      onBroke: () => this.#happen({ type: 'model-broke', requestId }),
      onDone: (toolCalls) => this.#happen({ type: 'model-done', requestId, toolCalls }),
      onFailed: (why) => this.#happen({ type: 'model-failed', requestId, why }),
    };
    const { asking } = this.#house;
    const ask = standIn ? asking.askStandIn : asking.ask;
    const done = kept?.listen(listener) ?? ask(request, abort.signal, listener);
    void done.finally(() => this.#models.delete(requestId));
  }

  #request(messages: Conversation['messages'], note: string | null): ModelRequest {
    const { prompt, history } = this.#house;
    const { brief } = this.#conversation;
    return {
      system: systemMessages(prompt, brief, this.#startedAt),
      messages: trimmed(messages, history.tokens, history.messages),
      note,
      cacheKey: `bayline-${brief.shop.shopId}-${prompt.version}`,
    };
  }

  async #askTool(effect: Extract<Effect, { type: 'ask-tool' }>): Promise<void> {
    const { bus, log } = this.#house;
    const toolCallId = effect.call.id;
    const envelope = {
      ...this.#envelope(toolCallId),
      ...(effect.proof === null ? {} : { proof: { ...effect.proof, judged: 'yes' as const } }),
    };
    try {
      const request = { arguments: effect.arguments, envelope };
      const wanted = (): boolean => !this.#gone;
      const answer = await askToolUntilAnswered(bus, toolNamed(effect.name), request, this.callId, wanted);
      this.#happen({ type: 'tool-answered', toolCallId, answer });
    } catch (error) {
      const why = error instanceof AskFailed ? error.reason : 'failed';
      log.warn({ callId: this.callId, tool: effect.name, why }, 'a tool did not answer');
      this.#happen({ type: 'tool-failed', toolCallId, why });
    }
  }

  async #release(pending: string): Promise<void> {
    const { bus, log } = this.#house;
    try {
      await bus.ask(changeRelease, { envelope: this.#envelope('release'), pending }, { callId: this.callId });
    } catch (error) {
      // The hold lapses by itself in three minutes.
      log.info({ callId: this.callId, error }, 'a hold could not be released');
    }
  }

  #envelope(toolCallId: string): { shopId: string; callId: string; epoch: number; toolCallId: string } {
    return { shopId: this.#conversation.brief.shop.shopId, callId: this.callId, epoch: this.epoch, toolCallId };
  }

  #leave({ how, afterGeneration }: Extract<Effect, { type: 'leave' }>): void {
    const { bus } = this.#house;
    const { epoch } = this;
    if (how.type === 'hang-up') bus.tell(hangupWanted, this.callId, { epoch, afterGeneration, reason: how.reason });
    else {
      const { reason, briefing } = how;
      bus.tell(transferWanted, this.callId, { epoch, afterGeneration, reason, briefing });
    }
  }

  /** A verdict that was told before we listened is in the call's brief. */
  async #askVerdict(): Promise<void> {
    try {
      const brief = await this.#house.bus.ask(callBrief, { callId: this.callId }, { callId: this.callId });
      const verdict = brief.type === 'brief' ? (brief.reminder?.verdict ?? null) : null;
      if (verdict !== null) this.#happen({ type: 'judged', verdict });
    } catch (error) {
      // It is asked for again in two seconds.
      this.#house.log.info({ callId: this.callId, error }, 'a verdict could not be asked for');
    }
  }

  async #refuseContact(how: 'voice' | 'key' | 'wrong-number'): Promise<void> {
    const kept = await refuseContact(this.#house, this.#conversation, how);
    this.#happen({ type: 'contact-refused', kept, how });
  }

  async #save(): Promise<void> {
    const { sessions, dialogueId, log } = this.#house;
    const result = await sessions.save({ dialogueId, conversation: this.#conversation });
    if (result !== 'superseded') return;
    log.warn({ callId: this.callId, epoch: this.epoch }, 'another owner has this call: letting go');
    this.abandon();
  }
}
