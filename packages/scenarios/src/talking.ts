/** A call that somebody types: what they do is done in writing, and what the house does about it is shown beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { replyPiece } from '@bayline/contracts';
import { localDirectory, type Passing, root, tapCall } from '@bayline/local';
import type { NatsConnection } from '@nats-io/transport-node';
import { numberOf } from './personas.ts';
import { type Said, storyOf } from './talk-story.ts';
import type { TextCall, TextPhone } from './text-call.ts';
import { openWorld } from './world.ts';

interface Turn {
  readonly caller: string;
  /** From the words to the first words of the answer. */
  firstWordsMs: number | null;
  readonly stages: Record<string, number>;
  readonly tools: { name: string; tookMs: number; answer: unknown }[];
}

export interface Ended {
  readonly callId: string;
  readonly outcome: string | null;
  /** From the call to the end of the greeting. */
  readonly firstAnswerMs: number;
  readonly lines: TextCall['lines'];
  readonly turns: readonly unknown[];
  /** Where it is kept. */
  readonly story: string;
}

/** One call in writing, and what is shown beside it. */
export class Talk {
  readonly #call: TextCall;
  readonly #caller: { from: string | null; to: string };
  readonly #out: (line: string) => void;
  readonly #said: Said[] = [];
  readonly #turns: Turn[] = [];
  readonly #firstAnswerMs: number;
  #turn: Turn | null = null;
  #askedAt = 0;
  #pending: Promise<unknown> = Promise.resolve();
  #hungUp = false;

  private constructor(
    call: TextCall,
    caller: { from: string | null; to: string },
    firstAnswerMs: number,
    out: (line: string) => void,
  ) {
    this.#call = call;
    this.#caller = caller;
    this.#firstAnswerMs = firstAnswerMs;
    this.#out = out;
  }

  static async begin(
    phone: TextPhone,
    watcher: NatsConnection,
    who: { from: string; to: string },
    out: (line: string) => void,
  ): Promise<Talk> {
    const caller = { from: numberOf(who.from), to: who.to };
    out(`\n${caller.from ?? 'a withheld number'} calls ${caller.to}\n`);
    const startedAt = performance.now();
    const call = await phone.place(caller);
    const talk = new Talk(call, caller, Math.round(performance.now() - startedAt), out);
    tapCall(watcher, call.callId, (passing) => talk.#watch(passing));
    return talk;
  }

  /** Does what a line says. False when the call is over. */
  async hear(line: string): Promise<boolean> {
    const [command = '', ...rest] = line.split(' ');
    const words = command.startsWith('/') ? rest.join(' ') : line;
    if (command !== '/interrupt') await this.#pending;
    if (this.#call.over !== null) return false;
    switch (command) {
      case '/hangup':
        this.#hungUp = true;
        return false;
      case '/silence':
        this.#said.push({ type: 'silence' });
        this.#pending = this.#call.wait();
        break;
      case '/dtmf':
        this.#said.push({ type: 'press', digits: words });
        for (const digit of words) this.#pending = this.#call.press(digit);
        break;
      default:
        if (command.startsWith('/') && command !== '/interrupt') {
          this.#out(`there is no ${command}: /interrupt /dtmf /silence /as /hangup`);
          return true;
        }
        this.#said.push({ type: 'say', words, interrupts: command === '/interrupt' });
        this.#begin(words);
        this.#pending = this.#call.say(words);
    }
    // The answer's first words are awaited here; what follows them may be interrupted.
    await Promise.race([this.#pending, this.#answering()]);
    return this.#call.over === null;
  }

  async end(databaseUrl: string): Promise<Ended> {
    await this.#pending;
    this.#closeTurn();
    const agentEnded = this.#call.over !== null;
    await this.#call.hangUp();
    const world = await openWorld(databaseUrl, '');
    const outcome = await outcomeOf(world, this.#call.callId);
    await world.close();
    this.#out(
      `\n${agentEnded ? `over: ${this.#call.over}` : 'you hung up'}${outcome === null ? '' : `, came to: ${outcome}`}`,
    );
    const story = saveStory(this.#call.callId, {
      ...this.#caller,
      said: this.#said,
      hungUp: this.#hungUp || !agentEnded,
      outcome,
    });
    const turns = this.#turns.map(({ tools, ...turn }) => ({
      ...turn,
      tools: tools.map(({ name, tookMs }) => ({ name, tookMs })),
    }));
    return {
      callId: this.#call.callId,
      outcome,
      firstAnswerMs: this.#firstAnswerMs,
      lines: this.#call.lines,
      turns,
      story,
    };
  }

  #begin(caller: string): void {
    this.#closeTurn();
    this.#askedAt = performance.now();
    this.#turn = { caller, firstWordsMs: null, stages: {}, tools: [] };
  }

