/** Runs TwiML for one call: asks for a document, does what its verbs say, follows where they lead. */
import { READER } from '../voice/sound.ts';
import { utter } from '../voice/utterance.ts';
import type { Call } from './call.ts';
import { callParameters, placeParameters } from './call-parameters.ts';
import { dial } from './dial.ts';
import type { Exchange } from './exchange.ts';
import { gather } from './gather.ts';
import { MediaStream } from './media-stream.ts';
import type { Parameters } from './signature.ts';
import { type Action, type DialVerb, type GatherVerb, parseTwiml, type StreamNoun, type Verb } from './twiml.ts';
import { pause, waitFor } from './waiting.ts';
import { askWebhook } from './webhook.ts';

/** Where a program begins: a document at hand, or one to ask for. */
export type Source = { readonly twiml: string } | { readonly action: Action };

/** What follows a verb: the next one, another document, or the end of the call. */
export type Outcome =
  | { readonly type: 'next' }
  | { readonly type: 'go'; readonly to: Action; readonly parameters: Parameters }
  | { readonly type: 'end'; readonly reason: string };

const NEXT: Outcome = { type: 'next' };
/** The TwiML has no further verb. */
const TWIML_ENDED = 'twiml-ended';
const SORRY = 'We are sorry. An application error has occurred. Goodbye.';
/** How long a recording lasts that we do not fetch. */
const PLAY_MS = 1_000;

export class TwimlProgram {
  readonly #call: Call;
  readonly #exchange: Exchange;
  readonly #signal: AbortSignal;

  constructor(call: Call, exchange: Exchange, signal: AbortSignal) {
    this.#call = call;
    this.#exchange = exchange;
    this.#signal = signal;
  }

  /**
   * Runs from `source` until the TwiML ends, which is when a call without anything more to do is over.
   * @throws the signal's reason when the call ends or goes elsewhere.
   */
  async run(source: Source): Promise<void> {
    let outcome: Outcome =
      'twiml' in source
        ? await this.#runDocument(source.twiml, 'http://localhost/')
        : { type: 'go', to: source.action, parameters: placeParameters() };
    while (outcome.type === 'go') outcome = await this.#fetchAndRun(outcome.to, outcome.parameters);
    if (outcome.type === 'end') this.#call.end('agent', outcome.reason);
  }

  /** Runs what `action` answers. The call goes on when the TwiML ends; Hangup still ends it. */
  async runWhisper(action: Action): Promise<void> {
    let outcome: Outcome = { type: 'go', to: action, parameters: {} };
    while (outcome.type === 'go') outcome = await this.#fetchAndRun(outcome.to, outcome.parameters);
    if (outcome.type === 'end' && outcome.reason !== TWIML_ENDED) this.#call.end('agent', outcome.reason);
  }

