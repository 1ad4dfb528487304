/** Asking ahead in one live call: which words are considered and when, and what the ledger says of it afterwards. */
import type { TranscriptPartial } from '@bayline/contracts';
import type { Clock } from '@bayline/runtime';
import type { Manners } from '../conversation/manners.ts';
import type { Conversation } from '../conversation/state.ts';
import type { Asking } from '../model/asking.ts';
import type { ModelRequest } from '../model/model.ts';
import { type AheadMeasures, type AheadOfTurn, AnsweringAhead, type Kept } from './answering-ahead.ts';
import { afterPause, afterWords, type Guess } from './guessing.ts';
import type { Eagerness } from './profiles.ts';

/** What is shared by all calls of this process. */
export interface AheadHouse {
  readonly clock: Clock;
  readonly manners: Manners;
  readonly asking: Pick<Asking, 'ask'>;
  readonly aheadMeasures: AheadMeasures;
}

/** The call as it stands now. */
export interface AheadCall {
  readonly conversation: () => Conversation;
  readonly gone: () => boolean;
  readonly request: (messages: Conversation['messages']) => ModelRequest;
}

export class CallAhead {
  readonly #house: AheadHouse;
  readonly #call: AheadCall;
  readonly #eagerness: Eagerness;
  readonly #answering: AnsweringAhead;
  /** Words that came a moment ago, and that nothing overtook yet. */
  #considered: TranscriptPartial | undefined;
  /** What the ledger of the present turn says of requests ahead. */
  #ledger: (AheadOfTurn & { readonly turn: number }) | undefined;

  constructor(house: AheadHouse, eagerness: Eagerness, call: AheadCall) {
    this.#house = house;
    this.#call = call;
    this.#eagerness = eagerness;
    const { asking, aheadMeasures: measures, clock } = house;
    this.#answering = new AnsweringAhead({ asking, eagerness, measures, now: () => clock.monotonic() });
  }

  /**
   * Words that may be all the caller says. First our voice is stopped, in this call and in those whose words arrived with these:
   * a request takes milliseconds to build.
   */
  afterPartial(partial: TranscriptPartial): void {
    this.#considered = partial;
    setImmediate(() => {
      if (this.#considered !== partial) return;
      this.#considered = undefined;
      const { clock, manners } = this.#house;
      if (this.#call.gone()) return;
      this.#consider(afterWords(this.#call.conversation(), partial, clock.monotonic(), manners), quietMsOf(partial));
    });
  }

  /** The recogniser is sure now: what it guessed is not asked about any more. */
  overtaken(): void {
    this.#considered = undefined;
  }

  /** A pause is waited out: the model is asked meanwhile. */
  duringPause(): void {
    if (this.#call.gone() || !this.#eagerness.whileWaiting) return;
    const { clock, manners } = this.#house;
    const guess = afterPause(this.#call.conversation(), clock.monotonic(), manners);
    if (guess !== null) this.#consider(guess, Number.POSITIVE_INFINITY);
  }

  /** The answer under way to this request of a turn, if there is one. */
  take(turn: number, request: ModelRequest): Kept | undefined {
    const { kept, ledger } = this.#answering.take(turn, request);
    // A turn's later requests follow from tools: they are never made ahead.
    if (this.#ledger?.turn !== turn) this.#ledger = { turn, ...ledger };
    return kept;
  }

  ledgerOf(ofTurn: number): AheadOfTurn | undefined {
    if (this.#ledger?.turn !== ofTurn) return undefined;
    const { turn: _, ...ledger } = this.#ledger;
    return ledger;
  }

  /** Nothing that was asked is wanted. */
  drop(): void {
    this.#answering.drop();
  }

  #consider(guess: Guess | null, quietMs: number): void {
    this.#answering.consider(guess, quietMs, ({ messages }) => this.#call.request(messages));
  }
}

/** How long the caller had been quiet when these words were told: by the sound of it, else by the words' own times. */
function quietMsOf({ quietMs, words, endMs }: TranscriptPartial): number {
  return quietMs ?? endMs - (words.at(-1)?.endMs ?? endMs);
}
