/**
 * One stream of a live call, from `start` to its end: the caller's audio goes out, the agent's comes in, owners are kept,
 * turns are measured. The parts decide; here they are connected.
 */
import { callEnded, callStarted, keyPressed, turnMeasured } from '@bayline/contracts';
import type { Subscription } from '@bayline/runtime';
import { Attendance } from './attendance.ts';
import { type CallHearer, hearCall, type Told } from './call-facts.ts';
import { Ending, type EndReason } from './ending.ts';
import { bidFarewell } from './farewell.ts';
import { Hearing } from './hearing.ts';
import type { House } from './house.ts';
import { Ledger } from './ledger.ts';
import type { Line } from './line.ts';
import { type Owner, Owners, type Role } from './owners.ts';
import type { Pass } from './pass.ts';
import type { HeldCall, NextStep } from './registry.ts';
import { Speaking } from './speaking.ts';
import type { Ticked } from './ticker.ts';

export interface CallHooks {
  /** The call is no longer this gateway's. */
  gone(call: Call): void;
  /** What Twilio is to be answered when it asks what comes next. */
  next(callId: string, step: NextStep): void;
}

export interface CallStart {
  readonly callId: string;
  readonly pass: Pass;
  readonly line: Line;
  /** What this process knows of an earlier stream of the call. */
  readonly earlier: HeldCall | undefined;
}

