/** How messages are described: an ask is a question to anyone who can answer, a fact tells what happened to one thing. */
import type { z } from 'zod';

export type ServiceName = 'gateway' | 'speech' | 'dialogue' | 'crm-tools' | 'calendar' | 'reminder';

/** What the third token of a fact's subject names. */
export type About =
  | 'call'
  | 'appointment'
  | 'gateway instance'
  | 'speech instance'
  | 'shop'
  | 'task'
  | 'message'
  | 'consumer';

interface Described {
  /** One sentence for docs/bus.md. */
  readonly summary: string;
}

export interface Fact<Schema extends z.ZodType = z.ZodType> extends Described {
  readonly kind: 'fact';
  /** `noun.happened`; the subject adds the id. */
  readonly name: string;
  readonly about: About;
  readonly tellers: readonly ServiceName[];
  readonly hearers: readonly ServiceName[];
  /** Lasting facts are stored in JetStream, live ones are core NATS: late audio is worthless. */
  readonly lasting: boolean;
  /** Whether a barge-in drops what is still on its way. */
  readonly onInterruption: 'dropped' | 'kept';
  readonly schema: Schema;
  /** What makes two tellings of a lasting fact the same one; becomes `Nats-Msg-Id`. */
  readonly identity: (id: string, payload: z.output<Schema>) => string;
}

export interface Ask<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> extends Described {
  readonly kind: 'ask';
  readonly noun: string;
  readonly verb: string;
  readonly askers: readonly ServiceName[];
  readonly answerer: ServiceName;
  /** How long the asker waits before it gives up, in milliseconds. */
  readonly deadlineMs: number;
  /** Whether one named instance can be asked directly, on `<instanceId>.<verb>`. */
  readonly direct: boolean;
  readonly request: Request;
  readonly reply: Reply;
}

export type Contract = Fact | Ask;

type FactInput<Schema extends z.ZodType> = Omit<Fact<Schema>, 'kind' | 'lasting' | 'onInterruption' | 'identity'> & {
  readonly lasting?: boolean;
  readonly onInterruption?: 'dropped' | 'kept';
  readonly identity?: (id: string, payload: z.output<Schema>) => string;
};

/** Declares a fact. Facts are live and kept on an interruption unless said otherwise. */
export function defineFact<Schema extends z.ZodType>(input: FactInput<Schema>): Fact<Schema> {
  return {
    kind: 'fact',
    lasting: false,
    onInterruption: 'kept',
    identity: (id) => `${input.name}:${id}`,
    ...input,
  };
}

type AskInput<Request extends z.ZodType, Reply extends z.ZodType> = Omit<Ask<Request, Reply>, 'kind' | 'direct'> & {
  readonly direct?: boolean;
};

/** Declares an ask. It is answered by any member of the answerer's queue group unless it is sent to one instance. */
export function defineAsk<Request extends z.ZodType, Reply extends z.ZodType>(
  input: AskInput<Request, Reply>,
): Ask<Request, Reply> {
  return { kind: 'ask', direct: false, ...input };
}

/** The subject of a fact about one thing: three tokens. `id` may be `*` to hear about everything. */
export function factSubject(fact: Fact, id: string): string {
  return `${fact.name}.${id}`;
}

/** The subject of an ask: two tokens, the group's noun or one instance's id first. */
export function askSubject(ask: Ask, instanceId?: string): string {
  if (instanceId === undefined) return `${ask.noun}.${ask.verb}`;
  if (!ask.direct) throw new Error(`${ask.noun}.${ask.verb} cannot be sent to one instance: it is not declared direct`);
  return `${instanceId}.${ask.verb}`;
}

/** `noun.verb` or `noun.happened`: how a contract is called in docs, metrics and logs. */
export function contractName(contract: Contract): string {
  return contract.kind === 'fact' ? contract.name : `${contract.noun}.${contract.verb}`;
}
