/** A stream of server-sent events as chat completions send it, paced token by token, until the client goes away. */
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pauseFor } from '../pause.ts';
import type { Random } from '../random.ts';
import { serverError } from './api-error.ts';
import { chunk, type Head, type Plan, type Usage, usageChunk } from './completion.ts';
import type { OpenaiFault } from './fault.ts';

export interface StreamOrder {
  readonly head: Head;
  readonly plan: Plan;
  /** Sent at the end when the client asked for it. */
  readonly usage: Usage | undefined;
  readonly obfuscate: boolean;
  readonly joinRole: boolean;
  readonly tokensPerSecond: number;
  readonly fault: OpenaiFault | undefined;
  readonly random: Random;
}

/**
 * Sends a stream whose headers are out, until it is told, broken off by its fault, or the client leaves; gives the tokens that
 * were sent. `startedAt` is when the first token is due, in monotonic milliseconds.
 */
export async function sendStream(response: ServerResponse, order: StreamOrder, startedAt: number): Promise<number> {
  const { head, plan, fault } = order;
  const breaksAt = fault !== undefined && 'afterTokens' in fault ? fault.afterTokens : Number.POSITIVE_INFINITY;
  let tokens = 0;
  for (const step of order.joinRole ? joined(plan.steps) : plan.steps) {
    if (step.tokens > breaksAt) break;
    const due = startedAt + (Math.max(0, step.tokens - 1) * 1_000) / order.tokensPerSecond;
    if (!(await pauseFor(response, due - performance.now()))) return tokens;
    write(response, padded(chunk(head, step.delta, null), order));
    tokens = step.tokens;
  }
  if (Number.isFinite(breaksAt)) breakOff(response, fault);
  else finish(response, order);
  return tokens;
}

function finish(response: ServerResponse, order: StreamOrder): void {
  write(response, padded(chunk(order.head, {}, order.plan.finishReason), order));
  if (order.usage !== undefined) write(response, JSON.stringify(usageChunk(order.head, order.usage)));
  write(response, '[DONE]');
  response.end();
}

function write(response: ServerResponse, data: string): void {
  response.write(`data: ${data}\n\n`);
}

/** Chunks carry `usage: null` when a usage chunk will follow, and padding of random length that hides their size. */
function padded(content: object, order: StreamOrder): string {
  return JSON.stringify({
    ...content,
    ...(order.usage === undefined ? {} : { usage: null }),
    ...(order.obfuscate ? { obfuscation: padding(order.random) } : {}),
  });
}

function padding(random: Random): string {
  return randomBytes(12)
    .toString('base64url')
    .slice(0, 1 + Math.floor(random() * 16));
}

/** The role told with the first delta instead of before it. */
function joined(steps: Plan['steps']): Plan['steps'] {
  const [role, first, ...rest] = steps;
  if (role === undefined || first === undefined) return steps;
  return [{ delta: { ...role.delta, ...first.delta }, tokens: first.tokens }, ...rest];
}

/** A stalled stream stays open until the client has had enough. */
function breakOff(response: ServerResponse, fault: OpenaiFault | undefined): void {
  if (fault?.type === 'stall') return;
  if (fault?.type === 'cut') return void response.destroy();
  if (fault?.type === 'error-event') write(response, JSON.stringify(serverError().body));
  response.end();
}
