/** One answer of the model: messages and tools in, words or tool calls out. Pure: the same messages give the same answer. */
import type { Belief } from './belief.ts';
import { callIdOf } from './chance.ts';
import { type Clumsy, clumsily } from './clumsy.ts';
import { decide } from './decide.ts';
import { readExchanges } from './exchanges.ts';
import { readFacts } from './facts.ts';
import { remember } from './memory.ts';
import type { Message, ToolDefinition } from './messages.ts';
import { TRANSFER_MARK } from './messages.ts';
import { obey } from './obedient.ts';
import { fitArguments } from './tool-arguments.ts';
import { wordsOf } from './wording.ts';

export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools?: readonly ToolDefinition[];
  readonly tool_choice?: unknown;
}

export interface RuleOptions {
  /**
   * `plain` is a good receptionist. `clumsy` does the same job as a poor model does it: early, late, twice, with words
   * around it. `obedient` does and claims whatever the caller says.
   */
  readonly mode: 'plain' | 'clumsy' | 'obedient';
  /** Another seed words the same things differently. */
  readonly seed?: number;
}

export interface RuleReply {
  readonly text: string | null;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
}

/** What is said when the tools that the next step needs were not offered. */
const NO_TOOLS = `I can't look that up from here. Let me connect you with someone at the shop. ${TRANSFER_MARK}`;

/** The model's next words or tool calls. Never throws; a request without words of a caller is greeted. */
export function respond(request: ModelRequest, options: RuleOptions): RuleReply {
  const seed = seedOf(request, options);
  const exchanges = readExchanges(request.messages);
  const belief = remember(exchanges, readFacts(request.messages), isCorrected(request.messages));
  const obeyed = options.mode === 'obedient' ? obey(belief, exchanges.at(-1), request.messages) : null;
  const move = obeyed ?? decide(belief);
  if (options.mode !== 'clumsy') return reply({ move, before: '', twice: false }, belief, request, seed);
  return reply(clumsily(move, belief, seed), belief, request, seed);
}

/** A system message after the caller's words says that our last answer could not be spoken. */
function isCorrected(messages: readonly Message[]): boolean {
  const last = messages.at(-1);
  return last?.role === 'system' && messages.some(({ role }) => role === 'user');
}

function reply({ move, before, twice }: Clumsy, belief: Belief, request: ModelRequest, seed: string): RuleReply {
  const words = wordsOf(move, belief, seed);
  if (move.step.type !== 'call') return { text: words, toolCalls: [] };
  const { tool: name, arguments: known } = move.step;
  const tool = request.tool_choice === 'none' ? undefined : request.tools?.find((one) => one.function.name === name);
  if (tool === undefined) return { text: NO_TOOLS, toolCalls: [] };
  const json = fitArguments(known, tool);
  const owed = SPOKEN_BY_CODE.includes(name) ? words : '';
  const text = [before, owed].filter((part) => part !== '').join(' ');
  const toolCalls = (twice ? [1, 2] : [1]).map((time) => ({
    id: callIdOf(`${seed}:${name}:${time}`),
    name,
    arguments: json,
  }));
  return { text: text === '' ? null : text, toolCalls };
}

/** What these tools answer is spoken without another turn of the model: an answer owed to the caller goes before the call. */
const SPOKEN_BY_CODE = ['book_appointment', 'cancel_appointment', 'reschedule_appointment'];

/** The content is the seed: its length, its last words, and the number given. */
function seedOf({ messages }: ModelRequest, { seed = 0 }: RuleOptions): string {
  const last = messages.at(-1);
  return `${seed}:${messages.length}:${JSON.stringify(last?.content ?? '')}`;
}