const WATCH_EVERY_TICKS = 5;
const POLICY_VIOLATION = 1_008;
const NORMAL_CLOSURE = 1_000;
const overStatuses: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export class Call implements Ticked, CallHearer {
  readonly id: string;
  readonly stream: number;
  readonly #house: House;
  readonly #pass: Pass;
  readonly #line: Line;
  readonly #hooks: CallHooks;
  readonly #begunAt: number;
  readonly #ledger = new Ledger();
  readonly #speaking: Speaking;
  #held: HeldCall;
  /** Where this stream begins in the caller's audio: as long after the first one as it came. */
  #startMs: number;
  #hearing: Hearing;
  #ending: Ending;
  #attendance: Attendance | undefined;
  #facts: Subscription | undefined;
  #stopTicking: (() => void) | undefined;
  #ticks = 0;

  constructor(house: House, start: CallStart, hooks: CallHooks) {
    const { config, bus, instanceId, clock } = house.room;
    this.id = start.callId;
    this.stream = start.pass.stream;
    this.#house = house;
    this.#pass = start.pass;
    this.#line = start.line;
    this.#hooks = hooks;
    this.#begunAt = clock.monotonic();
    this.#held = { startedAt: clock.now().getTime(), ...start.earlier, gatewayId: instanceId, stream: this.stream };
    this.#startMs = this.#sinceFirstStream();
    this.#hearing = this.#newHearing();
    this.#ending = this.#newEnding();
    const speakingHouse = { bus, exchange: house.exchange, metrics: house.metrics, now: () => clock.monotonic() };
    this.#speaking = new Speaking(speakingHouse, this.id, this.#line, this.#ledger, {
      leadMs: config.PLAYOUT_LEAD_MS,
      maxLeadMs: config.PLAYOUT_LEAD_MAX_MS,
      maxQueuedMs: config.MAX_QUEUED_AUDIO_MS,
      maxBufferedBytes: config.MAX_BUFFERED_BYTES,
    });
  }

  /** What another stream of this call should know of this one. */
  get held(): HeldCall {
    return this.#held;
  }

  /** Takes the stream, unless another gateway has it, and finds its owners. */
  async begin(): Promise<void> {
    const { registry, metrics, recorder, room } = this.#house;
    this.#stopTicking = this.#house.ticker.add(this);
    const [claimed, earlier] = await Promise.all([
      registry.claim(this.id, this.stream),
      this.stream > 0 ? registry.read(this.id) : undefined,
    ]);
    if (!this.#ending.live) return;
    if (claimed === false) {
      metrics.refused('stream-taken');
      this.#line.close(POLICY_VIOLATION);
      return this.#ending.elsewhere();
    }
    if (earlier !== undefined) this.#continue(earlier);
    this.#facts = hearCall(room.bus, this.id, this);
    this.#attendance = this.#newAttendance();
    this.#attendance.begin();
    this.#hold({});
    if (this.stream > 0) return;
    const { shop, direction } = this.#pass;
    const at = room.clock.now().toISOString();
    recorder.record(callStarted, this.id, { shopId: shop.shopId, direction, gatewayId: room.instanceId, at });
  }

  // What the line tells.

  heard(audio: Uint8Array): void {
    this.#hearing.heard(audio, this.#house.room.clock.monotonic());
  }

  marked(name: string): void {
    this.#speaking.marked(name);
  }

  pressed(digit: string): void {
    const { bus, clock } = this.#house.room;
    if (/^[0-9*#]$/.test(digit)) bus.tell(keyPressed, this.id, { digit, at: clock.now().toISOString() });
  }

  lineClosed(stopped: boolean): void {
    void this.#ending.lineClosed(stopped);
  }

  /** The call goes on without this stream. */
  superseded(): void {
    this.#ending.elsewhere();
  }

  // What the clock tells.

  tick(at: number): void {
    this.#speaking.tick(at);
    this.#ticks += 1;
    if (this.#ticks % WATCH_EVERY_TICKS === 0) this.#watch(this.#house.room.clock.monotonic());
  }

  #watch(now: number): void {
    this.#tellTurns(now);
    if (this.#ending.live) this.#attendance?.watch(now);
    this.#ending.watch(now, this.#speaking);
  }

  #tellTurns(now: number): void {
    const { recorder, room, metrics } = this.#house;
    for (const turn of this.#ledger.take(now)) {
      recorder.record(turnMeasured, this.id, { ...turn, at: room.clock.now().toISOString() });
      metrics.turn(turn.totalMs);
    }
  }

  // What the bus tells.

  finalTold(final: Told['final']): void {
    if (this.#isOutdated('speech', final.epoch)) return;
    this.#hearing.transcribed(final.endMs);
    const lastWord = final.words.at(-1);
    if (final.again === true || lastWord === undefined) return;
    this.#ledger.final(final.sinceLastWordMs, this.#hearing.arrivedAt(lastWord.endMs));
  }

  pieceTold(piece: Told['piece']): void {
    if (!this.#isOutdated('dialogue', piece.epoch)) this.#ledger.piece(piece.generation, piece.timing);
  }

  voiced(voiced: Told['voiced']): void {
    this.#ledger.voiced(voiced);
    if (voiced.failed) this.#speaking.endReply(voiced.generation);
  }

  cancelled(cancelled: Told['cancelled']): void {
    if (this.#isOutdated('dialogue', cancelled.epoch)) return;
    const { clock } = this.#house.room;
    const arrivedAt = clock.monotonic();
    this.#speaking.cancel(cancelled.generation);
    if (cancelled.sinceEventMs === undefined) return;
    this.#house.metrics.bargeIn(cancelled.sinceEventMs + clock.monotonic() - arrivedAt);
  }

  hangupWished({ epoch, afterGeneration }: Told['hangup']): void {
    this.#wish('hang-up', epoch, afterGeneration, null);
  }

  transferWished({ epoch, afterGeneration, briefing }: Told['transfer']): void {
    this.#wish('transfer', epoch, afterGeneration, briefing);
  }

  ownerTold({ epoch }: Told['owner']): void {
    if (Owners.streamOf(epoch) > this.stream) this.#ending.elsewhere();
  }

  reported({ status }: Told['report']): void {
    if (overStatuses.has(status)) this.#ending.reportedOver();
  }

  #wish(type: 'hang-up' | 'transfer', epoch: number, afterGeneration: number | null, briefing: string | null): void {
    if (this.#isOutdated('dialogue', epoch)) return;
    this.#ending.wish({ type, afterGeneration, wishedAt: this.#house.room.clock.monotonic() }, briefing);
  }

  #isOutdated(role: Role, epoch: number): boolean {
    return this.#attendance?.isOutdated(role, epoch) ?? false;
  }

  // Beginnings and the end.

  #newHearing(): Hearing {
    return new Hearing(this.#house.exchange, this.#house.room.bus, this.#startMs);
  }

  #newEnding(): Ending {
    const limitAt = this.#begunAt + this.#house.room.config.MAX_CALL_SECONDS * 1_000 - this.#startMs;
    return new Ending(this.#house, this.id, this.#pass.shop, limitAt, {
      over: (reason) => this.#over(reason),
      next: (next) => {
        this.#hooks.next(this.id, next);
        this.#hold({ next });
      },
    });
  }

  #newAttendance(): Attendance {
    const { shop, direction, deskUnanswered = false } = this.#pass;
    const parts = { hearing: this.#hearing, speaking: this.#speaking, ending: this.#ending };
    const call = {
      ...{ callId: this.id, stream: this.stream, shopId: shop.shopId, direction },
      ...{ gatewayId: this.#house.room.instanceId, keyterms: [shop.name], resume: this.stream > 0 },
      deskUnanswered,
      previous: { speech: this.#held.speechId, dialogue: this.#held.dialogueId },
    };
    return new Attendance(this.#house, call, parts, (role, owner) => this.#ownerTaken(role, owner));
  }

  #ownerTaken(role: Role, owner: Owner): void {
    this.#hold({ [role === 'speech' ? 'speechId' : 'dialogueId']: owner.instanceId });
  }

  /** Notes something for whoever has the call next. */
  #hold(change: Partial<HeldCall>): void {
    this.#held = { ...this.#held, ...change };
    void this.#house.registry.hold(this.id, this.#held);
  }

  /** Another gateway had the call before: its audio and its time limit go on from there. */
  #continue(earlier: HeldCall): void {
    this.#held = { ...earlier, gatewayId: this.#held.gatewayId, stream: this.stream };
    this.#startMs = this.#sinceFirstStream();
    this.#hearing = this.#newHearing();
    this.#ending = this.#newEnding();
  }

  #sinceFirstStream(): number {
    return this.stream === 0 ? 0 : Math.max(0, this.#house.room.clock.now().getTime() - this.#held.startedAt);
  }

  #over(reason: EndReason | null): void {
    const { registry, recorder, metrics, room } = this.#house;
    if (reason !== null) {
      this.#tellTurns(Number.POSITIVE_INFINITY);
      const durationMs = Math.round(this.#startMs + room.clock.monotonic() - this.#begunAt);
      const ended = { reason, durationMs, at: room.clock.now().toISOString() };
      recorder.record(callEnded, this.id, ended);
      bidFarewell({ bus: room.bus, recorder }, { callId: this.id, stream: this.stream }, ended);
      metrics.ended(reason);
    }
    void registry.release(this.id);
    room.log.info({ callId: this.id, stream: this.stream, reason: reason ?? 'elsewhere' }, 'the stream is over');
    this.#attendance?.stop();
    this.#facts?.stop();
    this.#stopTicking?.();
    this.#speaking.keepSlot(undefined);
    this.#line.close(NORMAL_CLOSURE);
    this.#hooks.gone(this);
  }
}
