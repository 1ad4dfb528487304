/** The calls of this gateway: live ones, those whose socket is on its way, and what Twilio is to be answered about the last. */
import { Call, type CallHooks } from './call.ts';
import type { House } from './house.ts';
import type { Line } from './line.ts';
import { type PassReading, readPass, UsedOnce } from './pass.ts';
import type { NextStep } from './registry.ts';
import type { StreamStart } from './twilio/media-messages.ts';

/** Why a stream is not taken. */
export type StreamRefusal = 'wrong-call' | 'wrong-format' | 'no-pass' | 'used-pass' | 'live-elsewhere' | Refused;
type Refused = Extract<PassReading, { ok: false }>['why'];

/** The socket follows the webhook within seconds, or not at all. */
const EXPECTED_MS = 10_000;
/** Twilio asks what comes next right after the socket closed. */
const NEXT_STEP_MS = 60_000;

export class Calls {
  readonly #house: House;
  readonly #live = new Map<string, Call>();
  readonly #expected = new Map<string, number>();
  readonly #next = new Map<string, { readonly step: NextStep; readonly until: number }>();
  readonly #usedPasses = new UsedOnce();
  readonly #hooks: CallHooks;
  #onEmpty: (() => void) | undefined;

  constructor(house: House) {
    this.#house = house;
    this.#hooks = {
      gone: (call) => this.#gone(call),
      next: (callId, step) => this.#next.set(callId, { step, until: this.#now() + NEXT_STEP_MS }),
    };
  }

  /** Live calls, and those whose socket is on its way. */
  get count(): number {
    const now = this.#now();
    for (const [callId, until] of this.#expected) if (until < now) this.#expected.delete(callId);
    return this.#live.size + this.#expected.size;
  }

  /** A webhook is being answered with a stream: counted before anything slow is done, so that draining sees it. */
  expect(callId: string): void {
    this.#expected.set(callId, this.#now() + EXPECTED_MS);
  }

  unexpect(callId: string): void {
    this.#expected.delete(callId);
  }

  /** Whether the stream of a call may begin here while this gateway drains. */
  isExpected(callId: string): boolean {
    return this.#live.has(callId) || (this.#expected.get(callId) ?? 0) > this.#now();
  }

  /** What to answer when Twilio asks about a call that could not be ended by REST. */
  nextStep(callId: string): NextStep | undefined {
    const next = this.#next.get(callId);
    if (next === undefined || next.until < this.#now()) this.#next.delete(callId);
    return next?.step;
  }

  /** Begins a stream on a socket whose path named `callId`, or says why not. */
  begin(callId: string, start: StreamStart, line: Line): Call | StreamRefusal {
    const { config, clock } = this.#house.room;
    if (start.callId !== callId || start.accountSid !== config.TWILIO_ACCOUNT_SID) return 'wrong-call';
    if (!start.understood) return 'wrong-format';
    const token = start.parameters.pass;
    if (token === undefined) return 'no-pass';
    const reading = readPass(config.MEDIA_TOKEN_SECRET, callId, token, clock.now().getTime());
    if (!reading.ok) return reading.why;
    if (!this.#usedPasses.use(token, clock.now().getTime())) return 'used-pass';
    const before = this.#live.get(callId);
    if (before !== undefined && before.stream >= reading.pass.stream) return 'live-elsewhere';
    const call = new Call(this.#house, { callId, pass: reading.pass, line, earlier: before?.held }, this.#hooks);
    this.#live.set(callId, call);
    this.#expected.delete(callId);
    before?.superseded();
    void call.begin();
    return call;
  }

  /** Resolves when no call is left. */
  async drained(): Promise<void> {
    while (this.count > 0) {
      const soon = new Promise<void>((resolve) => {
        this.#onEmpty = resolve;
        // An expected socket that does not come makes no event.
        setTimeout(resolve, 1_000).unref();
      });
      await soon;
    }
  }

  /** Lets go of every call, without ending it: another gateway may go on with it. */
  abandon(): void {
    for (const call of this.#live.values()) call.superseded();
    this.#expected.clear();
  }

  #gone(call: Call): void {
    if (this.#live.get(call.id) === call) this.#live.delete(call.id);
    if (this.#live.size === 0) this.#onEmpty?.();
  }

  #now(): number {
    return this.#house.room.clock.monotonic();
  }
}
