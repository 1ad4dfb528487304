/** One call that this instance listens to and speaks in: its subscriptions, its facts, its epochs. */
import {
  callEnded,
  type callListen,
  ownerAlive,
  ownerChanged,
  replyCancelled,
  replyPiece,
  replyVoiced,
  speechStarted,
  speechTroubled,
  type TranscriptFinal,
  transcriptFinal,
  transcriptPartial,
  utteranceEnded,
} from '@bayline/contracts';
import type { Bus, Clock, Log, Subscription } from '@bayline/runtime';
import type { z } from 'zod';
import type { Told } from './hearing/hearing.ts';
import { Listening, type ListeningTools } from './hearing/listening.ts';
import type { Measures } from './measures.ts';
import { Replies } from './voicing/replies.ts';
import type { VoicingTools } from './voicing/reply.ts';
import type { VoicedRange } from './voicing/voicing-state.ts';

export type ListenRequest = z.output<typeof callListen.request>;

/** What every call of the process works with. */
export interface CallTools {
  readonly bus: Pick<Bus, 'hear' | 'tell' | 'reconnectedAt'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly measures: Measures;
  readonly instanceId: string;
  readonly listening: ListeningTools;
  readonly voicing: VoicingTools;
  /** A dialogue instance has taken the call over: it may know other stock phrases. */
  readonly dialogueSeen: (instanceId: string) => void;
}

/** Finals that a new dialogue owner is told again; so is the present one when the bus was away, who may have missed some. */
const TOLD_AGAIN_MS = 30_000;
/** After a reconnect the dialogue owner has this long to reconnect as well. */
const AFTER_RECONNECT_MS = 500;
/** Without audio and without a fact of the gateway's for so long, the call is over. */
const SILENT_MS = 60_000;

export class Call {
  readonly request: ListenRequest;
  readonly heardSlot: number;
  readonly #tools: CallTools;
  readonly #onOver: () => void;
  readonly #listening: Listening;
  readonly #replies: Replies;
  readonly #subscriptions: readonly Subscription[];
  #finals: { readonly at: number; readonly final: TranscriptFinal }[] = [];
  #gatewayHeardAt: number;
  #voiceTroubleSince: string | undefined;
  /** The latest reconnect after which everything was told again. */
  #toldAgainSince: number;

