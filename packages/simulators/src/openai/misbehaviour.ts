/**
 * A model that misbehaves, by settings: what it does wrong, and in which conversations. A conversation is known by what its caller
 * has said, which every model reads; nothing is hidden in the messages.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChatRequest } from './chat-request.ts';
import type { Reply } from './completion.ts';
import { openaiFault } from './fault.ts';

const name = z.string().describe('A tool, or the name of none.');

const deed = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('call'), tool: name, arguments: z.record(z.string(), z.unknown()).default({}) })
    .describe('Calls this tool instead.'),
  z
    .object({ type: z.literal('arguments'), change: z.record(z.string(), z.unknown()) })
    .describe('Calls with some arguments changed.'),
  z.object({ type: z.literal('broken-arguments') }).describe('Calls with arguments that end in the middle.'),
  z.object({ type: z.literal('twice') }).describe('Makes each call two times in one answer.'),
  z.object({ type: z.literal('say'), text: z.string() }).describe('Says this and calls nothing.'),
  z.object({ type: z.literal('say-before'), text: z.string() }).describe('Says this before what it would have done.'),
  z
    .object({ type: z.literal('endless'), text: z.string(), sentences: z.number().int().positive().default(60) })
    .describe('Says this again and again.'),
  z.object({ type: z.literal('nothing') }).describe('Answers with neither words nor calls.'),
  z.object({ type: z.literal('fault'), fault: openaiFault }).describe('The request itself goes wrong.'),
]);

export const misbehaviour = z.object({
  caller: z.string().describe('Where the caller has said something that this regular expression finds.'),
  insteadOf: z
    .string()
    .default('any')
    .describe('Only in place of a call of this tool, of a spoken answer (`words`), or of `any` answer.'),
  times: z.number().int().positive().default(1).describe('How often, in all such conversations together.'),
  does: deed,
});

export type Misbehaviour = z.output<typeof misbehaviour>;
type Deed = Misbehaviour['does'];

/** The first misbehaviour that fits, used once more. */
export function takeMisbehaviour(rules: Misbehaviour[], asked: ChatRequest, reply: Reply): Deed | undefined {
  const caller = callerWords(asked);
  const rule = rules.find((one) => new RegExp(one.caller, 'i').test(caller) && isInstead(one.insteadOf, reply));
  if (rule === undefined) return undefined;
  rule.times -= 1;
  if (rule.times === 0) rules.splice(rules.indexOf(rule), 1);
  return rule.does;
}

function callerWords(asked: ChatRequest): string {
  const said = asked.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  return said.map((content) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n');
}

function isInstead(what: string, reply: Reply): boolean {
  if (what === 'any') return true;
  if (what === 'words') return reply.toolCalls.length === 0;
  return reply.toolCalls.some((call) => call.name === what);
}

/** What the model answers in place of its reply. */
export function misbehave(reply: Reply, deed: Deed): Reply {
  switch (deed.type) {
    case 'call':
      return { text: null, toolCalls: [newCall(deed.tool, JSON.stringify(deed.arguments))] };
    case 'arguments':
      return withArguments(reply, (text) => JSON.stringify({ ...JSON.parse(text), ...deed.change }));
    case 'broken-arguments':
      return withArguments(reply, (text) => text.slice(0, Math.max(1, Math.floor(text.length / 2))));
    case 'twice':
      return { ...reply, toolCalls: reply.toolCalls.flatMap((call) => [call, newCall(call.name, call.arguments)]) };
    case 'say':
      return { text: deed.text, toolCalls: [] };
    case 'say-before':
      return { ...reply, text: [deed.text, reply.text ?? ''].join(' ').trim() };
    case 'endless':
      return { text: Array.from({ length: deed.sentences }, () => deed.text).join(' '), toolCalls: [] };
    case 'nothing':
      return { text: '', toolCalls: [] };
    case 'fault':
      return reply;
  }
}

function withArguments(reply: Reply, change: (text: string) => string): Reply {
  return { ...reply, toolCalls: reply.toolCalls.map((call) => ({ ...call, arguments: change(call.arguments) })) };
}

function newCall(tool: string, text: string): Reply['toolCalls'][number] {
  return { id: `call_${randomBytes(12).toString('hex')}`, name: tool, arguments: text };
}