  /** Resolves at the first words of the answer, and when enough of them were heard to be interrupted. */
  async #answering(): Promise<void> {
    while (this.#turn?.firstWordsMs === null) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, INTERRUPTS_AFTER_MS));
  }

  #closeTurn(): void {
    if (this.#turn === null) return;
    const { firstWordsMs, stages } = this.#turn;
    const shown = Object.entries(stages).map(([stage, ms]) => `${stage} ${Math.round(ms)} ms`);
    if (firstWordsMs !== null) this.#out(`          ${[`first words after ${firstWordsMs} ms`, ...shown].join(' · ')}`);
    this.#turns.push(this.#turn);
    this.#turn = null;
  }

  readonly #asks = new Map<string, { at: number; body: unknown }>();

  #watch({ kind, subject, body, atMs }: Passing): void {
    if (kind === 'tells' && subject === replyPiece.name) return this.#onPiece(body);
    const name = /^tool\.(.+)$/.exec(subject)?.[1];
    if (name === undefined) return;
    if (kind === 'asks') {
      this.#asks.set(name, { at: atMs, body });
      this.#out(`  tool    ${name} ${JSON.stringify(argumentsOf(body))}`);
    } else if (kind === 'answers') {
      const tookMs = atMs - (this.#asks.get(name)?.at ?? atMs);
      this.#turn?.tools.push({ name, tookMs, answer: body });
      this.#out(`          ${shorten(JSON.stringify(body))} (${tookMs} ms)`);
    }
  }

  #onPiece(body: unknown): void {
    const piece = replyPiece.schema.safeParse(body);
    if (!piece.success || this.#turn === null) return;
    this.#turn.firstWordsMs ??= Math.round(performance.now() - this.#askedAt);
    const { timing } = piece.data;
    if (timing === undefined) return;
    this.#turn.stages.decided = timing.finalToRequestMs;
    this.#turn.stages['first token'] = timing.requestToFirstTokenMs;
    this.#turn.stages.words = timing.firstTokenToPieceMs;
    if (timing.tools > 0) this.#turn.stages.tools = timing.toolsMs;
  }
}

/** An interruption of less than this was not heard as one. */
const INTERRUPTS_AFTER_MS = 400;
const SHOWN = 160;

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** What the model asked for, without the envelope that travels beside it. */
function argumentsOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'arguments' in body ? body.arguments : body;
}

/** The log follows the call; it is asked for a little while. */
async function outcomeOf(world: Awaited<ReturnType<typeof openWorld>>, callId: string): Promise<string | null> {
  for (let tries = 0; tries < 20; tries += 1) {
    const log = await world.callLog(callId);
    if (log !== undefined && log.endReason !== null) return log.outcome;
    // The log is written from facts by another process: looking again is the only way to learn of it.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}

function saveStory(callId: string, talked: Parameters<typeof storyOf>[1]): string {
  const folder = join(localDirectory, 'stories');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `talk-${callId.slice(2, 10)}.yaml`);
  writeFileSync(file, storyOf(`Typed on ${new Date().toISOString().slice(0, 10)}`, talked));
  return relative(root, file);
}
