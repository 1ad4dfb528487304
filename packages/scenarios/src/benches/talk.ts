/**
 * A caller who asks one question after another and times every answer at the phone's edge: from the last word leaving the
 * mouth to the first audible frame in the ear. Knows nothing of the application that answers: any can be measured.
 */
import type { Phone, PhoneEvent } from '../phone.ts';

export interface Question {
  readonly says: string;
  /** `goes-on`: the words read whole before they are; `tool`: the answer needs a look-up. */
  readonly kind: 'plain' | 'goes-on' | 'tool';
}

export interface AnsweredTurn {
  readonly kind: Question['kind'];
  readonly callSid: string;
  /** Last word -> first audible frame. */
  readonly waitedMs: number;
  /** Monotonic time of this process: the question began, and its last word was said. */
  readonly beganAt: number;
  readonly saidAt: number;
  /** How often voice was heard between the question's first and last word. */
  readonly heardWithin: number;
}

export interface Talk {
  readonly callSid: string;
  readonly turns: readonly AnsweredTurn[];
  /** The stream was up -> the first audible frame of the greeting. */
  readonly greetingMs: number | null;
  /** Every question was answered. */
  readonly whole: boolean;
  readonly problems: readonly string[];
  readonly durationMs: number;
}

export interface TalkOptions {
  readonly from: string;
  readonly questions: readonly Question[];
  readonly webhook?: string;
  readonly wordsPerMinute: number;
  /** Before the first question, so that calls do not keep step. */
  readonly afterMs: number;
  /** The greeting was heard to its end. */
  readonly onAnswered?: () => void;
}

/** An answer is over after so much silence; one that looks something up may pause for longer. */
const OVER_AFTER_MS = 900;
const OVER_AFTER_LOOKUP_MS = 2_000;
/** Nobody waits longer for an answer. */
const GIVE_UP_MS = 12_000;

export function talk(phone: Phone, options: TalkOptions): Promise<Talk> {
  return new Promise((resolve) => new Talking(phone, options, resolve).begin());
}

class Talking {
  readonly #options: TalkOptions;
  readonly #call;
  readonly #resolve: (talk: Talk) => void;
  readonly #turns: AnsweredTurn[] = [];
  readonly #problems: string[] = [];
  readonly #startedAt = performance.now();
  #callSid = '';
  #upAtMs: number | undefined;
  #greetingMs: number | null = null;
  #next = 0;
  #beganAt = 0;
  #beganAtLine = 0;
  #said: { readonly endMs: number; readonly at: number } | undefined;
  #voices: number[] = [];
  #voiceOn = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(phone: Phone, options: TalkOptions, resolve: (talk: Talk) => void) {
    this.#options = options;
    this.#resolve = resolve;
    this.#call = phone.newCall();
  }

  begin(): void {
    const { from, webhook } = this.#options;
    this.#call.on('event', (event) => this.#on(event));
    this.#call.place({
      from,
      to: '+12155550100',
      attestation: null,
      ...(webhook === undefined ? {} : { webhook }),
    });
    this.#wait(GIVE_UP_MS, () => this.#end());
  }

  #on(event: PhoneEvent): void {
    switch (event.type) {
      case 'placed':
        this.#callSid = event.callSid;
        return;
      case 'stream':
        if (event.state === 'up') this.#upAtMs ??= event.atMs;
        return;
      case 'voice':
        return this.#onVoice(event.on, event.atMs);
      case 'said':
        this.#said = { endMs: event.endMs, at: performance.now() };
        this.#beganAtLine = event.startMs;
        this.#wait(GIVE_UP_MS, () => this.#end());
        return;
      case 'problem':
        this.#problems.push(`${event.code}: ${event.message}`);
        return;
      case 'twiml':
        if (event.verb !== 'Connect') this.#problems.push(`<${event.verb}> ${event.text ?? event.number ?? ''}`);
        return;
      case 'ended':
        clearTimeout(this.#timer);
        this.#resolve({
          callSid: this.#callSid,
          turns: this.#turns,
          greetingMs: this.#greetingMs,
          whole: this.#turns.length === this.#options.questions.length,
          problems: this.#problems,
          durationMs: performance.now() - this.#startedAt,
        });
    }
  }

  #onVoice(on: boolean, atMs: number): void {
    this.#voiceOn = on;
    if (on) {
      if (this.#upAtMs !== undefined) this.#greetingMs ??= atMs - this.#upAtMs;
      this.#voices.push(atMs);
      if (this.#answered) clearTimeout(this.#timer);
    } else if (this.#next === 0 || this.#answered) {
      const lookingUp = this.#options.questions[this.#next - 1]?.kind === 'tool';
      this.#wait(lookingUp ? OVER_AFTER_LOOKUP_MS : OVER_AFTER_MS, () => this.#ask());
    }
  }

  /** Voice was heard since the question's last word; what was heard before is the rest of an earlier answer. */
  get #answered(): boolean {
    const endMs = this.#said?.endMs;
    return endMs !== undefined && this.#voices.some((at) => at >= endMs);
  }

  #ask(): void {
    this.#close();
    const question = this.#options.questions[this.#next];
    if (question === undefined) return this.#end();
    const afterMs = this.#next === 0 ? this.#options.afterMs : 0;
    if (this.#next === 0) this.#options.onAnswered?.();
    this.#next += 1;
    this.#voices = [];
    // Callers who think for different times do not speak in chorus.
    this.#wait(afterMs, () => {
      this.#beganAt = performance.now();
      this.#call.say(question.says, { wordsPerMinute: this.#options.wordsPerMinute });
    });
  }

  /** Notes the turn that is over. */
  #close(): void {
    const question = this.#options.questions[this.#next - 1];
    const said = this.#said;
    this.#said = undefined;
    if (question === undefined || said === undefined) return;
    const first = this.#voices.find((at) => at >= said.endMs);
    if (first === undefined) return;
    this.#turns.push({
      kind: question.kind,
      callSid: this.#callSid,
      waitedMs: first - said.endMs,
      beganAt: this.#beganAt,
      saidAt: said.at,
      heardWithin: this.#voices.filter((at) => at > this.#beganAtLine && at < said.endMs).length,
    });
  }

  #end(): void {
    this.#close();
    if (this.#voiceOn) this.#problems.push('hung up while the agent was speaking');
    this.#call.hangUp();
  }

  #wait(ms: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms);
  }
}
