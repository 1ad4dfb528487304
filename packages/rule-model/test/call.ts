/** A call played against the model: the caller's words go in, tools are answered by the test's shop, as the house does it. */
import { modelFunctions } from '@bayline/contracts';
import { judgeYes, phrases, sayGreeting } from '@bayline/spoken';
import type { Message, ToolDefinition } from '../src/messages.ts';
import { withoutMarks } from '../src/messages.ts';
import { type RuleOptions, respond } from '../src/respond.ts';
import { Shop, type ShopSetting } from './shop.ts';

export interface Made {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

const tools: ToolDefinition[] = modelFunctions.map((tool) => ({ type: 'function', function: { ...tool.function } }));

export class Call {
  readonly shop: Shop;
  readonly messages: Message[];
  /** The tool calls the model made, in order. */
  readonly made: Made[] = [];
  /** What was said to the caller, in order, with marks. */
  readonly said: string[] = [];
  readonly #options: RuleOptions;
  #pending: { id: string; name: string; json: string; say: string } | null = null;

  constructor(setting: ShopSetting = {}, options: RuleOptions = { mode: 'plain' }) {
    this.shop = new Shop(setting);
    this.#options = options;
    this.messages = [
      { role: 'system', content: 'You are the automated phone receptionist of a car-service shop.' },
      { role: 'system', content: this.shop.facts() },
      { role: 'assistant', content: sayGreeting('Bayline Motors') },
    ];
  }

  /** The caller says these turns one after another; returns the last words they heard. */
  say(...turns: string[]): string {
    for (const turn of turns) this.#turn(turn);
    return this.last();
  }

  last(): string {
    return this.said.at(-1) ?? '';
  }

  /** The calls of one tool. */
  calls(tool: string): Made['arguments'][] {
    return this.made.filter((made) => made.tool === tool).map((made) => made.arguments);
  }

  get over(): 'transferred' | 'hung-up' | null {
    if (/\[transfer\]/.test(this.last())) return 'transferred';
    return /\[hangup\]/.test(this.last()) ? 'hung-up' : null;
  }

  /** The caller interrupts: of our last words only the beginning was heard. */
  interrupt(words: string, heard: string): string {
    const index = this.messages.findLastIndex((message) => message.role === 'assistant');
    this.messages[index] = { role: 'assistant', content: `${heard}—` };
    return this.say(words);
  }

  #turn(words: string): void {
    this.messages.push({ role: 'user', content: words });
    const pending = this.#pending;
    const verdict = pending === null ? null : judgeYes(words);
    if (pending !== null && verdict === 'yes') return this.#commit(pending);
    if (verdict === 'no') this.#pending = null;
    this.#answer();
    if (this.#pending === null || this.#pending !== pending) return;
    // A question of ours has moved on: a yes to it must confirm nothing.
    if (this.last().trimEnd().endsWith('?')) this.#pending = null;
    else this.#speak(pending.say);
  }

  #answer(): void {
    for (let round = 0; round < 8; round += 1) {
      const reply = respond({ messages: this.messages, tools }, this.#options);
      if (reply.toolCalls.length === 0) return this.#speak(reply.text ?? '');
      if (reply.text !== null) this.said.push(reply.text);
      this.messages.push({
        role: 'assistant',
        content: reply.text,
        tool_calls: reply.toolCalls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: call.arguments },
        })),
      });
      if (reply.toolCalls.map((call) => this.#use(call)).some((spoken) => spoken)) return;
    }
    throw new Error(`too many tool calls: ${this.made.map(({ tool }) => tool).join(', ')}`);
  }

  /** Answers one tool call; true when its answer was a read-back, which is spoken without the model. */
  #use(call: { id: string; name: string; arguments: string }): boolean {
    const args: Record<string, unknown> = JSON.parse(call.arguments);
    this.made.push({ tool: call.name, arguments: args });
    if (call.name === 'get_available_slots') this.#pending = null;
    const answer = this.shop.answer(call.name, args, false);
    this.messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(answer) });
    const say = readBackIn(answer);
    if (say === null) return false;
    this.#pending = { id: call.id, name: call.name, json: call.arguments, say };
    this.#speak(say);
    return true;
  }

  #commit(pending: { id: string; name: string; json: string }): void {
    const id = `commit-${pending.id}`;
    this.messages.push({
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: pending.name, arguments: pending.json } }],
    });
    const answer = this.shop.answer(pending.name, JSON.parse(pending.json), true);
    this.messages.push({ role: 'tool', tool_call_id: id, content: JSON.stringify(answer) });
    this.#pending = null;
    if (isDone(answer)) this.#speak(`${answer.say} ${phrases.anythingElse}`);
    else this.#answer();
  }

  #speak(text: string): void {
    this.said.push(text);
    this.messages.push({ role: 'assistant', content: withoutMarks(text) });
  }
}

function readBackIn(answer: unknown): string | null {
  const read = answer as { state?: string; say?: { facts?: string; question?: string } };
  return read.state === 'read-back' ? `${read.say?.facts} ${read.say?.question}` : null;
}

function isDone(answer: unknown): answer is { say: string } {
  return (answer as { state?: string }).state === 'done';
}
