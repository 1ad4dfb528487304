/** One call: its numbers, its status, the phone at its end, and the TwiML program it runs. */
import type { Now } from '../wall-clock.ts';
import type { AnsweredBy } from './amd.ts';
import type { Leg, LegEvents } from './leg.ts';
import type { StatusReporter } from './status-reporter.ts';
import type { Action } from './twiml.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';
export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';
/** Who ended a call: the person at this phone, the application (TwiML or REST), or the network. */
export type EndedBy = 'caller' | 'agent' | 'network';
export type Attestation = 'A' | 'B' | 'C';

/** A TwiML verb as it is carried out. */
export interface ShownVerb {
  readonly verb: string;
  /** What Say says, or where Redirect leads. */
  readonly text?: string;
  /** What Dial dials. */
  readonly number?: string;
}

/** What the phone at the end of a call notices. */
export interface CallEvents extends LegEvents {
  onTwiml(verb: ShownVerb): void;
  onStream(state: 'up' | 'down'): void;
  onCleared(droppedMs: number): void;
  /** Something Twilio would log as an error or warning. */
  onProblem(code: number, message: string): void;
  onEnded(by: EndedBy, reason: string): void;
}

/** Notices nothing. */
const NOBODY: CallEvents = {
  onSaid: () => {},
  onHeard: () => {},
  onVoice: () => {},
  onTwiml: () => {},
  onStream: () => {},
  onCleared: () => {},
  onProblem: () => {},
  onEnded: () => {},
};

export interface CallDetails {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  readonly status: CallStatus;
  readonly parentSid?: string;
  readonly attestation?: Attestation | undefined;
  /** Asked when a webhook fails. */
  readonly fallback?: Action | undefined;
  readonly onAbruptClose: 'continue' | 'end';
  readonly strictWss: boolean;
  /** Told of the call's progress. */
  readonly reporters?: readonly StatusReporter[];
}

/** A program: runs TwiML until it ends or the signal is aborted. */
export type Program = (signal: AbortSignal) => Promise<void>;

export class Call {
  readonly details: CallDetails;
  readonly createdAt: Date;
  /** Numbers dialled by this call. */
  readonly dialled: string[] = [];
  /** Where the call was sent by Redirect or REST: URLs, or `twiml`. */
  readonly redirects: string[] = [];
  /** Words that were heard at this phone. */
  readonly heard: string[] = [];
  readonly problems: { readonly code: number; readonly message: string }[] = [];
  /** What machine detection has found. */
  answeredBy: AnsweredBy | null = null;
  /** When it left the queue and began to ring, in real time. */
  initiatedAt: number | null = null;
  /** How many words were heard before the beep of the machine that answered; the others are its recording. */
  recordedFrom: number | null = null;
  readonly #now: Now;
  readonly #makeLeg: (events: LegEvents) => Leg;
  readonly #over = new AbortController();
  #events = NOBODY;
  #leg: Leg | null = null;
  #program: AbortController | null = null;
  #status: CallStatus;
  #updatedAt: Date;
  #answeredAt: Date | null = null;
  #endedAt: Date | null = null;
  /** The same on the monotonic clock: durations stay real. */
  #answeredMs = 0;
  #endedMs = 0;
  #endedBy: EndedBy | null = null;

  constructor(details: CallDetails, now: Now, makeLeg: (events: LegEvents) => Leg) {
    this.details = details;
    this.#now = now;
    this.createdAt = now();
    this.#updatedAt = this.createdAt;
    this.#status = details.status;
    this.#makeLeg = makeLeg;
  }

  get status(): CallStatus {
    return this.#status;
  }
  get updatedAt(): Date {
    return this.#updatedAt;
  }
  get answeredAt(): Date | null {
    return this.#answeredAt;
  }
  get endedAt(): Date | null {
    return this.#endedAt;
  }
  get endedBy(): EndedBy | null {
    return this.#endedBy;
  }
  /** What the phone at this call's end is told. */
  get events(): CallEvents {
    return this.#events;
  }
  /** Aborted when the call is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }
  /** Seconds since it was answered, at least one; 0 when it never was, null while it lasts. */
  get durationSeconds(): number | null {
    if (this.#endedAt === null) return null;
    if (this.#answeredAt === null) return 0;
    return Math.max(1, Math.round((this.#endedMs - this.#answeredMs) / 1_000));
  }
  /** The phone; put on the line when it is first needed. */
  get leg(): Leg {
    this.#leg ??= this.#makeLeg({
      onSaid: (said) => this.events.onSaid(said),
      onVoice: (on, atMs) => this.events.onVoice(on, atMs),
      onHeard: (word) => {
        this.heard.push(word.word);
        this.events.onHeard(word);
      },
    });
    return this.#leg;
  }

  /** How often, and for how long in all, audio for this phone came too late to follow what was played. */
  get starved(): { readonly times: number; readonly ms: number } {
    return this.#leg?.starved ?? { times: 0, ms: 0 };
  }

  /** Somebody attends to the phone from now on. */
  attend(events: CallEvents): void {
    this.#events = events;
  }

  /** The call exists for the network now. */
  initiate(): void {
    this.initiatedAt = Date.now();
    this.#report('initiated');
  }

  ring(): void {
    if (this.#over.signal.aborted || this.#status === 'in-progress') return;
    this.#setStatus('ringing');
    this.#report('ringing');
  }

  /** Picks up; harmless when it was picked up before. */
  answer(): void {
    if (this.#over.signal.aborted || this.#answeredAt !== null) return;
    this.#answeredAt = this.#now();
    this.#answeredMs = performance.now();
    this.#setStatus('in-progress');
    this.#report('answered');
  }

  /** Runs a program in place of the one that runs. A program that ends by itself ends the call. */
  run(program: Program): void {
    if (this.#over.signal.aborted) return;
    this.#program?.abort(new Error('another program took its place'));
    const current = new AbortController();
    this.#program = current;
    program(current.signal).then(
      () => this.end('agent', 'twiml-ended'),
      (error: unknown) => {
        // A program that was replaced, or whose call ended, leaves by an exception: that is its end, not a failure.
        if (current.signal.aborted) return;
        this.problem(81_000, `the simulator failed: ${String(error)}`);
        this.end('network', 'failed', 'failed');
      },
    );
  }

  /** Notes what Twilio would log as an error or warning. */
  problem(code: number, message: string): void {
    this.problems.push({ code, message });
    this.events.onProblem(code, message);
  }

  /** Ends the call, once. One that was never answered is not `completed` but `no-answer`. */
  end(by: EndedBy, reason: string, status: CallStatus = 'completed'): void {
    if (this.#over.signal.aborted) return;
    this.#endedBy = by;
    this.#endedAt = this.#now();
    this.#endedMs = performance.now();
    this.#setStatus(status === 'completed' && this.#answeredAt === null ? 'no-answer' : status);
    this.#over.abort(new Error(`the call ended: ${reason}`));
    this.#program?.abort(this.#over.signal.reason);
    this.#leg?.close();
    this.events.onEnded(by, reason);
    this.#report('completed');
  }

  #setStatus(status: CallStatus): void {
    this.#status = status;
    this.#updatedAt = this.#now();
  }

  #report(event: 'initiated' | 'ringing' | 'answered' | 'completed'): void {
    for (const reporter of this.details.reporters ?? []) reporter.report(event, this);
  }
}