  /** Subscribes to the call before it returns. `onOver` is called when the call has ended or belongs to another instance. */
  constructor(tools: CallTools, request: ListenRequest, heardSlot: number, onOver: () => void) {
    this.#tools = tools;
    this.request = request;
    this.heardSlot = heardSlot;
    this.#onOver = onOver;
    this.#gatewayHeardAt = tools.clock.monotonic();
    this.#toldAgainSince = tools.bus.reconnectedAt;
    const route = { gatewayId: request.gatewayId, slot: request.spokenSlot };
    this.#replies = new Replies(tools.voicing, route, { voiced: (...voiced) => this.#tellVoiced(...voiced) });
    this.#subscriptions = this.#subscribe();
    this.#listening = new Listening(tools.listening, request, {
      told: (told, sinceLastWordMs) => this.#tell(told, sinceLastWordMs),
      troubled: (forMs, over) => this.#tellTrouble('stt', this.#momentAgo(forMs), over),
      lost: ({ code }) => {
        tools.measures.recogniserLost(code);
        tools.log.debug({ callId: request.callId, code }, 'a recogniser was lost');
      },
    });
  }

  get listened(): boolean {
    return this.#listening.connected;
  }

  heard(sequence: number, audio: Uint8Array): void {
    this.#gatewayHeardAt = this.#tools.clock.monotonic();
    if (!this.#listening.heard(sequence, audio)) this.#tools.measures.dropped('audio');
  }

  /** Says that this owner lives, and looks after it; called every 500 ms. */
  beat(): void {
    const { bus, instanceId, clock } = this.#tools;
    bus.tell(ownerAlive, this.request.callId, { role: 'speech', instanceId, epoch: this.request.epoch });
    this.#lookAtBus();
    this.#listening.tick();
    if (clock.monotonic() - this.#gatewayHeardAt < SILENT_MS) return;
    this.#tools.log.warn({ callId: this.request.callId }, 'nothing was heard of a call for a minute: letting it go');
    this.#onOver();
  }

  stop(): void {
    for (const subscription of this.#subscriptions) subscription.stop();
    this.#replies.stop();
    this.#listening.stop();
  }

  #subscribe(): Subscription[] {
    const { bus, measures } = this.#tools;
    const { callId } = this.request;
    return [
      bus.hear(replyPiece, callId, (piece) => {
        if (!this.#replies.piece(piece)) measures.dropped('piece');
      }),
      bus.hear(replyCancelled, callId, ({ epoch, generation }) => this.#replies.cancelled(epoch, generation)),
      bus.hear(ownerChanged, callId, (owner) => this.#ownerChanged(owner)),
      bus.hear(callEnded, callId, () => this.#onOver()),
    ];
  }

  #ownerChanged(owner: { role: 'speech' | 'dialogue'; instanceId: string; epoch: number }): void {
    this.#gatewayHeardAt = this.#tools.clock.monotonic();
    if (owner.role === 'speech') {
      if (owner.epoch > this.request.epoch && owner.instanceId !== this.#tools.instanceId) this.#onOver();
      return;
    }
    this.#replies.dialogueChanged(owner.epoch);
    this.#tools.dialogueSeen(owner.instanceId);
    this.#tellFinalsAgain();
  }

  /** What was told while the bus was going away has not arrived. */
  #lookAtBus(): void {
    const { bus, clock } = this.#tools;
    if (bus.reconnectedAt <= this.#toldAgainSince || clock.monotonic() - bus.reconnectedAt < AFTER_RECONNECT_MS) return;
    this.#toldAgainSince = bus.reconnectedAt;
    this.#tellFinalsAgain();
  }

  #tellFinalsAgain(): void {
    const now = this.#tools.clock.monotonic();
    for (const { at, final } of this.#finals) {
      if (now - at < TOLD_AGAIN_MS) {
        this.#tools.bus.tell(transcriptFinal, this.request.callId, { ...final, again: true });
      }
    }
  }

  #tell(told: Told, sinceLastWordMs: number): void {
    const { bus, instanceId, measures } = this.#tools;
    const { callId, epoch } = this.request;
    const owner = { epoch, speechId: instanceId };
    if (told.type === 'started') bus.tell(speechStarted, callId, { ...owner, offsetMs: told.offsetMs });
    else if (told.type === 'utterance-ended') {
      bus.tell(utteranceEnded, callId, { ...owner, lastWordEndMs: told.lastWordEndMs });
    } else if (told.type === 'partial') {
      const { type: _, ...segment } = told;
      bus.tell(transcriptPartial, callId, { ...owner, ...segment, quietMs: this.#listening.quietMs });
    } else {
      const { type: _, lastWordEndMs: __, ...segment } = told;
      const final: TranscriptFinal = { ...owner, ...segment, sinceLastWordMs };
      bus.tell(transcriptFinal, callId, final);
      measures.final(sinceLastWordMs);
      this.#remember(final);
    }
  }

  #remember(final: TranscriptFinal): void {
    const now = this.#tools.clock.monotonic();
    this.#finals = [...this.#finals.filter(({ at }) => now - at < TOLD_AGAIN_MS), { at: now, final }];
  }

  #tellVoiced(epoch: number, generation: number, range: VoicedRange): void {
    const { bus, measures } = this.#tools;
    bus.tell(replyVoiced, this.request.callId, { epoch, generation, ...range });
    if (range.pieceToFirstByteMs !== undefined) measures.firstByte(range.pieceToFirstByteMs, range.cached);
    if (range.done || range.failed) measures.reply(range.failed ? 'failed' : 'voiced');
    if (range.failed && this.#voiceTroubleSince === undefined) {
      this.#voiceTroubleSince = this.#momentAgo(0);
      this.#tellTrouble('tts', this.#voiceTroubleSince, false);
    } else if (!range.failed && !range.cached && range.toMs > 0 && this.#voiceTroubleSince !== undefined) {
      this.#tellTrouble('tts', this.#voiceTroubleSince, true);
      this.#voiceTroubleSince = undefined;
    }
  }

  #tellTrouble(what: 'stt' | 'tts', since: string, over: boolean): void {
    const { callId, epoch } = this.request;
    this.#tools.log.warn({ callId, what, over }, over ? 'trouble is over' : 'a call is in trouble');
    this.#tools.bus.tell(speechTroubled, callId, { epoch, speechId: this.#tools.instanceId, what, since, over });
  }

  #momentAgo(ms: number): string {
    return new Date(this.#tools.clock.now().getTime() - ms).toISOString();
  }
}
