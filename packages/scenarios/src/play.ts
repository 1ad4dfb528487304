/** Plays one caller of a story over the wire: listens, thinks, speaks, and records what happened. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, type CallerState, newCaller, onPause, onWord } from './caller.ts';
import type { Deed } from './deed.ts';
import { reactionsOf } from './knowing.ts';
import type { Phone, PhoneCall, PhoneEvent } from './phone.ts';
import { type Reaction, reaction } from './reaction.ts';
import { type CallRecord, type Line, newRecord } from './record.ts';
import type { Caller } from './story.ts';

export interface PlayOptions {
  readonly phone: Phone;
  /** E.164, or null when the number is withheld. */
  readonly from: string | null;
  readonly name: string;
  readonly webhook?: string;
  /** Told as it happens, for a live transcript. */
  readonly onLine?: (line: Line) => void;
  /** Does something to the house. */
  readonly onDeed?: (deed: Deed, callSid: string) => Promise<void>;
  readonly withinSeconds: number;
}

/** The agent is taken to be done after this much silence at the end of a sentence, and in the middle of one: a line may falter. */
const DONE_AFTER_MS = { sentence: 900, words: 3_000 };
/** A caller who cannot think of an answer this often gives up. */
const MOST_SPEECHLESS = 4;
/** Loud enough to be taken for voice. */
const NOISE_LEVEL = 0.3;

/** Resolves when the call is over. */
export async function playCaller(caller: Caller, options: PlayOptions): Promise<CallRecord> {
  const playing = new Playing(caller, options);
  return playing.run();
}

class Playing {
  readonly #caller: Caller;
  readonly #options: PlayOptions;
  readonly #call: PhoneCall;
  readonly #record: CallRecord;
  #state: CallerState;
  #agentWords: { text: string; startMs: number; endMs: number } | null = null;
  #pauseTimer: NodeJS.Timeout | undefined;
  #speaking = 0;
  #placedAt = 0;
  #over: (() => void) | undefined;

  constructor(caller: Caller, options: PlayOptions) {
    this.#caller = caller;
    this.#options = options;
    this.#call =
      caller.picksUp === undefined ? options.phone.newCall() : options.phone.answerCallTo(options.from ?? '');
    this.#record = newRecord(options.name);
    this.#state = newCaller(withConsent(reactionsOf(caller)));
  }

