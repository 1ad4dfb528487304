/** TwiML: what a call is told to do, read from XML into verbs. */
import { type Element, parseXml } from './xml.ts';

export type Method = 'GET' | 'POST';

/** A place that is asked for TwiML. */
export interface Action {
  readonly url: string;
  readonly method: Method;
}

export interface StreamNoun {
  readonly url: string;
  readonly name: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly statusCallback: Action | null;
}

export interface NumberNoun {
  readonly number: string;
  /** The whisper: TwiML for the person who picks up, before the two are connected. */
  readonly whisper: Action | null;
  readonly statusCallback: Action | null;
  readonly statusEvents: readonly string[];
}

export type Verb =
  | { readonly type: 'Say'; readonly text: string }
  | { readonly type: 'Play' }
  | { readonly type: 'Pause'; readonly seconds: number }
  | { readonly type: 'Redirect'; readonly to: Action }
  | { readonly type: 'Hangup' }
  | { readonly type: 'Reject'; readonly reason: 'busy' | 'rejected' }
  | { readonly type: 'Connect'; readonly stream: StreamNoun; readonly action: Action | null }
  | DialVerb
  | GatherVerb
  /** A verb we do not know; it is skipped. */
  | { readonly type: 'Unknown'; readonly name: string };

export interface DialVerb {
  readonly type: 'Dial';
  readonly numbers: readonly NumberNoun[];
  readonly action: Action | null;
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number;
  readonly callerId: string | null;
  readonly answerOnBridge: boolean;
}

export interface GatherVerb {
  readonly type: 'Gather';
  readonly prompts: readonly Verb[];
  readonly action: Action | null;
  readonly timeoutSeconds: number;
  readonly numDigits: number;
  readonly finishOnKey: string;
}

/** Twilio's own bound on a call: four hours. */
const LONGEST_CALL_SECONDS = 14_400;

/**
 * The verbs of a document. Relative addresses are taken from `base`, the address of the document itself.
 * @throws Error when it is no TwiML.
 */
export function parseTwiml(document: string, base: string): Verb[] {
  const root = parseXml(document);
  if (root.name !== 'Response') throw new Error(`the root is <${root.name}>, not <Response>`);
  return root.children.map((element) => verbOf(element, base));
}

function verbOf(element: Element, base: string): Verb {
  const { name, text, attributes } = element;
  switch (name) {
    case 'Say':
      return { type: 'Say', text };
    case 'Play':
      return { type: 'Play' };
    case 'Pause':
      return { type: 'Pause', seconds: numberOf(attributes.length, 1) };
    case 'Redirect':
      return { type: 'Redirect', to: { url: absolute(text, base), method: methodOf(attributes.method) } };
    case 'Hangup':
      return { type: 'Hangup' };
    case 'Reject':
      return { type: 'Reject', reason: attributes.reason === 'busy' ? 'busy' : 'rejected' };
    case 'Connect':
      return connectOf(element, base);
    case 'Dial':
      return dialOf(element, base);
    case 'Gather':
      return gatherOf(element, base);
    default:
      return { type: 'Unknown', name };
  }
}

function connectOf(element: Element, base: string): Verb {
  const stream = element.children.find(({ name }) => name === 'Stream');
  if (stream === undefined) return { type: 'Unknown', name: 'Connect' };
  const { url = '', name, statusCallback, statusCallbackMethod } = stream.attributes;
  const parameters = stream.children.filter((child) => child.name === 'Parameter').map(({ attributes }) => attributes);
  return {
    type: 'Connect',
    action: actionOf(element.attributes.action, element.attributes.method, base),
    stream: {
      url,
      name: name ?? null,
      parameters: Object.fromEntries(parameters.map((parameter) => [parameter.name ?? '', parameter.value ?? ''])),
      statusCallback: actionOf(statusCallback, statusCallbackMethod, base),
    },
  };
}

function dialOf({ attributes, children, text }: Element, base: string): Verb {
  const nouns = children.filter(({ name }) => name === 'Number').map((number) => numberNounOf(number, base));
  const plain = { number: text, whisper: null, statusCallback: null, statusEvents: [] };
  return {
    type: 'Dial',
    numbers: nouns.length > 0 ? nouns : [plain],
    action: actionOf(attributes.action, attributes.method, base),
    timeoutSeconds: numberOf(attributes.timeout, 30),
    timeLimitSeconds: numberOf(attributes.timeLimit, LONGEST_CALL_SECONDS),
    callerId: attributes.callerId ?? null,
    answerOnBridge: attributes.answerOnBridge === 'true',
  };
}

function numberNounOf({ attributes, text }: Element, base: string): NumberNoun {
  return {
    number: text,
    whisper: actionOf(attributes.url, attributes.method, base),
    statusCallback: actionOf(attributes.statusCallback, attributes.statusCallbackMethod, base),
    statusEvents: (attributes.statusCallbackEvent ?? 'completed').split(/\s+/),
  };
}

function gatherOf({ attributes, children }: Element, base: string): Verb {
  return {
    type: 'Gather',
    prompts: children.map((child) => verbOf(child, base)),
    action: actionOf(attributes.action, attributes.method, base),
    timeoutSeconds: numberOf(attributes.timeout, 5),
    numDigits: numberOf(attributes.numDigits, Number.POSITIVE_INFINITY),
    finishOnKey: attributes.finishOnKey ?? '#',
  };
}

function actionOf(url: string | undefined, method: string | undefined, base: string): Action | null {
  return url === undefined || url === '' ? null : { url: absolute(url, base), method: methodOf(method) };
}

/** An absolute address is kept to the letter, because it is signed. */
function absolute(url: string, base: string): string {
  return /^[a-z]+:\/\//i.test(url) ? url : new URL(url, base).href;
}

export function methodOf(method: string | undefined): Method {
  return method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return text === undefined || text === '' || !Number.isFinite(number) ? otherwise : number;
}