  async #fetchAndRun(action: Action, parameters: Parameters): Promise<Outcome> {
    const document = await this.#ask(action, parameters);
    this.#signal.throwIfAborted();
    if (typeof document === 'string') {
      const outcome = await this.#tryDocument(document, action.url);
      if (outcome !== undefined) return outcome;
    }
    const code = typeof document === 'string' ? 12_100 : document.code;
    const { fallback } = this.#call.details;
    if (fallback === undefined || fallback.url === action.url) return this.#apologise();
    const because = { ...parameters, ErrorCode: String(code), ErrorUrl: action.url };
    return { type: 'go', to: fallback, parameters: because };
  }

  /** The document, or the error code of why there is none. */
  async #ask(action: Action, parameters: Parameters): Promise<string | { code: number }> {
    const all = { ...callParameters(this.#call), ...parameters };
    const answer = await askWebhook(action, all, this.#exchange.settings(), this.#exchange.closing);
    if (!answer.ok) return this.#problem(answer.code, answer.message);
    if (!/^(text|application)\/xml\b/i.test(answer.contentType)) {
      return this.#problem(12_300, `Invalid Content-Type: ${answer.contentType}`);
    }
    return answer.body;
  }

  #problem(code: number, message: string): { code: number } {
    this.#call.problem(code, message);
    return { code };
  }

  async #tryDocument(document: string, url: string): Promise<Outcome | undefined> {
    let verbs: Verb[];
    try {
      verbs = parseTwiml(document, url);
    } catch (error) {
      this.#problem(12_100, `Document parse failure: ${error instanceof Error ? error.message : 'unknown'}`);
      return undefined;
    }
    return this.runVerbs(verbs);
  }

  async #runDocument(document: string, url: string): Promise<Outcome> {
    return (await this.#tryDocument(document, url)) ?? this.#apologise();
  }

  /** What a caller hears when an application cannot be reached. */
  async #apologise(): Promise<Outcome> {
    this.#call.answer();
    await this.#say(SORRY);
    this.#call.end('network', 'application-error');
    return { type: 'end', reason: 'application-error' };
  }

  /** Runs verbs until one leads elsewhere. */
  async runVerbs(verbs: readonly Verb[]): Promise<Outcome> {
    for (const verb of verbs) {
      const outcome = await this.#runVerb(verb);
      this.#signal.throwIfAborted();
      if (outcome.type !== 'next') return outcome;
    }
    return { type: 'end', reason: TWIML_ENDED };
  }

  async #runVerb(verb: Verb): Promise<Outcome> {
    if (verb.type === 'Reject') return this.#reject(verb.reason);
    // A Dial may leave the caller hear it ring until somebody answers.
    if (verb.type !== 'Dial' || !verb.answerOnBridge) this.#call.answer();
    switch (verb.type) {
      case 'Say':
        this.#call.events.onTwiml({ verb: 'Say', text: verb.text });
        await this.#say(verb.text);
        return NEXT;
      case 'Play':
        this.#call.events.onTwiml({ verb: 'Play' });
        await pause(PLAY_MS, this.#signal);
        return NEXT;
      case 'Pause':
        this.#call.events.onTwiml({ verb: 'Pause' });
        await pause(verb.seconds * 1_000, this.#signal);
        return NEXT;
      case 'Redirect':
        this.#call.events.onTwiml({ verb: 'Redirect', text: verb.to.url });
        this.#call.redirects.push(verb.to.url);
        return { type: 'go', to: verb.to, parameters: {} };
      case 'Hangup':
        this.#call.events.onTwiml({ verb: 'Hangup' });
        return { type: 'end', reason: 'twiml-hangup' };
      case 'Connect':
        return this.#connect(verb.stream, verb.action);
      case 'Dial':
        return this.#dial(verb);
      case 'Gather':
        return this.#gather(verb);
      case 'Unknown':
        this.#call.problem(12_200, `Schema validation warning: <${verb.name}> is not known here`);
        return NEXT;
    }
  }

  #reject(reason: 'busy' | 'rejected'): Outcome {
    this.#call.events.onTwiml({ verb: 'Reject' });
    this.#call.end('agent', 'rejected', reason === 'busy' ? 'busy' : 'no-answer');
    return { type: 'end', reason: 'rejected' };
  }

  /** Says a text in the provider's voice and waits until it was heard. */
  async #say(text: string): Promise<void> {
    const { leg } = this.#call;
    await waitFor<void>(this.#signal, (done) => {
      leg.play(utter(text, {}, READER).audio);
      leg.mark((played) => {
        if (played) done();
      });
      return () => void leg.clear();
    });
  }

  async #connect(noun: StreamNoun, action: Action | null): Promise<Outcome> {
    this.#call.events.onTwiml({ verb: 'Connect' });
    const { direction, to } = this.#call.details;
    // The call lasts until somebody ends it.
    if (direction === 'outbound-api' && !this.#exchange.personOf(to).audio) await pause(24 * 3_600_000, this.#signal);
    const stream = new MediaStream(this.#call, noun, this.#exchange.streamOptions());
    const end = await stream.run(this.#signal);
    if (end.type === 'failed') this.#call.problem(end.code, end.message);
    else if (end.abrupt && this.#call.details.onAbruptClose === 'end') {
      this.#call.end('network', 'stream-lost');
      return { type: 'end', reason: 'stream-lost' };
    }
    return action === null ? NEXT : { type: 'go', to: action, parameters: { StreamSid: stream.sid } };
  }

  async #dial(verb: DialVerb): Promise<Outcome> {
    const parameters = await dial(this.#call, verb, this.#exchange, this.#signal);
    return verb.action === null ? NEXT : { type: 'go', to: verb.action, parameters };
  }

  async #gather(verb: GatherVerb): Promise<Outcome> {
    this.#call.events.onTwiml({ verb: 'Gather' });
    const prompts = (signal: AbortSignal) =>
      new TwimlProgram(this.#call, this.#exchange, signal).runVerbs(verb.prompts);
    const digits = await gather(this.#call.leg, verb, prompts, this.#signal);
    if (digits === '' || verb.action === null) return NEXT;
    return { type: 'go', to: verb.action, parameters: { Digits: digits } };
  }
}