  async run(): Promise<CallRecord> {
    const { from, webhook, withinSeconds } = this.#options;
    const over = new Promise<void>((resolve) => {
      this.#over = resolve;
    });
    this.#call.on('event', (event) => this.#onEvent(event));
    this.#placedAt = performance.now();
    if (this.#caller.picksUp === undefined) this.#place(from, webhook);
    const limit = setTimeout(() => {
      this.#record.problems.push(`the call took longer than ${withinSeconds} s`);
      this.#giveUp();
    }, withinSeconds * 1_000);
    await over;
    clearTimeout(limit);
    clearTimeout(this.#pauseTimer);
    this.#closeAgentLine();
    this.#record.lines.sort((a, b) => a.startMs - b.startMs);
    return this.#record;
  }

  #place(from: string | null, webhook: string | undefined): void {
    this.#call.place({
      from,
      to: this.#caller.to,
      attestation: this.#caller.attestation === 'none' ? null : this.#caller.attestation,
      onAbruptClose: this.#caller.onAbruptClose,
      ...(webhook === undefined ? {} : { webhook }),
    });
  }

  #onEvent(event: PhoneEvent): void {
    const record = this.#record;
    switch (event.type) {
      case 'placed':
        record.callSid = event.callSid;
        return;
      case 'answered':
        record.answeredMs ??= event.atMs;
        if (this.#caller.picksUp !== undefined && this.#caller.picksUp !== '')
          void this.#act(saying(this.#caller.picksUp));
        return;
      case 'ringing':
        record.callSid = event.callSid;
        this.#call.pickUp();
        return;
      case 'heard':
        return this.#onHeard(event);
      case 'voice':
        return this.#onVoice(event.on);
      case 'said':
        return this.#onSaid(event);
      case 'cleared':
        record.clears += 1;
        return;
      case 'twiml':
        return this.#onTwiml(event);
      case 'problem':
        record.problems.push(`${event.code}: ${event.message}`);
        return;
      case 'stream':
        return;
      case 'ended':
        record.endedBy = event.by;
        record.endReason = event.reason;
        record.endedMs = event.atMs;
        this.#over?.();
    }
  }

  #onHeard({ word, startMs, endMs }: { word: string; startMs: number; endMs: number }): void {
    this.#record.words.push({ word, startMs, endMs });
    this.#agentWords =
      this.#agentWords === null
        ? { text: word, startMs, endMs }
        : { ...this.#agentWords, text: `${this.#agentWords.text} ${word}`, endMs };
    const { state, action } = onWord(this.#state, word);
    this.#state = state;
    if (action !== null) this.#begin(action);
    else this.#waitForPause();
  }

  #onVoice(on: boolean): void {
    if (on) clearTimeout(this.#pauseTimer);
    else this.#waitForPause();
  }

  #waitForPause(): void {
    clearTimeout(this.#pauseTimer);
    const midSentence = /[^.?!]$/.test(this.#agentWords?.text ?? '');
    this.#pauseTimer = setTimeout(() => this.#onPause(), midSentence ? DONE_AFTER_MS.words : DONE_AFTER_MS.sentence);
  }

  #onPause(): void {
    this.#closeAgentLine();
    if (this.#speaking > 0) return;
    const hearing = this.#state.hearing;
    const { state, action } = onPause(this.#state);
    if (state.speechless > this.#state.speechless) this.#record.speechlessAt.push(hearing);
    this.#state = state;
    if (action !== null) this.#begin(action);
    else if (state.speechless >= MOST_SPEECHLESS) this.#giveUp();
  }

  #giveUp(): void {
    this.#record.gaveUp = true;
    this.#call.hangUp();
  }

  #begin(action: Action): void {
    this.#act(action).catch((error: unknown) => {
      this.#record.problems.push(`a deed failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  async #act(action: Action): Promise<void> {
    this.#closeAgentLine();
    // A caller thinks before speaking; this is the story's time, not a wait for something to happen.
    if (action.afterMs > 0) await sleep(action.afterMs);
    for (const text of action.says) {
      this.#speaking += 1;
      this.#call.say(text, { wordsPerMinute: this.#caller.wordsPerMinute });
    }
    if (action.presses !== null) this.#call.press(action.presses);
    if (action.noiseMs !== null) this.#call.noise(action.noiseMs, NOISE_LEVEL);
    for (const deed of action.does) {
      this.#record.deeds.push({ what: sayDeed(deed), atMs: performance.now() - this.#placedAt });
      await this.#options.onDeed?.(deed, this.#record.callSid);
    }
    if (action.hangsUp) this.#call.hangUp();
  }

  #onSaid({ startMs, endMs, words }: Extract<PhoneEvent, { type: 'said' }>): void {
    this.#speaking = Math.max(0, this.#speaking - 1);
    this.#addLine({ who: 'caller', text: words.map((word) => word.word).join(' '), startMs, endMs });
  }

  #onTwiml({ verb, text, number }: Extract<PhoneEvent, { type: 'twiml' }>): void {
    if (verb === 'Say' && text !== undefined) this.#record.spokenByNetwork.push(text);
    if (verb === 'Dial' && number !== undefined) this.#record.dialled.push(number);
  }

  #closeAgentLine(): void {
    if (this.#agentWords === null) return;
    const { text, startMs, endMs } = this.#agentWords;
    this.#agentWords = null;
    this.#addLine({ who: 'agent', text, startMs, endMs });
  }

  #addLine(line: Line): void {
    this.#record.lines.push(line);
    this.#options.onLine?.(line);
  }
}

/** Asked whether they may be called the day before, everybody says yes, unless their story says otherwise: that is not what it is about. */
const consentReactions = [reaction.parse({ hears: 'call or text you the day before', says: 'Yes, please.' })];

function withConsent(reactions: readonly Reaction[]): Reaction[] {
  return reactions.some(({ hears }) => hears?.includes('day before'))
    ? [...reactions]
    : [...consentReactions, ...reactions];
}

function saying(text: string): Action {
  return { says: [text], presses: null, hangsUp: false, noiseMs: null, does: [], afterMs: 200 };
}

/** `kill speech`, for whoever reads the played call. */
function sayDeed({ type, ...rest }: Deed): string {
  const [what = ''] = Object.values(rest);
  return typeof what === 'string' ? `${type} ${what}`.trim() : type;
}
