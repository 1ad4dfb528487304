/** The messages a model is shown when a call grows long: the latest ones, and of the older ones what was agreed in them. */
import { readAnswer } from './answers.ts';
import { type Asked, askedFor } from './asked.ts';
import type { Message } from './history.ts';

/** Messages that only make sense together: a call with its results, else one message. */
type Block = readonly Message[];

/**
 * The messages that fit into `maxTokens`, keeping at least the last `keepLast`. A tool result is never shown without the call
 * it answers, nor a call without its results. What was agreed stays: each committed change, the latest answer of each tool, and
 * the caller's answers to questions about themselves and their car.
 */
export function trimmed(messages: readonly Message[], maxTokens: number, keepLast: number): Message[] {
  const blocks = blocksOf(messages);
  const agreed = agreedIn(blocks);
  let tokens = blocks.reduce((sum, block, at) => (agreed.has(at) ? sum + tokensOfBlock(block) : sum), 0);
  let count = 0;
  let from = blocks.length;
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    const block = blocks[at] ?? [];
    if (!agreed.has(at)) tokens += tokensOfBlock(block);
    if (count >= keepLast && tokens > maxTokens) break;
    count += block.length;
    from = at;
  }
  return blocks.filter((_, at) => at >= from || agreed.has(at)).flat();
}

function blocksOf(messages: readonly Message[]): Block[] {
  const blocks: Message[][] = [];
  for (const message of messages) {
    const last = blocks.at(-1);
    if (message.role === 'tool' && last !== undefined && callsOf(last[0]).length > 0) last.push(message);
    else blocks.push([message]);
  }
  // A result without its call, or a call without its results, is refused by the model's provider.
  return blocks.filter((block) => block[0]?.role !== 'tool');
}

function callsOf(message: Message | undefined): readonly { id: string; name: string }[] {
  return message?.role === 'assistant' ? (message.toolCalls ?? []) : [];
}

const OF_THE_CALLER: ReadonlySet<Asked> = new Set([
  'name',
  'spelling',
  'phone',
  'vin',
  'vin-ending',
  'email',
  'vehicle',
]);

function agreedIn(blocks: readonly Block[]): ReadonlySet<number> {
  const latest = new Map<string, number>();
  const agreed = new Set<number>();
  for (const [at, block] of blocks.entries()) {
    for (const name of succeededIn(block)) latest.set(name, at);
    if (isCommitted(block)) agreed.add(at);
    if (answersAboutCaller(blocks[at - 1], block)) agreed.add(at - 1).add(at);
  }
  return new Set([...agreed, ...latest.values()]);
}

function succeededIn(block: Block): string[] {
  const names = new Map(callsOf(block[0]).map(({ id, name }) => [id, name]));
  return block.flatMap((message) => {
    if (message.role !== 'tool' || !readAnswer(parsed(message.content)).ok) return [];
    return names.get(message.toolCallId) ?? [];
  });
}

function isCommitted(block: Block): boolean {
  return block.some((message) => message.role === 'tool' && readAnswer(parsed(message.content)).state === 'done');
}

function answersAboutCaller(before: Block | undefined, block: Block): boolean {
  const [question] = before ?? [];
  if (block[0]?.role !== 'user' || question?.role !== 'assistant' || question.content === null) return false;
  return OF_THE_CALLER.has(askedFor(question.content));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // No answer of ours; nothing was agreed in it.
    return null;
  }
}

function tokensOfBlock(block: Block): number {
  return block.reduce((sum, message) => sum + tokensOf(message), 0);
}

/** About how many tokens a message costs: English runs at four characters a token, a message at four tokens of frame. */
export function tokensOf(message: Message): number {
  const content = message.content?.length ?? 0;
  const calls =
    message.role === 'assistant'
      ? (message.toolCalls ?? []).reduce((sum, call) => sum + call.name.length + call.arguments.length + 20, 0)
      : 0;
  return Math.ceil((content + calls) / 4) + 4;
}
