/** What a call has brought to light, read from its messages: who calls, which vehicle, what work, what was agreed. */
import { isToolName, type ToolName } from '@bayline/contracts';
import { readAnswer, type ToolAnswer } from './answers.ts';
import type { Message } from './history.ts';
import type { ToolCall } from './state.ts';

/** A tool call with its answer. */
export interface Use {
  readonly name: ToolName;
  readonly call: ToolCall;
  readonly given: Readonly<Record<string, unknown>>;
  readonly answer: ToolAnswer;
}

/** Every tool call of the call that was answered, in order. */
export function usesIn(messages: readonly Message[]): Use[] {
  const answers = new Map(
    messages.flatMap((message) => (message.role === 'tool' ? [[message.toolCallId, message.content]] : [])),
  );
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []));
  return calls.flatMap((call) => {
    const content = answers.get(call.id);
    if (content === undefined || !isToolName(call.name)) return [];
    return [{ name: call.name, call, given: recordOf(call.arguments), answer: readAnswer(parsed(content)) }];
  });
}

/** The caller's name as they gave it to a tool that found or booked them; null when none did. */
export function nameOfCaller(messages: readonly Message[]): string | null {
  for (const { given, answer } of usesIn(messages).toReversed()) {
    const parts = [given.name, given.first_name, given.last_name].filter(
      (part) => typeof part === 'string' && part !== '',
    );
    if (parts.length > 0 && (answer.ok || answer.no === 'not-found')) return parts.join(' ');
  }
  return null;
}

/** The work and the vehicle that were last talked about, in the caller's words. */
export function matterOf(messages: readonly Message[]): { work: string | null; vehicle: string | null } {
  const uses = usesIn(messages).toReversed();
  const services = uses.find(({ given }) => Array.isArray(given.services))?.given.services;
  const vehicle = uses.find(({ given }) => typeof given.vehicle === 'string')?.given.vehicle;
  return {
    work: Array.isArray(services) ? services.filter((service) => typeof service === 'string').join(' and ') : null,
    vehicle: typeof vehicle === 'string' ? vehicle : null,
  };
}

function recordOf(json: string): Readonly<Record<string, unknown>> {
  const value = parsed(json);
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Arguments that a model broke say nothing.
    return null;
  }
}
