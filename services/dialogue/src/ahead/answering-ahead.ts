/**
 * Answers asked for ahead of one caller's pause. A request is kept when the turn then makes the same one, and thrown away,
 * unheard, when it does not: until it is kept, nobody but this object knows what the model says. Tools are never asked here.
 */

import type { ToolCall } from '../conversation/state.ts';
import { tokensOf } from '../conversation/trimming.ts';
import type { Asking, Listener } from '../model/asking.ts';
import type { ModelRequest } from '../model/model.ts';
import { type Guess, sameRequest, sameWords } from './guessing.ts';
import type { Eagerness } from './profiles.ts';

export interface AheadMeasures {
  /** What became of one request ahead, and the tokens (estimated) that were paid for nothing. */
  ended(outcome: 'kept' | 'dropped', wastedTokens: number): void;
}

export interface AheadTools {
  readonly asking: Pick<Asking, 'ask'>;
  readonly eagerness: Eagerness;
  readonly measures: AheadMeasures;
  readonly now: () => number;
}

/** What the ledger is told of a turn. */
export interface AheadOfTurn {
  /** The answer was under way before it was due. */
  readonly speculated: boolean;
  /** The caller's whole words were first understood -> the answer was due. Absent when they came only with the final. */
  readonly leadMs?: number;
  /** The model was asked -> the answer was due; 0 when it was not asked ahead. */
  readonly aheadMs: number;
  /** Requests of this turn that were thrown away. */
  readonly dropped: number;
}

/** A request under way, and what its model has said so far. */
interface UnderWay {
  readonly guess: Guess;
  readonly request: ModelRequest;
  readonly abort: AbortController;
  readonly begunAt: number;
  readonly said: ((listener: Listener) => void)[];
  characters: number;
  listener: Listener | undefined;
  /** It failed before it was kept: a fresh request may fare better. */
  broken: boolean;
}

export interface Kept {
  readonly abort: AbortController;
  /** Tells what was said so far, and from then on everything as it comes. Resolves when the answer is over. */
  listen(listener: Listener): Promise<void>;
}

export class AnsweringAhead {
  readonly #tools: AheadTools;
  #underWay: UnderWay | undefined;
  #done: Promise<void> = Promise.resolve();
  #turn = 0;
  #tries = 0;
  #dropped = 0;
  #understood: { readonly words: string; readonly at: number } | undefined;

  constructor(tools: AheadTools) {
    this.#tools = tools;
  }

  /** Words were understood that may be all of the turn's. A null guess says that they lead to no request. */
  consider(guess: Guess | null, quietMs: number, requestFor: (guess: Guess) => ModelRequest): void {
    if (guess === null) return this.drop();
    this.#noteTurn(guess);
    if (this.#underWay !== undefined && sameRequest(this.#underWay.guess.messages, guess.messages)) return;
    this.drop();
    const { tries, quietMs: quietEnough } = this.#tools.eagerness;
    if (this.#tries >= tries || quietMs < quietEnough) return;
    this.#tries += 1;
    this.#begin(guess, requestFor(guess));
  }

  /** The turn makes this request now: the answer under way when it is the same one. */
  take(turn: number, request: ModelRequest): { kept: Kept | undefined; ledger: AheadOfTurn } {
    const underWay = this.#underWay;
    const now = this.#tools.now();
    const fits = underWay !== undefined && !underWay.broken && sameRequest(underWay.request.messages, request.messages);
    if (fits) {
      this.#underWay = undefined;
      this.#tools.measures.ended('kept', 0);
    } else this.drop();
    const leadMs = this.#leadMs(turn, request, now);
    const ledger = {
      speculated: fits,
      aheadMs: fits ? now - underWay.begunAt : 0,
      dropped: this.#turn === turn ? this.#dropped : 0,
      ...(leadMs === undefined ? {} : { leadMs }),
    };
    return { kept: fits ? this.#keep(underWay) : undefined, ledger };
  }

  /** Throws away what is under way. */
  drop(): void {
    const underWay = this.#underWay;
    if (underWay === undefined) return;
    this.#underWay = undefined;
    this.#dropped += 1;
    underWay.abort.abort();
    this.#tools.measures.ended('dropped', spentOn(underWay));
  }

  #noteTurn(guess: Guess): void {
    if (guess.turn !== this.#turn) {
      this.#turn = guess.turn;
      this.#tries = 0;
      this.#dropped = 0;
      this.#understood = undefined;
    }
    const { words } = guess;
    if (this.#understood === undefined || !sameWords(this.#understood.words, words)) {
      this.#understood = { words, at: this.#tools.now() };
    }
  }

  #leadMs(turn: number, request: ModelRequest, now: number): number | undefined {
    const last = request.messages.at(-1);
    if (this.#turn !== turn || this.#understood === undefined || last?.role !== 'user') return undefined;
    return sameWords(this.#understood.words, last.content) ? now - this.#understood.at : undefined;
  }

  #begin(guess: Guess, request: ModelRequest): void {
    const underWay: UnderWay = {
      guess,
      request,
      abort: new AbortController(),
      begunAt: this.#tools.now(),
      said: [],
      characters: 0,
      listener: undefined,
      broken: false,
    };
    this.#underWay = underWay;
    this.#done = this.#tools.asking.ask(request, underWay.abort.signal, hearing(underWay));
  }

  #keep(underWay: UnderWay): Kept {
    const done = this.#done;
    return {
      abort: underWay.abort,
      listen: (listener) => {
        underWay.listener = listener;
        for (const say of underWay.said.splice(0)) say(listener);
        return done;
      },
    };
  }
}

/** Keeps what the model says until somebody listens. */
function hearing(underWay: UnderWay): Listener {
  const pass = (say: (listener: Listener) => void): void => {
    if (underWay.listener === undefined) underWay.said.push(say);
    else say(underWay.listener);
  };
  const fail = (say: (listener: Listener) => void): void => {
    if (underWay.listener === undefined) underWay.broken = true;
    pass(say);
  };
  return {
    onText: (text) => {
      underWay.characters += text.length;
      pass((listener) => listener.onText(text));
    },
    onDone: (calls: readonly ToolCall[]) => pass((listener) => listener.onDone(calls)),
    onBroke: () => fail((listener) => listener.onBroke()),
    onFailed: (why) => fail((listener) => listener.onFailed(why)),
  };
}

const CHARACTERS_PER_TOKEN = 4;

/** About the tokens a request has cost so far: its prompt, and what came back. */
function spentOn({ request, characters }: UnderWay): number {
  const system = request.system.reduce((sum, text) => sum + text.length, 0);
  const history = request.messages.reduce((sum, message) => sum + tokensOf(message), 0);
  return history + Math.ceil((system + characters) / CHARACTERS_PER_TOKEN);
}
