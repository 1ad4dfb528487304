/** How a tool is declared: one schema is the model's JSON Schema, the check of its arguments and the bus contract. */
import { z } from 'zod';
import { type Ask, defineAsk } from '../define.ts';
import { envelope } from './envelope.ts';

/** The arguments as the model writes them. Every key is required and optional ones are nullable: strict mode wants it so. */
type Arguments = z.ZodObject;

type ToolRequest<A extends Arguments> = z.ZodObject<{ arguments: A; envelope: typeof envelope }>;

export interface Tool<Name extends string = string, A extends Arguments = Arguments, R extends z.ZodType = z.ZodType> {
  readonly name: Name;
  /** What the model reads. */
  readonly description: string;
  readonly arguments: A;
  /** A changing tool holds and reads back first; it commits only with a proof, and never runs ahead of need. */
  readonly changes: boolean;
  readonly ask: Ask<ToolRequest<A>, R>;
}

export function defineTool<Name extends string, A extends Arguments, R extends z.ZodType>(input: {
  name: Name;
  summary: string;
  description: string;
  arguments: A;
  answer: R;
  changes: boolean;
  deadlineMs: number;
}): Tool<Name, A, R> {
  return {
    name: input.name,
    description: input.description,
    arguments: input.arguments,
    changes: input.changes,
    ask: defineAsk({
      noun: 'tool',
      verb: input.name,
      summary: input.summary,
      askers: ['dialogue'],
      answerer: 'crm-tools',
      deadlineMs: input.deadlineMs,
      request: z.object({ arguments: input.arguments, envelope }),
      reply: input.answer,
    }),
  };
}
